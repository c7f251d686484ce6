import { type TemplateResult, html, nothing } from "lit";
import { type ListedUser, type OrganisationSettings, saveUser } from "../administration_api.ts";
import type { Group } from "../model/contract.ts";
import type { ToldField } from "../model/conflict.ts";
import { type Draft, changes, isChanged, shown, withChoice, without } from "../model/draft.ts";
import { groupNames } from "../model/people.ts";
import { looksLandline, looksWrong } from "../model/phone.ts";
import {
  type RegistrationForm,
  editOf,
  formOf,
  isPin,
  staffedByCall,
} from "../model/registration.ts";
import { listed, t } from "../texts/index.ts";
import { askDialog } from "./ask_dialog.ts";
import { textField } from "./field.ts";
import { groupChoices } from "./group_choices.ts";
import { helpLinkApart } from "./help_link.ts";
import { SavingForm } from "./saving_form.ts";

const FIELDS = ["number", "alternative_number", "preselected_groups", "pin"] as const;

/**
 * An agent's registration for distance login (F4–F8, B7). Emits "user-saved" with the user and
 * "user-outdated".
 */
export class DistanceForm extends SavingForm {
  static override properties = {
    user: { attribute: false },
    groups: { attribute: false },
    settings: { attribute: false },
    draft: { state: true },
    left: { state: true },
    removing: { state: true },
  };
  declare user: ListedUser;
  declare groups: Group[];
  declare settings: OrganisationSettings;
  declare draft: Draft<RegistrationForm>;
  /** The number fields that have been left, so that what is in them may be doubted. */
  declare left: string[];
  declare removing: boolean;

  constructor() {
    super();
    this.draft = {};
    this.left = [];
    this.removing = false;
  }

  protected fields(): readonly string[] {
    return FIELDS;
  }

  protected outdated(): void {
    this.emit("user-outdated");
  }

  protected override savedVersion(): number {
    return this.user.version;
  }

  protected override told(): ToldField[] {
    const { number, alternative_number, preselected_groups } = formOf(this.user);
    const words: [keyof RegistrationForm, string, string][] = [
      ["number", t("distance.number"), number],
      ["alternative_number", t("distance.alternative"), alternative_number],
      ["preselected_groups", t("distance.preselected"), groupNames(preselected_groups, this.groups)],
    ];
    const mine = changes(formOf(this.user), this.draft);
    return words.map(([field, label, said]) => ({ field, label, words: said, mine: field in mine }));
  }

  protected override letGo(field: string): void {
    this.draft = without(this.draft, field);
  }

  override render() {
    if (!this.user.roles.includes("agent")) {
      return html`<section class="card panel form"><p>${t("distance.not_agent")}</p></section>`;
    }
    const saved = formOf(this.user);
    const now = shown(saved, this.draft);
    return html`
      <form class="card panel form" novalidate @submit=${this.#save} @input=${this.#typed}>
        ${helpLinkApart("registrera-distans", t("own.title"))} ${this.noticeTemplate()}
        ${this.#numbers(now)} ${this.#groupChoice(now)} ${this.#pin(now)}
        ${this.saveBar(isChanged(saved, this.draft), () => this.#undo(), this.#saveWords())}
      </form>
      ${this.user.distance === null ? nothing : this.#removal()}
    `;
  }

