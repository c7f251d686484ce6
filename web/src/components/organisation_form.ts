import { type TemplateResult, html, nothing } from "lit";
import UP from "lucide-static/icons/arrow-up.svg";
import PLUS from "lucide-static/icons/plus.svg";
import CROSS from "lucide-static/icons/x.svg";
import { type OrganisationSettings, saveOrganisation } from "../administration_api.ts";
import type { ToldField } from "../model/conflict.ts";
import { type Draft, changes, shown, without } from "../model/draft.ts";
import { type Locale, t, tOf } from "../texts/index.ts";
import { fieldNotes, textField } from "./field.ts";
import { icon } from "./icon.ts";
import { SavingForm } from "./saving_form.ts";
import { segmentTemplate } from "./segment.ts";

type Basics = Pick<OrganisationSettings, "name" | "language" | "pause_reasons">;

const MOST_REASONS = 12;

/**
 * The organisation's name, language and pause reasons. Emits "policy-saved" with the organisation,
 * and "policy-outdated".
 */
export class OrganisationForm extends SavingForm {
  static override properties = { settings: { attribute: false }, draft: { state: true } };
  declare settings: OrganisationSettings;
  declare draft: Draft<Basics>;

  constructor() {
    super();
    this.draft = {};
  }

  protected fields(): readonly string[] {
    return ["name", ...this.#now.pause_reasons.map((_, place) => fieldAt(place))];
  }

  protected outdated(): void {
    this.emit("policy-outdated");
  }

  protected override savedVersion(): number {
    return this.settings.version;
  }

  protected override told(): ToldField[] {
    const { name, language, pause_reasons } = this.#saved;
    const mine = this.#changes();
    const reasons = pause_reasons.map((reason) => tOf("reason", reason)).join(", ");
    return [
      { field: "name", label: t("org.name"), words: name, mine: "name" in mine },
      { field: "language", label: t("org.language"), words: t(`language.${language}`), mine: "language" in mine },
      { field: "pause_reasons", label: t("org.reasons"), words: reasons, mine: "pause_reasons" in mine },
    ];
  }

  protected override letGo(field: string): void {
    this.draft = without(this.draft, field);
  }

  get #saved(): Basics {
    const { name, language, pause_reasons } = this.settings;
    return { name, language, pause_reasons };
  }

  get #now(): Basics {
    return shown(this.#saved, this.draft);
  }

  /** Unlike a choice of groups, the reasons have an order. */
  #changes(): Draft<Basics> {
    const changed = changes(this.#saved, this.draft);
    const reasons = this.draft.pause_reasons;
    const turned = reasons !== undefined && reasons.join("\n") !== this.#saved.pause_reasons.join("\n");
    return turned ? { ...changed, pause_reasons: reasons } : changed;
  }

  override render() {
    const now = this.#now;
    return html`
      <section class="card panel" aria-labelledby="org-title">
        <header class="panel-head"><h2 id="org-title">${t("org.basics")}</h2></header>
        <form class="form inner" novalidate @submit=${this.#save}>
          ${this.noticeTemplate()}
          <div class="pair" @input=${this.#named}>
            ${textField({ id: "name", label: t("org.name"), value: now.name, error: this.errors["name"] })}
          </div>
          <fieldset class="narrow">
            <legend>${t("org.language")}</legend>
            <div class="segments">${this.#language("sv")} ${this.#language("en")}</div>
            <p class="note">${t("org.language_why")}</p>
          </fieldset>
          <fieldset>
            <legend>${t("org.reasons")}</legend>
            <p class="note">${t("org.reasons_why")}</p>
            ${now.pause_reasons.map((reason, place) => this.#reason(reason, place))}
            ${now.pause_reasons.length < MOST_REASONS ? this.#more() : nothing}
          </fieldset>
          ${this.saveBar(Object.keys(this.#changes()).length > 0, () => this.#undo())}
        </form>
      </section>
    `;
  }

