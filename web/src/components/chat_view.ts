import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import BACK from "lucide-static/icons/chevron-left.svg";
import HAND_OVER from "lucide-static/icons/forward.svg";
import LOST from "lucide-static/icons/wifi-off.svg";
import type { Chats } from "../chats.ts";
import { CHATS } from "../model/addresses.ts";
import { type HeldChat } from "../model/chats.ts";
import { segments } from "../model/links.ts";
import { groupNames } from "../model/people.ts";
import type { PresenceState } from "../model/presence.ts";
import { clock, stopwatch } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";
import { askDialog } from "./ask_dialog.ts";
import type { ChatComposer } from "./chat_composer.ts";
import { customerName, handoverWords } from "./chat_words.ts";
import type { ConversationLog } from "./conversation_log.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";
import { Settling } from "./settling.ts";
import { EverySecond } from "./tick.ts";

/** One chat: who it is with, what is written, and what I can do. Emits "chat". */
export class ChatView extends JourElement {
  static override properties = {
    chat: { attribute: false },
    chats: { attribute: false },
    presence: { attribute: false },
    connected: { attribute: false },
    active: { attribute: false },
    mine: { attribute: false },
    asking: { state: true },
  };
  declare chat: HeldChat;
  declare chats: Chats;
  declare presence: PresenceState;
  declare connected: boolean;
  /** Somebody looks at it. */
  declare active: boolean;
  /** False for one that has ended and is wrapped up: it can only be read. */
  declare mine: boolean;
  /** What is asked before it is done. */
  declare asking: "end" | "transfer" | null;
  readonly #settling = new Settling();

  constructor() {
    super();
    this.mine = true;
    this.asking = null;
    new EverySecond(this, () => this.chat.state === "wrap_up" && this.requestUpdate());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("chat") as HeldChat | undefined;
    const other = before !== undefined && before.contact.id !== this.chat.contact.id;
    // The focus goes from the message to what can be done now, with an Enter that was meant for it.
    if (before !== undefined && !other && before.state !== this.chat.state) this.#settling.turned();
    if (other || this.chat.state !== "talking") this.asking = null;
  }

  protected override updated(): void {
    this.querySelector<HTMLDialogElement>(".ask:not([open]):not(.chat-transfer)")?.showModal();
  }

  /** Goes to where one writes; to what can be done once nothing can be written. */
  override focus(): void {
    const composer = this.querySelector<ChatComposer>("jour-chat-composer");
    if (composer !== null) composer.focus();
    else this.querySelector<HTMLElement>(".chat-over .act:not(.quiet), .chat-over a")?.focus();
  }

  /** What a key asks for. */
  act(what: "answers" | "transfer" | "end" | "done"): void {
    const { state, contact } = this.chat;
    if (what === "done" && state === "wrap_up" && this.mine) this.emit("chat", { act: "done", contact: contact.id });
    if (state !== "talking") return;
    if (what === "answers") this.querySelector<ChatComposer>("jour-chat-composer")?.choose();
    else if (what !== "done") this.asking = what;
  }

  override render() {
    const { chat, chats } = this;
    const { id } = chat.contact;
    return html`
      ${this.#head()} ${this.#notes()}
      <jour-conversation
        .conversation=${chat.conversation}
        .words=${t}
        .locale=${locale()}
        .user=${this.presence.me.user}
        .other=${customerName(chat.contact)}
        .typing=${chat.typingUntil > Date.now()}
        .connected=${this.connected}
        .active=${this.active}
        @older=${() => chats.older(id)}
        @seen=${(event: CustomEvent<number>) => chats.seen(id, event.detail)}
        @retry=${(event: CustomEvent<string>) => chats.retry(id, event.detail)}
        @discard=${(event: CustomEvent<string>) => chats.discard(id, event.detail)}
      ></jour-conversation>
      ${chat.state === "talking" ? this.#composer() : this.#over()} ${this.#question()}
    `;
  }