  #saveWords(): string {
    return t(this.user.distance === null ? "distance.register" : "form.save");
  }

  #numbers(now: RegistrationForm): TemplateResult {
    return html`
      <div class="pair">
        ${textField({
          id: "number",
          label: t("distance.number"),
          type: "tel",
          inputmode: "tel",
          value: now.number,
          hint: t("distance.number_why"),
          warning: this.#doubt("number", now.number),
          error: this.errors["number"],
          onBlur: () => this.#leave("number"),
        })}
        ${textField({
          id: "alternative_number",
          label: t("distance.alternative"),
          type: "tel",
          inputmode: "tel",
          value: now.alternative_number,
          hint: t("distance.alternative_why"),
          warning: this.#doubt("alternative_number", now.alternative_number),
          error: this.errors["alternative_number"],
          onBlur: () => this.#leave("alternative_number"),
        })}
      </div>
    `;
  }

  /** What may be wrong with a number: only a doubt, since the server decides. */
  #doubt(field: "number" | "alternative_number", typed: string): string {
    if (this.errors[field] !== undefined) return "";
    if (this.draft[field] === undefined) {
      return this.user.warnings.find((warning) => warning.field === field)?.message ?? "";
    }
    if (!this.left.includes(field) || typed.trim() === "") return "";
    if (looksWrong(typed)) return t("agent.number_odd");
    return field === "number" && looksLandline(typed) ? t("distance.no_sms") : "";
  }

  #groupChoice(now: RegistrationForm): TemplateResult {
    const own = this.groups.filter((group) => this.user.groups.includes(group.id));
    return html`
      <fieldset>
        <legend>${t("distance.preselected")}</legend>
        ${groupChoices({
          name: "preselected_groups",
          groups: own,
          chosen: now.preselected_groups,
          barred: whyNot,
          choose: (id, chosen) =>
            this.#change({ preselected_groups: withChoice(now.preselected_groups, id, chosen) }),
        })}
        <p class="note" aria-live="polite">${outcome(now.preselected_groups, own)}</p>
        <p class="note refusal" role="alert">${this.errors["preselected_groups"] ?? nothing}</p>
      </fieldset>
    `;
  }

  #pin(now: RegistrationForm): TemplateResult {
    const has = this.user.distance?.has_pin ?? false;
    return html`
      <fieldset>
        <legend>${t("distance.pin")}</legend>
        ${now.pin === undefined ? this.#pinAsItIs(has) : this.#pinEdited(now.pin)}
      </fieldset>
    `;
  }

  #pinAsItIs(has: boolean): TemplateResult {
    const needed = this.settings.distance_pin_required;
    const words = has ? "distance.pin_set" : needed ? "distance.pin_needed" : "distance.pin_none";
    return html`
      <p class=${has || !needed ? "note" : "note doubt"}>${t(words)}</p>
      <div class="buttons">
        <button type="button" class="secondary" @click=${() => this.#beginPin()}>
          ${t(has ? "distance.pin_change" : "distance.pin_choose")}
        </button>
        ${has
          ? html`
              <button type="button" class="plain" @click=${() => this.#change({ pin: null })}>
                ${t("distance.pin_remove")}
              </button>
            `
          : nothing}
      </div>
    `;
  }

  #pinEdited(pin: string | null): TemplateResult {
    return html`
      ${pin === null
        ? html`<p class="note doubt" role="status">${t("distance.pin_going")}</p>`
        : html`
            <div class="narrow">
              ${textField({
                id: "pin",
                label: t("distance.pin_new"),
                inputmode: "numeric",
                value: pin,
                hint: t("distance.pin_why"),
                error: this.errors["pin"],
                onBlur: () => this.#leavePin(),
              })}
            </div>
          `}
      <div class="buttons">
        <button type="button" class="plain" @click=${() => this.#keepPin()}>
          ${t("distance.pin_keep")}
        </button>
      </div>
    `;
  }

  async #beginPin(): Promise<void> {
    this.#change({ pin: "" });
    await this.updateComplete;
    this.querySelector<HTMLElement>("#pin")?.focus();
  }

  #keepPin(): void {
    const { pin: _, ...others } = this.draft;
    this.draft = others;
    this.touched("pin");
  }

  #leavePin(): void {
    const { pin } = this.draft;
    if (pin && !isPin(pin)) this.errors = { ...this.errors, pin: t("distance.pin_odd") };
  }

  #removal(): TemplateResult {
    const { name } = this.user;
    return html`
      <section class="card panel ending" aria-labelledby="unregister">
        <div>
          <h2 id="unregister">${t("distance.remove_title")}</h2>
          <p class="note">${t("distance.remove_why", { name })}</p>
        </div>
        <button type="button" class="secondary grave" @click=${() => (this.removing = true)}>
          ${t("distance.remove")}
        </button>
      </section>
      ${askDialog(
        this.removing
          ? {
              title: t("distance.remove_ask", { name }),
              follows: [
                t("distance.remove_out", { name }),
                t("distance.remove_numbers"),
                ...(this.user.distance?.has_pin ? [t("distance.remove_pin")] : []),
              ],
              confirm: t("distance.remove"),
              cancel: t("credentials.cancel"),
              busy: this.busy,
              act: () => void this.#remove(),
              close: () => this.querySelector("dialog")?.close(),
              closed: () => (this.removing = false),
            }
          : null,
      )}
    `;
  }

  readonly #typed = (event: Event): void => {
    const { name, value } = event.target as HTMLInputElement;
    if (name !== "number" && name !== "alternative_number" && name !== "pin") return;
    this.left = this.left.filter((field) => field !== name);
    this.#change({ [name]: value });
  };

  #leave(field: string): void {
    this.left = [...this.left, field];
  }

  #change(edit: Draft<RegistrationForm>): void {
    this.draft = { ...this.draft, ...edit };
    for (const field of Object.keys(edit)) this.touched(field);
  }

  #undo(): void {
    this.draft = {};
    this.errors = {};
    this.notice = "";
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const saved = formOf(this.user);
    const now = shown(saved, this.draft);
    if (now.number.trim() === "") return this.refuse({ number: t("distance.number_missing") });
    if (typeof now.pin === "string" && !isPin(now.pin)) {
      return this.refuse({ pin: t("distance.pin_odd") });
    }
    await this.save(() => this.#send(editOf(saved, this.draft)), t("form.saved"));
  };

  async #send(distance: ReturnType<typeof editOf> | null): Promise<void> {
    const user = await saveUser(this.user.id, { distance, version: this.user.version });
    this.draft = {};
    this.left = [];
    this.emit("user-saved", user);
  }

  async #remove(): Promise<void> {
    await this.save(() => this.#send(null), t("distance.removed"));
    this.querySelector("dialog")?.close();
  }

  /** The rest of the page is out of reach while the question stands. */
  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog:not([open])")?.showModal();
  }
}

/** Why a group never is part of distance login (F11); empty for one that may be. */
function whyNot({ media }: Group): string {
  return media === "voice" ? "" : t(media === "chat" ? "distance.no_chat" : "distance.no_telemarketing");
}

/** What a call will staff, in words. */
function outcome(chosen: readonly string[], own: Group[]): string {
  const staffed = staffedByCall(chosen, own);
  const names = listed(staffed.map((group) => group.name));
  if (staffed.length === 0) return t("distance.staffs_none");
  return t(chosen.length === 0 ? "distance.staffs_all" : "distance.staffs", { groups: names });
}
