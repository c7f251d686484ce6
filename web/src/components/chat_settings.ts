import { html } from "lit";
import { type OrganisationSettings, saveChatRules } from "../administration_api.ts";
import { type Draft, changes, isChanged, shown } from "../model/draft.ts";
import { t } from "../texts/index.ts";
import { fieldNotes } from "./field.ts";
import { SavingForm } from "./saving_form.ts";

interface Rules {
  chats_at_once: number;
  chats_during_calls: boolean;
}

const MOST = 10;
const AT_ONCE = "chats_at_once";

/** How many chats an agent gets, and when. Emits "policy-saved" with the organisation, "policy-outdated". */
export class ChatSettings extends SavingForm {
  static override properties = { settings: { attribute: false }, draft: { state: true } };
  declare settings: OrganisationSettings;
  declare draft: Draft<Rules>;

  constructor() {
    super();
    this.draft = {};
  }

  protected fields(): readonly string[] {
    return [AT_ONCE];
  }

  protected outdated(): void {
    this.emit("policy-outdated");
  }

  get #saved(): Rules {
    const { chats_at_once = 3, chats_during_calls = false } = this.settings;
    return { chats_at_once, chats_during_calls };
  }

  override render() {
    const now = shown(this.#saved, this.draft);
    const error = this.errors[AT_ONCE];
    return html`
      <section class="card panel" aria-labelledby="chat-rules-title">
        <header class="panel-head"><h2 id="chat-rules-title">${t("chat_rules.title")}</h2></header>
        <form class="form inner" novalidate @submit=${this.#save}>
          ${this.noticeTemplate()}
          <div class="field misses">
            <label for=${AT_ONCE}>${t("chat_rules.at_once")}</label>
            <input
              id=${AT_ONCE}
              name=${AT_ONCE}
              type="number"
              inputmode="numeric"
              min="1"
              max=${MOST}
              step="1"
              .value=${Number.isNaN(now.chats_at_once) ? "" : String(now.chats_at_once)}
              aria-invalid=${error === undefined ? "false" : "true"}
              aria-describedby=${`${AT_ONCE}-hint ${AT_ONCE}-error`}
              @input=${(event: Event) =>
                this.#change({ chats_at_once: (event.target as HTMLInputElement).valueAsNumber })}
            />
            ${fieldNotes({ id: AT_ONCE, hint: t("chat_rules.at_once_why"), error })}
          </div>
          <label class="plain-choice">
            <input
              type="checkbox"
              .checked=${now.chats_during_calls}
              @change=${(event: Event) =>
                this.#change({ chats_during_calls: (event.target as HTMLInputElement).checked })}
            />
            <span>${t("chat_rules.calls")} <span class="note">${t("chat_rules.calls_why")}</span></span>
          </label>
          ${this.saveBar(isChanged(this.#saved, this.draft), () => this.#undo())}
        </form>
      </section>
    `;
  }

  #change(edit: Draft<Rules>): void {
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
    const { chats_at_once } = shown(this.#saved, this.draft);
    if (!Number.isInteger(chats_at_once) || chats_at_once < 1 || chats_at_once > MOST) {
      return this.refuse({ [AT_ONCE]: t("chat_rules.at_once_odd") });
    }
    await this.save(async () => {
      const wanted = changes(this.#saved, this.draft);
      const saved = await saveChatRules({ ...wanted, version: this.settings.version });
      this.draft = {};
      this.emit("policy-saved", saved);
    }, t("form.saved"));
  };
}
