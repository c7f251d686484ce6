import { type TemplateResult, html, nothing } from "lit";
import {
  type ListedUser,
  type NewUser,
  type OrganisationSettings,
  addUser,
  removeUser,
  saveUser,
} from "../administration_api.ts";
import type { Group } from "../model/contract.ts";
import type { ToldField } from "../model/conflict.ts";
import { type Draft, changes, isChanged, shown, withChoice, without } from "../model/draft.ts";
import { groupNames } from "../model/people.ts";
import { type Locale, t, tOf } from "../texts/index.ts";
import { askDialog } from "./ask_dialog.ts";
import { textField } from "./field.ts";
import { groupChoices } from "./group_choices.ts";
import { helpLinkApart } from "./help_link.ts";
import { SavingForm } from "./saving_form.ts";
import { segmentTemplate } from "./segment.ts";

type Details = Pick<
  ListedUser,
  "id" | "name" | "email" | "language" | "roles" | "groups" | "disabled"
>;

const FIELDS = ["id", "name", "email", "groups"] as const;
const ROLES = ["agent", "admin"] as const;
const NOBODY: Details = {
  id: "",
  name: "",
  email: "",
  language: "sv",
  roles: ["agent"],
  groups: [],
  disabled: false,
};
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * Who somebody is and what they may do, or somebody new. Emits "user-saved" with the user,
 * "user-outdated" and "user-removed".
 */
export class UserDetails extends SavingForm {
  static override properties = {
    user: { attribute: false },
    groups: { attribute: false },
    settings: { attribute: false },
    me: {},
    draft: { state: true },
    removing: { state: true },
  };
  /** null for somebody new. */
  declare user: ListedUser | null;
  declare groups: Group[];
  declare settings: OrganisationSettings;
  declare me: string;
  declare draft: Draft<Details>;
  declare removing: boolean;

  constructor() {
    super();
    this.draft = {};
    this.removing = false;
  }

  protected fields(): readonly string[] {
    return FIELDS;
  }

  protected outdated(): void {
    this.emit("user-outdated");
  }

  protected override savedVersion(): number | null {
    return this.user?.version ?? null;
  }

  protected override told(): ToldField[] {
    const { name, email, language, roles, groups, disabled } = this.#saved;
    const words: [keyof Details, string, string][] = [
      ["name", t("user.name"), name],
      ["email", t("user.email"), email],
      ["language", t("settings.language"), t(`language.${language as Locale}`)],
      ["roles", t("user.roles"), roles.map((role) => tOf("role", role)).join(", ")],
      ["groups", t("status.groups"), groupNames(groups, this.groups)],
      ["disabled", t("user.access"), t(disabled ? "user.disabled_now" : "user.enabled_now")],
    ];
    const mine = changes(this.#saved, this.draft);
    return words.map(([field, label, said]) => ({ field, label, words: said, mine: field in mine }));
  }

  protected override letGo(field: string): void {
    this.draft = without(this.draft, field);
  }

  get #saved(): Details {
    return this.user ?? { ...NOBODY, language: this.settings.language };
  }

  override render() {
    const now = shown(this.#saved, this.draft);
    const fresh = this.user === null;
    return html`
      <form class="card panel form" novalidate @submit=${this.#save} @input=${this.#typed}>
        ${helpLinkApart("anvandare", t("user.title"))} ${this.noticeTemplate()}
        ${this.#who(now)} ${this.#roles(now)} ${this.#groups(now)}
        ${fresh ? html`<p class="follows">${t("user.password_follows")}</p>` : this.#disabled(now)}
        ${this.saveBar(
          fresh || isChanged(this.#saved, this.draft),
          () => this.#undo(),
          t(fresh ? "user.add" : "form.save"),
        )}
      </form>
      ${fresh ? nothing : this.#removal()}
    `;
  }

  #who(now: Details): TemplateResult {
    return html`
      <div class="pair">
        ${textField({
          id: "name",
          label: t("user.name"),
          value: now.name,
          error: this.errors["name"],
          onBlur: () => this.#weigh("name"),
        })}
        ${textField({
          id: "email",
          label: t("user.email"),
          value: now.email,
          inputmode: "email",
          hint: t("user.email_why"),
          error: this.errors["email"],
          onBlur: () => this.#weigh("email"),
        })}
      </div>
      ${this.user === null
        ? html`
            <div class="pair">
              ${textField({
                id: "id",
                label: t("login.user"),
                value: now.id,
                hint: t("user.id_why"),
                error: this.errors["id"],
                onBlur: () => this.#weigh("id"),
              })}
            </div>
          `
        : nothing}
      <fieldset class="narrow">
        <legend>${t("settings.language")}</legend>
        <div class="segments">${this.#language("sv", now)} ${this.#language("en", now)}</div>
        <p class="note">${t("user.language_why")}</p>
      </fieldset>
    `;
  }