  #head(): TemplateResult {
    const { contact, state } = this.chat;
    return html`
      <header class="chat-head">
        <a class="chat-back" href=${CHATS} aria-label=${t("chats.back")}>${icon(BACK)}</a>
        <div class="chat-who">
          <h2 id="chat-title" tabindex="-1"><bdi>${customerName(contact)}</bdi></h2>
          <p class="note">
            ${groupNames([contact.group], this.presence.groups)} ·
            ${t("chat.since", { time: clock(new Date(this.chat.since), locale()) })}${this.#page()}
          </p>
        </div>
        ${state === "talking"
          ? html`
              <div class="chat-acts">
                <button
                  type="button"
                  class="secondary with-icon"
                  aria-keyshortcuts="Alt+T"
                  title="Alt+T"
                  @click=${() => (this.asking = "transfer")}
                >
                  ${icon(HAND_OVER)} <span>${t("chat.transfer")}</span>
                </button>
                <button
                  type="button"
                  class="secondary"
                  aria-keyshortcuts="Alt+X"
                  title="Alt+X"
                  @click=${() => (this.asking = "end")}
                >
                  ${t("chat.end")}
                </button>
              </div>
            `
          : nothing}
      </header>
    `;
  }

  /** Where the customer was: the browser's word for it, so only a web address is made a link. */
  #page(): TemplateResult | typeof nothing {
    const { page } = this.chat.contact;
    if (page == null) return nothing;
    const [first, ...rest] = segments(page);
    const whole = first !== undefined && rest.length === 0 ? first : { text: page, href: null };
    return html` · ${t("chat.page")}
      ${whole.href === null
        ? html`<bdi class="page">${page}</bdi>`
        : html`<a class="page" dir="ltr" href=${whole.href} target="_blank" rel="noopener noreferrer nofollow">${page}</a>`}`;
  }

  #notes(): TemplateResult {
    const { chat } = this;
    const from = chat.contact.transferred_from ?? null;
    const lost = chat.state === "talking" && chat.customer_connected === false;
    return html`
      ${from === null ? nothing : html`<p class="chat-note from"><bdi>${handoverWords(from)}</bdi></p>`}
      <div role="status">
        ${this.connected ? nothing : html`<p class="chat-note lost">${icon(LOST)} ${t("chat.no_contact")}</p>`}
        ${lost && this.connected
          ? html`<p class="chat-note lost">${icon(LOST)} ${t("chat.lost")}</p>`
          : nothing}
      </div>
    `;
  }

  #composer(): TemplateResult {
    const { contact } = this.chat;
    return html`
      <jour-chat-composer
        .chats=${this.chats}
        .contact=${contact}
        .groupName=${groupNames([contact.group], this.presence.groups)}
        @written=${() => this.querySelector<ConversationLog>("jour-conversation")?.toEnd()}
      ></jour-chat-composer>
    `;
  }

  #over(): TemplateResult {
    const { until, contact, ended_by } = this.chat;
    if (!this.mine) return this.#past();
    const left = until === null ? null : Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000));
    const words =
      left === null ? t("chat.wrap_up_open") : t("chat.wrap_up_left", { time: stopwatch(left) });
    const act = (what: "done" | "extend") => () =>
      this.#settling.press(() => this.emit("chat", { act: what, contact: contact.id }));
    return html`
      <section class="chat-over" aria-label=${t("wrap_up.title")}>
        <p>
          <strong role="status">${t(ended_by == null ? "chat.ended" : `chat.ended_${ended_by}`)}</strong>
          <span class="note">${words}</span>
        </p>
        <div class="occupation-acts">
          <button type="button" class="act quiet" @click=${act("extend")}>${t("chat.extend")}</button>
          <button type="button" class="act" aria-keyshortcuts="Alt+K" title="Alt+K" @click=${act("done")}>
            ${t("chat.done")}
          </button>
        </div>
      </section>
    `;
  }

  #past(): TemplateResult {
    const { ended_by } = this.chat;
    return html`
      <section class="chat-over past" aria-label=${t("chat.ended")}>
        <p><strong role="status">${t(ended_by == null ? "chat.ended" : `chat.ended_${ended_by}`)}</strong></p>
        <a class="button secondary" href=${CHATS}>${t("chats.back")}</a>
      </section>
    `;
  }

  #question(): TemplateResult | typeof nothing {
    if (this.asking === "transfer") {
      return html`
        <jour-chat-transfer
          .presence=${this.presence}
          .contact=${this.chat.contact}
          @transfer-closed=${() => (this.asking = null)}
        ></jour-chat-transfer>
      `;
    }
    if (this.asking !== "end") return nothing;
    const { id } = this.chat.contact;
    const draft = this.chats.draft(id).trim() === "" ? [] : [t("chat.end_draft")];
    return askDialog({
      title: t("chat.end_ask", { name: customerName(this.chat.contact) }),
      follows: [t("chat.end_customer"), ...draft, t("chat.end_kept")],
      confirm: t("chat.end"),
      cancel: t("chat.end_cancel"),
      busy: false,
      act: () => {
        this.emit("chat", { act: "end", contact: id });
        this.#close();
      },
      close: () => this.#close(),
      closed: () => (this.asking = null),
    });
  }

  #close(): void {
    this.querySelector<HTMLDialogElement>("dialog[open]")?.close();
  }
}