  #language(language: Locale): TemplateResult {
    return segmentTemplate({
      name: "org_language",
      value: language,
      label: t(`language.${language}`),
      language,
      chosen: this.#now.language === language,
      choose: () => this.#change({ language }),
    });
  }

  #reason(reason: string, place: number): TemplateResult {
    const id = `reason-${place}`;
    const error = this.errors[fieldAt(place)];
    const last = this.#now.pause_reasons.length === 1;
    const called = tOf("reason", reason) || String(place + 1);
    return html`
      <div class="field reason">
        <label class="visually-hidden" for=${id}>${t("org.reason", { number: place + 1 })}</label>
        <div class="with-remove">
          <input
            id=${id}
            name=${fieldAt(place)}
            autocomplete="off"
            maxlength="40"
            .value=${tOf("reason", reason)}
            aria-invalid=${error === undefined ? "false" : "true"}
            aria-describedby=${`${id}-hint ${id}-error`}
            @change=${(event: Event) => this.#write(place, (event.target as HTMLInputElement).value)}
            @input=${() => this.touched(fieldAt(place))}
          />
          <button
            type="button"
            class="plain"
            aria-label=${t("org.reason_up", { reason: called })}
            aria-disabled=${place === 0 ? "true" : "false"}
            @click=${() => place > 0 && void this.#lift(place)}
          >
            ${icon(UP)}
          </button>
          <button
            type="button"
            class="plain"
            aria-label=${t("org.reason_remove", { reason: called })}
            aria-disabled=${last ? "true" : "false"}
            @click=${() => last || this.#drop(place)}
          >
            ${icon(CROSS)}
          </button>
        </div>
        ${fieldNotes({ id, ...(error === undefined ? {} : { error }) })}
      </div>
    `;
  }

  #more(): TemplateResult {
    return html`
      <div class="buttons">
        <button type="button" class="secondary with-icon" @click=${() => void this.#add()}>
          ${icon(PLUS)} ${t("org.reason_add")}
        </button>
      </div>
    `;
  }

  readonly #named = (event: Event): void => {
    this.#change({ name: (event.target as HTMLInputElement).value });
    this.touched("name");
  };

  /** A known reason keeps its id, so that it follows the reader's language. */
  #write(place: number, typed: string): void {
    const known = ["lunch", "meeting", "education", "other"].find(
      (id) => tOf("reason", id).toLocaleLowerCase() === typed.trim().toLocaleLowerCase(),
    );
    this.#reasons((all) => all.map((old, at) => (at === place ? (known ?? typed) : old)));
  }

  #drop(place: number): void {
    this.#reasons((all) => all.filter((_, at) => at !== place));
    this.querySelector<HTMLElement>(".with-icon")?.focus();
  }

  async #lift(place: number): Promise<void> {
    this.#reasons((all) => {
      const others = all.filter((_, at) => at !== place);
      return [...others.slice(0, place - 1), all[place] ?? "", ...others.slice(place - 1)];
    });
    await this.updateComplete;
    this.querySelector<HTMLElement>(`#reason-${place - 1}`)?.focus();
  }

  async #add(): Promise<void> {
    const place = this.#now.pause_reasons.length;
    this.#reasons((all) => [...all, ""]);
    await this.updateComplete;
    this.querySelector<HTMLElement>(`#reason-${place}`)?.focus();
  }

  #reasons(edit: (all: string[]) => string[]): void {
    this.errors = {};
    this.#change({ pause_reasons: edit(this.#now.pause_reasons) });
  }

  #change(edit: Draft<Basics>): void {
    this.draft = { ...this.draft, ...edit };
    this.saved = "";
  }

  #undo(): void {
    this.draft = {};
    this.errors = {};
    this.theirs = [];
    this.notice = "";
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#now.name.trim() === "") {
      this.refuse({ name: t("user.name_missing") });
      return;
    }
    await this.save(() => this.#send(), t("form.saved"));
  };

  async #send(): Promise<void> {
    const reasons = this.draft.pause_reasons?.map((one) => one.trim()).filter((one) => one !== "");
    if (reasons !== undefined) this.draft = { ...this.draft, pause_reasons: reasons };
    const saved = await saveOrganisation({ ...this.#changes(), version: this.settings.version });
    this.draft = {};
    this.emit("policy-saved", saved);
  }
}

/** What the server calls the reason at this place. */
function fieldAt(place: number): string {
  return ["pause_reasons", place].join(".");
}
