import { html } from "lit";
import CROSS from "lucide-static/icons/x.svg";
import { Problem, Unreachable } from "../api.ts";
import { type DayChat, readChat } from "../chats_api.ts";
import { type Conversation, emptyConversation, gap, older, withNews } from "../model/conversation.ts";
import { withWriters } from "../model/chats.ts";
import { date } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";
import { customerName } from "./chat_words.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/** Who reads wrote none of it. */
const NOBODY = { user: "", name: "" };

/** A conversation to be read, in a window of its own: its end first. Emits "reader-closed". */
export class ChatReader extends JourElement {
  static override properties = {
    chat: { attribute: false },
    conversation: { state: true },
    failure: { state: true },
  };
  declare chat: DayChat;
  declare conversation: Conversation;
  declare failure: string;

  constructor() {
    super();
    this.conversation = emptyConversation("agent");
    this.failure = "";
  }

  protected override firstUpdated(): void {
    this.querySelector("dialog")?.showModal();
    void this.#fetch(Math.max(0, (this.chat.messages ?? 0) - 100));
  }

  async #fetch(after: number): Promise<void> {
    try {
      const { messages, last, read } = await readChat(this.chat.contact, after);
      // It is read by nobody's side: there are no marks to follow.
      const marks = { customer: read?.customer ?? 0, agent: last };
      const news = withWriters({ messages, last, read: marks }, NOBODY);
      this.conversation = withNews(this.conversation, news);
      const missing = gap(this.conversation);
      if (missing !== null && messages.length > 0) await this.#fetch(missing);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.failure = error.message || t("chat_log.failed");
    }
  }

  override render() {
    const name = customerName(this.chat);
    return html`
      <dialog class="card chat-reader" aria-labelledby="reader-title" @close=${() => this.emit("reader-closed")}>
        <header class="chat-head">
          <div class="chat-who">
            <h2 id="reader-title"><bdi>${name}</bdi></h2>
            <p class="note">
              ${date(new Date(this.chat.at), locale())}
              ${this.chat.page === null ? "" : html` · <bdi class="page">${this.chat.page}</bdi>`}
            </p>
          </div>
          <button
            type="button"
            class="plain"
            aria-label=${t("chat_log.close")}
            @click=${() => this.querySelector("dialog")?.close()}
          >
            ${icon(CROSS)}
          </button>
        </header>
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : ""}
        <jour-conversation
          .conversation=${this.conversation}
          .words=${t}
          .locale=${locale()}
          .user=${NOBODY.user}
          .other=${name}
          .active=${true}
          @older=${() => this.#older()}
        ></jour-conversation>
      </dialog>
    `;
  }

  #older(): void {
    const after = older(this.conversation);
    if (after !== null) void this.#fetch(after);
  }
}