  #language(language: Locale, now: Details): TemplateResult {
    return segmentTemplate({
      name: "user_language",
      value: language,
      label: language === "sv" ? "Svenska" : "English",
      language,
      chosen: now.language === language,
      choose: () => this.#change({ language }),
    });
  }

  #roles(now: Details): TemplateResult {
    return html`
      <fieldset>
        <legend>${t("user.roles")}</legend>
        ${ROLES.map(
          (role) => html`
            <label class="plain-choice">
              <input
                type="checkbox"
                ?disabled=${role === "admin" && this.#isMe()}
                .checked=${now.roles.includes(role)}
                @change=${(event: Event) =>
                  this.#change({ roles: withChoice(now.roles, role, checked(event)) })}
              />
              <span>${t(`user.role_${role}`)} <span class="note">${t(`user.role_${role}_may`)}</span></span>
            </label>
          `,
        )}
        ${this.#isMe() ? html`<p class="note">${t("user.yourself")}</p>` : nothing}
        ${this.#losesDistance(now) ? html`<p class="follows grave">${t("user.loses_distance")}</p>` : nothing}
      </fieldset>
    `;
  }

  #losesDistance(now: Details): boolean {
    return this.user?.distance != null && !now.roles.includes("agent");
  }

  #groups(now: Details): TemplateResult {
    return html`
      <fieldset>
        <legend>${t("status.groups")}</legend>
        ${this.groups.length === 0 ? html`<p class="note">${t("user.no_groups")}</p>` : nothing}
        ${groupChoices({
          name: "groups",
          groups: this.groups,
          chosen: now.groups,
          choose: (id, chosen) => this.#change({ groups: withChoice(now.groups, id, chosen) }),
        })}
        <p class="note refusal" role="alert">${this.errors["groups"] ?? nothing}</p>
      </fieldset>
    `;
  }

  #disabled(now: Details): TemplateResult {
    return html`
      <fieldset>
        <legend>${t("user.access")}</legend>
        <label class="plain-choice">
          <input
            type="checkbox"
            ?disabled=${this.#isMe()}
            .checked=${now.disabled}
            @change=${(event: Event) => this.#change({ disabled: checked(event) })}
          />
          <span>${t("user.disable")} <span class="note">${t("user.disable_why")}</span></span>
        </label>
      </fieldset>
    `;
  }

  #removal(): TemplateResult {
    const name = this.#saved.name;
    return html`
      <section class="card panel ending" aria-labelledby="removal">
        <div>
          <h2 id="removal">${t("user.remove_title")}</h2>
          <p class="note">${t(this.#isMe() ? "user.remove_not_you" : "user.remove_why")}</p>
        </div>
        ${this.#isMe()
          ? nothing
          : html`
              <button type="button" class="secondary grave" @click=${() => (this.removing = true)}>
                ${t("user.remove")}
              </button>
            `}
      </section>
      ${askDialog(
        this.removing
          ? {
              title: t("user.remove_ask", { name }),
              follows: [t("user.remove_out", { name }), t("user.remove_numbers"), t("user.remove_data")],
              confirm: t("user.remove"),
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

  #isMe(): boolean {
    return this.user?.id === this.me;
  }

  readonly #typed = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (field.name === "name" || field.name === "email" || field.name === "id") {
      this.#change({ [field.name]: field.value });
    }
  };

  #change(edit: Draft<Details>): void {
    this.draft = { ...this.draft, ...edit };
    for (const field of Object.keys(edit)) this.touched(field);
  }

  #undo(): void {
    this.draft = {};
    this.errors = {};
    this.notice = "";
    if (this.user === null) this.emit("user-given-up");
  }

  /** A look at a field when it is left. */
  #weigh(field: "name" | "email" | "id"): void {
    const problem = this.draft[field] === undefined ? undefined : this.#problems()[field];
    if (problem !== undefined) this.errors = { ...this.errors, [field]: problem };
  }

  #problems(): Record<string, string> {
    const now = shown(this.#saved, this.draft);
    const found: Record<string, string> = {};
    if (now.name.trim() === "") found["name"] = t("user.name_missing");
    if (!EMAIL.test(now.email.trim())) found["email"] = t("user.email_odd");
    if (this.user === null && now.id.trim() === "") found["id"] = t("user.id_missing");
    return found;
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const problems = this.#problems();
    if (Object.keys(problems).length > 0) return this.refuse(problems);
    const done = this.user === null ? t("user.added") : t("form.saved");
    await this.save(() => this.#send(), done);
  };

  async #send(): Promise<void> {
    const { id: _, ...edit } = changes(this.#saved, this.draft);
    if (edit.name !== undefined) edit.name = edit.name.trim();
    if (edit.email !== undefined) edit.email = edit.email.trim();
    const user =
      this.user === null
        ? await addUser(shown(this.#saved, this.draft) satisfies NewUser)
        : await saveUser(this.user.id, { ...edit, version: this.user.version });
    this.draft = {};
    this.emit("user-saved", user);
  }

  async #remove(): Promise<void> {
    const done = await this.save(() => removeUser(this.#saved.id), t("user.removed"));
    this.querySelector("dialog")?.close();
    if (done) this.emit("user-removed");
  }

  /** The rest of the page is out of reach while the question stands. */
  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog:not([open])")?.showModal();
  }
}

function checked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}
