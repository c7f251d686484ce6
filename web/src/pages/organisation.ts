import { type TemplateResult, html, nothing } from "lit";
import { type OrganisationSettings, organisation } from "../administration_api.ts";
import { backLink } from "../components/back_link.ts";
import { failureWords } from "../components/failure_words.ts";
import { JourElement } from "../components/jour_element.ts";
import { t } from "../texts/index.ts";

/** What an administrator decides for the whole organisation. */
export class OrganisationPage extends JourElement {
  static override properties = {
    framed: { attribute: false },
    settings: { state: true },
    failure: { state: true },
  };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare settings: OrganisationSettings | null;
  declare failure: string;

  constructor() {
    super();
    this.framed = false;
    this.settings = null;
    this.failure = "";
    this.addEventListener("policy-outdated", () => void this.#read());
    this.addEventListener("policy-saved", (event) => {
      this.settings = (event as CustomEvent<OrganisationSettings>).detail;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    return html`
      <div class="admin">
        ${backLink()} ${this.framed ? nothing : html`<h1 tabindex="-1">${t("org.title")}</h1>`}
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : nothing}
        ${this.settings === null ? this.#waiting() : forms(this.settings)}
      </div>
    `;
  }

  #waiting(): TemplateResult | typeof nothing {
    return this.failure ? nothing : html`<p class="waiting" role="status">${t("app.loading")}</p>`;
  }

  /** What is shown already stays: somebody may be typing. */
  async #read(): Promise<void> {
    try {
      this.settings = await organisation();
      this.failure = "";
    } catch (error) {
      this.failure = failureWords(error);
    }
  }
}

function forms(settings: OrganisationSettings): TemplateResult {
  return html`
    <jour-organisation-form .settings=${settings}></jour-organisation-form>
    <jour-policy-card .settings=${settings}></jour-policy-card>
    <jour-distance-settings .settings=${settings}></jour-distance-settings>
    <jour-chat-settings .settings=${settings}></jour-chat-settings>
    <jour-conference-rooms .settings=${settings}></jour-conference-rooms>
  `;
}
