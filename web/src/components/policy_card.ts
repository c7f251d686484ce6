import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { type OrganisationSettings, type Policy, savePolicy } from "../administration_api.ts";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { type TextKey, t } from "../texts/index.ts";
import { helpLinkApart } from "./help_link.ts";
import { JourElement } from "./jour_element.ts";

const POLICIES: Policy[] = ["standard", "strict", "modern"];

/**
 * The organisation's password rules: three choices, what each asks, where it departs from today's
 * advice, and what follows from a change before it is made. Emits "policy-saved" and
 * "policy-outdated".
 */
export class PolicyCard extends JourElement {
  static override properties = {
    settings: { attribute: false },
    chosen: { state: true },
    mixedCase: { state: true },
    busy: { state: true },
    notice: { state: true },
    saved: { state: true },
  };
  declare settings: OrganisationSettings;
  declare chosen: Policy;
  declare mixedCase: boolean;
  declare busy: boolean;
  /** Why it is not as it was asked to be. */
  declare notice: string;
  declare saved: boolean;

  constructor() {
    super();
    this.busy = false;
    this.notice = "";
    this.saved = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("settings")) this.#reset();
  }

  #reset(): void {
    this.chosen = this.settings.password_policy;
    this.mixedCase = this.settings.require_mixed_case;
  }

  override render() {
    return html`
      <section class="card panel" aria-labelledby="policy-title">
        <header class="panel-head">
          <h2 id="policy-title">${t("policy.title")}</h2>
          ${helpLinkApart("losenordsregler", t("policy.title"))}
          <p class="note">${t("policy.for", { organisation: this.settings.name })}</p>
        </header>
        <form class="policy-form" @submit=${this.#save}>
          ${this.notice ? html`<p class="alarm" role="alert">${this.notice}</p>` : nothing}
          <fieldset class="policies">
            <legend class="visually-hidden">${t("policy.title")}</legend>
            ${POLICIES.map((policy) => this.#choice(policy))}
          </fieldset>
          ${this.chosen === "strict" ? this.#caseSwitch() : nothing}
          <div aria-live="polite">${this.#outcome()}</div>
          ${this.#isChanged() ? this.#buttons() : nothing}
        </form>
      </section>
    `;
  }

  #choice(policy: Policy): TemplateResult {
    return html`
      <div class="policy ${this.chosen === policy ? "chosen" : ""}">
        <label>
          <input
            type="radio"
            name="policy"
            value=${policy}
            aria-describedby=${`policy-${policy}`}
            .checked=${this.chosen === policy}
            @change=${() => this.#choose(policy)}
          />
          <strong>${t(`policy.${policy}`)}</strong>
        </label>
        ${this.#mark(policy)}
        <div class="policy-words" id=${`policy-${policy}`}>
          <p>${t(`policy.${policy}_what`)}</p>
          <p class="note">${t(`policy.${policy}_away`)}</p>
        </div>
      </div>
    `;
  }

  #mark(policy: Policy): TemplateResult {
    return html`
      <span class="marks">
        ${policy === this.settings.password_policy
          ? html`<span class="pill quiet">${t("policy.current")}</span>`
          : nothing}
        ${policy === "modern" ? html`<span class="pill">${t("policy.recommended")}</span>` : nothing}
      </span>
    `;
  }

  #choose(policy: Policy): void {
    this.chosen = policy;
    this.saved = false;
    this.notice = "";
  }

  #caseSwitch(): TemplateResult {
    return html`
      <label class="plain-choice">
        <input
          type="checkbox"
          .checked=${this.mixedCase}
          @change=${(event: Event) => {
            this.mixedCase = (event.target as HTMLInputElement).checked;
            this.saved = false;
          }}
        />
        ${t("policy.mixed_case")}
      </label>
    `;
  }

  #isChanged(): boolean {
    const { password_policy, require_mixed_case } = this.settings;
    const otherCase = this.chosen === "strict" && this.mixedCase !== require_mixed_case;
    return this.chosen !== password_policy || otherCase;
  }

  #outcome(): TemplateResult | typeof nothing {
    if (!this.#isChanged()) {
      return this.saved ? html`<p class="banner">${t("policy.saved")}</p>` : nothing;
    }
    const other = this.chosen !== this.settings.password_policy;
    const follows: TextKey = other ? `policy.follows_${this.chosen}` : "policy.follows_case";
    return html`<p class="follows ${other && this.chosen === "strict" ? "grave" : ""}">${t(follows)}</p>`;
  }

  #buttons(): TemplateResult {
    return html`
      <div class="buttons">
        <button type="submit" class="primary" aria-disabled=${this.busy ? "true" : "false"}>
          ${t(this.busy ? "policy.saving" : "policy.save")}
        </button>
        <button type="button" class="plain" @click=${() => this.#reset()}>
          ${t("policy.cancel")}
        </button>
      </div>
    `;
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.busy || !this.#isChanged()) return;
    this.busy = true;
    this.notice = "";
    try {
      await this.#send();
    } catch (error) {
      if (error instanceof Unreachable) this.notice = t("login.network");
      else if (error instanceof Problem) this.#refused(error);
      else throw error;
    } finally {
      this.busy = false;
    }
  };

  async #send(): Promise<void> {
    const saved = await savePolicy({
      password_policy: this.chosen,
      require_mixed_case: this.mixedCase,
      version: this.settings.version,
    });
    this.saved = true;
    announce(t("policy.saved"));
    this.emit("policy-saved", saved);
  }

  #refused(problem: Problem): void {
    if (problem.code === "edited_meanwhile") {
      this.notice = t("policy.edited");
      this.emit("policy-outdated");
    } else {
      this.notice = problem.message || t("policy.failed");
    }
  }
}
