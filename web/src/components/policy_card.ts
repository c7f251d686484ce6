import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { type OrganisationSettings, type Policy, savePolicy } from "../administration_api.ts";
import { Problem, Unreachable } from "../api.ts";
import type { ToldField } from "../model/conflict.ts";
import { type Draft, changes, shown, without } from "../model/draft.ts";
import { type Survey, wholeSurvey } from "../oversight_api.ts";
import { type TextKey, t } from "../texts/index.ts";
import { helpLinkApart } from "./help_link.ts";
import { SavingForm } from "./saving_form.ts";

const POLICIES: Policy[] = ["standard", "strict", "modern"];
type Rules = Pick<OrganisationSettings, "password_policy" | "require_mixed_case">;

/**
 * The organisation's password rules: three choices, what each asks, where it departs from today's
 * advice, and what follows from a change before it is made. Emits "policy-saved" and
 * "policy-outdated".
 */
export class PolicyCard extends SavingForm {
  static override properties = {
    settings: { attribute: false },
    draft: { state: true },
    survey: { state: true },
  };
  declare settings: OrganisationSettings;
  declare draft: Draft<Rules>;
  /** How everybody's passwords stand; null while it is counted, "unknown" where it could not be. */
  declare survey: Survey | "unknown" | null;
  #asked = false;

  constructor() {
    super();
    this.draft = {};
    this.survey = null;
  }

  protected fields(): readonly string[] {
    return [];
  }

  protected outdated(): void {
    this.emit("policy-outdated");
  }

  protected override savedVersion(): number {
    return this.settings.version;
  }

  protected override told(): ToldField[] {
    const { password_policy, require_mixed_case } = this.#saved;
    const mine = changes(this.#saved, this.draft);
    const words: [keyof Rules, string, string][] = [
      ["password_policy", t("policy.title"), t(`policy.${password_policy}`)],
      ["require_mixed_case", t("policy.mixed_case"), t(require_mixed_case ? "conflict.yes" : "conflict.no")],
    ];
    return words.map(([field, label, said]) => ({ field, label, words: said, mine: field in mine }));
  }

  protected override letGo(field: string): void {
    this.draft = without(this.draft, field);
  }

  get #saved(): Rules {
    const { password_policy, require_mixed_case } = this.settings;
    return { password_policy, require_mixed_case };
  }

  get #now(): Rules {
    return shown(this.#saved, this.draft);
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const becomesStrict = this.#now.password_policy === "strict" && this.#saved.password_policy !== "strict";
    if (becomesStrict && !this.#asked) void this.#count();
  }

  /** How many have to change (P10). Without an answer the warning stands without a number. */
  async #count(): Promise<void> {
    this.#asked = true;
    this.survey = null;
    try {
      this.survey = await wholeSurvey();
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.survey = "unknown";
    }
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
          ${this.noticeTemplate()}
          <fieldset class="policies">
            <legend class="visually-hidden">${t("policy.title")}</legend>
            ${POLICIES.map((policy) => this.#choice(policy))}
          </fieldset>
          ${this.#now.password_policy === "strict" ? this.#caseSwitch() : nothing}
          <div aria-live="polite">${this.#outcome()}</div>
          ${this.saveBar(this.#isChanged(), () => this.#undo())}
        </form>
      </section>
    `;
  }

  #choice(policy: Policy): TemplateResult {
    const chosen = this.#now.password_policy === policy;
    return html`
      <div class="policy ${chosen ? "chosen" : ""}">
        <label>
          <input
            type="radio"
            name="policy"
            value=${policy}
            aria-describedby=${`policy-${policy}`}
            .checked=${chosen}
            @change=${() => this.#change({ password_policy: policy })}
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

  #change(edit: Draft<Rules>): void {
    this.draft = { ...this.draft, ...edit };
    this.saved = "";
    if (this.theirs.length === 0) this.notice = "";
  }

  #caseSwitch(): TemplateResult {
    return html`
      <label class="plain-choice">
        <input
          type="checkbox"
          .checked=${this.#now.require_mixed_case}
          @change=${(event: Event) =>
            this.#change({ require_mixed_case: (event.target as HTMLInputElement).checked })}
        />
        ${t("policy.mixed_case")}
      </label>
    `;
  }

  #isChanged(): boolean {
    const changed = changes(this.#saved, this.draft);
    const otherCase = this.#now.password_policy === "strict" && "require_mixed_case" in changed;
    return "password_policy" in changed || otherCase;
  }

  #outcome(): TemplateResult | typeof nothing {
    if (!this.#isChanged()) return nothing;
    const policy = this.#now.password_policy;
    const other = policy !== this.settings.password_policy;
    const follows: TextKey = other ? `policy.follows_${policy}` : "policy.follows_case";
    const grave = other && policy === "strict";
    return html`
      <p class="follows ${grave ? "grave" : ""}">
        ${grave ? html`<strong>${this.#howMany()}</strong>` : nothing} ${t(follows)}
      </p>
    `;
  }

  /** Something stands here from the first: the buttons below stay under the pointer. */
  #howMany(): string {
    if (this.survey === null) return t("policy.counting");
    if (this.survey === "unknown") return t("policy.not_counted");
    return t("policy.must_change", { count: this.survey.not_strict, users: this.survey.users });
  }

  #undo(): void {
    this.draft = {};
    this.#asked = false;
    this.notice = "";
    this.theirs = [];
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!this.#isChanged()) return;
    await this.save(async () => {
      const saved = await savePolicy({ ...this.#now, version: this.settings.version });
      this.draft = {};
      this.#asked = false;
      this.emit("policy-saved", saved);
    }, t("policy.saved"));
  };
}
