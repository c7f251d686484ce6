import { type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import CHAT from "lucide-static/icons/message-circle.svg";
import PHONE from "lucide-static/icons/phone.svg";
import LOST from "lucide-static/icons/wifi-off.svg";
import { chatAddress } from "../model/addresses.ts";
import type { Group, Me } from "../model/contract.ts";
import { type ChatsState, type HeldChat, mine, summaryOf } from "../model/chats.ts";
import { groupNames } from "../model/people.ts";
import { LATE_S } from "../model/queue.ts";
import { secondsSince, stopwatch } from "../model/time.ts";
import { t } from "../texts/index.ts";
import { callerWords } from "./caller.ts";
import { customerName } from "./chat_words.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";
import { EverySecond } from "./tick.ts";

/** One list of what I am doing: the call, and each chat with what waits in it. */
export class WorkList extends JourElement {
  static override properties = {
    me: { attribute: false },
    state: { attribute: false },
    groups: { attribute: false },
    chosen: { attribute: false },
  };
  declare me: Me;
  declare state: ChatsState;
  declare groups: Group[];
  /** The chat that is open beside the list. */
  declare chosen: string | null;

  constructor() {
    super();
    this.chosen = null;
    new EverySecond(this, () => this.requestUpdate());
  }

  override render() {
    const chats = mine(this.state);
    const call = this.#call();
    if (call === nothing && chats.length === 0) {
      const paused = this.me.status === "paused";
      return html`<p class="empty note">${t(paused ? "chats.none_why_paused" : "chats.none")}</p>`;
    }
    return html`
      <ul class="rows work">
        ${call}
        ${repeat(
          chats,
          ({ contact }) => contact.id,
          (chat, at) => this.#chat(chat, at),
        )}
      </ul>
    `;
  }

  /** The call's own card stands on top of the page; the row tells that it goes on. */
  #call(): TemplateResult | typeof nothing {
    const { state, contact, since } = this.me;
    if (state !== "busy" && state !== "wrap_up" && state !== "offered") return nothing;
    const words = { busy: "chat_row.call", wrap_up: "chat_row.call_wrap_up", offered: "chat_row.offered" } as const;
    return html`
      <li class="work-row call-of-mine">
        <span class="work-icon ${state}">${icon(PHONE)}</span>
        <strong class="work-name"><bdi>${contact == null ? t("call.no_details") : callerWords(contact)}</bdi></strong>
        <span class="work-end"><span class="pill ${state}">${t(words[state])}</span></span>
        <span class="note work-words">
          ${contact == null ? nothing : groupNames([contact.group], this.groups)} ·
          <time>${stopwatch(secondsSince(since, new Date()))}</time>
        </span>
      </li>
    `;
  }

  #chat(chat: HeldChat, at: number): TemplateResult {
    const { id, group } = chat.contact;
    const { unread } = summaryOf(chat, this.me.user);
    const open = id === this.chosen;
    const count = unread === 1 ? t("chat_row.new_one") : t("chat_row.new", { count: unread });
    return html`
      <li class="work-row ${open ? "open" : ""} ${unread > 0 ? "unread" : ""}" data-contact=${id}>
        <span class="work-icon ${chat.state}">${icon(chat.customer_connected === false ? LOST : CHAT)}</span>
        <a
          class="work-name"
          href=${chatAddress(id)}
          aria-current=${open ? "page" : "false"}
          aria-keyshortcuts=${at < 9 ? `Alt+${at + 1}` : nothing}
          title=${at < 9 ? t("chat_row.key", { key: at + 1 }) : nothing}
        >
          <bdi>${customerName(chat.contact)}</bdi>
        </a>
        <span class="work-end">
          ${unread > 0
            ? html`<b class="unread-count"><span aria-hidden="true">${unread}</span><span class="visually-hidden">${count}</span></b>`
            : html`<span class="note">${groupNames([group], this.groups)}</span>`}
        </span>
        <span class="note work-words">${this.#words(chat)}</span>
        ${this.#standing(chat)}
      </li>
    `;
  }

  #words(chat: HeldChat): TemplateResult | string {
    if (chat.customer_connected === false && chat.state === "talking") return t("chat_row.lost");
    if (chat.typingUntil > Date.now()) return t("chat_row.types");
    const { newest } = summaryOf(chat, this.me.user);
    if (newest === null) return t("chat_row.empty");
    const { text, by } = newest;
    // Only what has room is put on the page.
    const short = text.slice(0, 200);
    return html`<bdi>${by === "customer" ? short : t(`chat_row.${by}`, { text: short })}</bdi>`;
  }

  #standing(chat: HeldChat): TemplateResult | typeof nothing {
    const now = new Date();
    if (chat.state === "wrap_up") {
      const left = chat.until === null ? null : Math.max(0, Math.ceil((Date.parse(chat.until) - now.getTime()) / 1000));
      const words =
        left === null ? t("chat_row.wrap_up_open") : t("chat_row.wrap_up", { time: stopwatch(left) });
      return html`<span class="note work-wait">${words}</span>`;
    }
    const { waitingSince } = summaryOf(chat, this.me.user);
    if (waitingSince === null) return nothing;
    const waited = secondsSince(waitingSince, now);
    const words = t("chat_row.waits", { time: stopwatch(waited) });
    return html`<span class="note work-wait ${waited >= LATE_S ? "late" : ""}">${words}</span>`;
  }
}
