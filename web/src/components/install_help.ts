import { type TemplateResult, html, nothing } from "lit";
import DOWNLOAD from "lucide-static/icons/monitor-down.svg";
import { INSTALL_CHANGED, install, wayToInstall } from "../install.ts";
import { type InstallWay, STEPS } from "../model/install.ts";
import { t, tOf } from "../texts/index.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/** How to install the client here: a button where the browser has one, else what to do, in steps. */
export class InstallHelp extends JourElement {
  static override properties = { quiet: { type: Boolean } };
  /** On the login page: one line, which opens; and nothing at all where it is installed. */
  declare quiet: boolean;
  readonly #changed = () => this.requestUpdate();

  constructor() {
    super();
    this.quiet = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener(INSTALL_CHANGED, this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener(INSTALL_CHANGED, this.#changed);
  }

  override render() {
    const way = wayToInstall();
    return this.quiet ? quietly(way) : inFull(way);
  }
}

function quietly(way: InstallWay): TemplateResult | typeof nothing {
  if (way === "installed") return nothing;
  return html`
    <details class="install-quiet">
      <summary>${icon(DOWNLOAD)} ${t("installed.install")}</summary>
      <div>${how(way)}</div>
    </details>
  `;
}

function inFull(way: InstallWay): TemplateResult {
  return html`
    <section class="card panel install" aria-labelledby="install">
      <h2 id="install">${t("installed.title")}</h2>
      <p class="note">${t("installed.why")}</p>
      ${how(way)}
    </section>
  `;
}

function how(way: InstallWay): TemplateResult {
  if (way === "installed") return html`<p>${t("installed.is_installed")}</p>`;
  if (way === "button") {
    return html`
      <button type="button" class="secondary" @click=${() => void install()}>
        ${t("installed.install_button")}
      </button>
    `;
  }
  const steps = Array.from({ length: STEPS[way] }, (_, at) => tOf("install", `${way}_${at + 1}`));
  return html`
    <p>${t(`install.${way}_where`)}</p>
    ${steps.length === 1
      ? html`<p class="note">${steps[0]}</p>`
      : html`<ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>`}
  `;
}
