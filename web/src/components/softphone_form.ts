import { type TemplateResult, html, nothing } from "lit";
import { type ListedUser, saveUser } from "../administration_api.ts";
import type { ToldField } from "../model/conflict.ts";
import { t } from "../texts/index.ts";
import { textField } from "./field.ts";
import { SavingForm } from "./saving_form.ts";

/**
 * An agent's registration for IP telephony (D7): who they are in Amazon Connect. Emits "user-saved"
 * with the user and "user-outdated".
 */
export class SoftphoneForm extends SavingForm {
  static override properties = { user: { attribute: false }, typed: { state: true } };
  declare user: ListedUser;
  /** What is typed; null while that is what is saved. */
  declare typed: string | null;

  constructor() {
    super();
    this.typed = null;
  }

  protected fields(): readonly string[] {
    return ["connect_user"];
  }

  protected outdated(): void {
    this.emit("user-outdated");
  }

  protected override savedVersion(): number {
    return this.user.version;
  }

  protected override told(): ToldField[] {
    const label = t("softphone.connect_user");
    return [{ field: "connect_user", label, words: this.#saved, mine: this.typed !== null }];
  }

  protected override letGo(): void {
    this.typed = null;
  }

  get #saved(): string {
    return this.user.softphone?.connect_user ?? "";
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.user.roles.includes("agent")) return nothing;
    const now = this.typed ?? this.#saved;
    return html`
      <form class="card panel form" novalidate aria-labelledby="softphone-title" @submit=${this.#save} @input=${this.#write}>
        <h2 id="softphone-title">${t("softphone.title")}</h2>
        ${this.noticeTemplate()}
        ${textField({
          id: "connect_user",
          label: t("softphone.connect_user"),
          value: now,
          hint: t("softphone.connect_user_why"),
          error: this.errors["connect_user"],
        })}
        ${this.saveBar(now.trim() !== this.#saved, () => this.#undo())}
      </form>
    `;
  }

  readonly #write = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.touched("connect_user");
  };

  #undo(): void {
    this.typed = null;
    this.errors = {};
    this.notice = "";
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await this.save(() => this.#send(), t("form.saved"));
  };

  async #send(): Promise<void> {
    const name = (this.typed ?? this.#saved).trim();
    const softphone = name === "" ? null : { connect_user: name };
    const saved = await saveUser(this.user.id, { softphone, version: this.user.version });
    this.typed = null;
    this.emit("user-saved", saved);
  }
}
