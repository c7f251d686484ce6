import { html } from "lit";
import { type GroupSettings, saveGroup } from "../groups_api.ts";
import { type Draft, changes, isChanged, shown } from "../model/draft.ts";
import { t } from "../texts/index.ts";
import { fieldNotes, textField } from "./field.ts";
import { SavingForm } from "./saving_form.ts";

interface Typed {
  message_mail: string;
  message_group: string;
}

/**
 * Where a customer's message goes when nobody in a chat group can answer. Emits "group-saved" and
 * "group-outdated".
 */
export class ChatGroupForm extends SavingForm {
  static override properties = {
    group: { attribute: false },
    groups: { attribute: false },
    version: { attribute: false },
    draft: { state: true },
  };
  declare group: GroupSettings;
  /** All of them: a callback is made in one for calls. */
  declare groups: GroupSettings[];
  declare version: number;
  declare draft: Draft<Typed>;

  constructor() {
    super();
    this.draft = {};
  }

  protected fields(): readonly string[] {
    return ["message_mail", "message_group"];
  }

  protected outdated(): void {
    this.emit("group-outdated");
  }

  get #saved(): Typed {
    const { message_mail, message_group } = this.group;
    return { message_mail: message_mail ?? "", message_group: message_group ?? "" };
  }

  override render() {
    const now = shown(this.#saved, this.draft);
    const voice = this.groups.filter(({ media }) => media === "voice");
    const nowhere = now.message_mail.trim() === "" && now.message_group === "";
    return html`
      <section class="card panel" aria-labelledby="messages-title">
        <header class="panel-head"><h2 id="messages-title">${t("chat_group.title")}</h2></header>
        <form class="form inner" novalidate @submit=${this.#save}>
          ${this.noticeTemplate()}
          <p class="note">${t(nowhere ? "chat_group.nowhere" : "chat_group.why")}</p>
          <div @input=${(event: Event) => this.#change({ message_mail: (event.target as HTMLInputElement).value })}>
            ${textField({
              id: "message_mail",
              label: t("chat_group.mail"),
              value: now.message_mail,
              hint: t("chat_group.mail_why"),
              inputmode: "email",
              error: this.errors["message_mail"],
            })}
          </div>
          <div class="field">
            <label for="message_group">${t("chat_group.callback")}</label>
            <select
              id="message_group"
              name="message_group"
              class="wide-select"
              aria-describedby="message_group-hint message_group-error"
              @change=${(event: Event) => this.#change({ message_group: (event.target as HTMLSelectElement).value })}
            >
              <option value="" ?selected=${now.message_group === ""}>${t("chat_group.no_callback")}</option>
              ${voice.map(
                ({ id, name }) => html`<option value=${id} ?selected=${now.message_group === id}>${name}</option>`,
              )}
            </select>
            ${fieldNotes({
              id: "message_group",
              hint: t("chat_group.callback_why"),
              error: this.errors["message_group"],
            })}
          </div>
          ${this.saveBar(isChanged(this.#saved, this.draft), () => this.#undo())}
        </form>
      </section>
    `;
  }

  #change(edit: Draft<Typed>): void {
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
    const mail = shown(this.#saved, this.draft).message_mail.trim();
    if (mail !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail)) {
      return this.refuse({ message_mail: t("chat_group.mail_odd") });
    }
    await this.save(async () => {
      const { message_mail, message_group } = changes(this.#saved, this.draft);
      const saved = await saveGroup(this.group.id, {
        ...(message_mail === undefined ? {} : { message_mail: message_mail.trim() || null }),
        ...(message_group === undefined ? {} : { message_group: message_group || null }),
        version: this.version,
      });
      this.draft = {};
      this.emit("group-saved", saved);
    }, t("form.saved"));
  };
}
