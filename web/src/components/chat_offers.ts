import { type TemplateResult, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import CHAT from "lucide-static/icons/message-circle.svg";
import type { Group } from "../model/contract.ts";
import { type ChatsState, type HeldChat, offered } from "../model/chats.ts";
import { groupNames } from "../model/people.ts";
import { secondsSince, stopwatch } from "../model/time.ts";
import { t } from "../texts/index.ts";
import { customerName, handoverWords } from "./chat_words.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";
import { Settling } from "./settling.ts";
import { EverySecond } from "./tick.ts";

/** How long it stays to be read why an offer went away. */
const LOST_SHOWS_MS = 8_000;

/** Chats that are offered to me, on every page, before the conversation begins (D9). Emits "chat". */
export class ChatOffers extends JourElement {
  static override properties = { state: { attribute: false }, groups: { attribute: false } };
  declare state: ChatsState;
  declare groups: Group[];
  #said = "";
  #saidOf = "";
  #lostAt = 0;
  readonly #settling = new Settling();

  constructor() {
    super();
    new EverySecond(this, () => this.requestUpdate());
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get("state") as ChatsState | undefined;
    if (!changed.has("state")) return;
    if (before?.lost !== this.state.lost) this.#lostAt = Date.now();
    if (before === undefined || ids(before) !== ids(this.state)) this.#settling.turned();
    this.#say();
  }

  override render() {
    return html`
      ${repeat(
        offered(this.state),
        ({ contact }) => contact.id,
        (chat, at) => this.#offer(chat, at === 0),
      )}
      ${this.#gone()}
      <p class="visually-hidden" role="alert">${this.#said}</p>
    `;
  }

  #offer(chat: HeldChat, first: boolean): TemplateResult {
    const { contact } = chat;
    const heading = `offer-${contact.id}`;
    const from = contact.transferred_from ?? null;
    return html`
      <section class="occupation offer chat-offer" aria-labelledby=${heading} data-contact=${contact.id}>
        <span class="occupation-ring">${icon(CHAT)}</span>
        <div class="occupation-what">
          <h2 id=${heading}><bdi>${customerName(contact)}</bdi></h2>
          <p>${this.#around(chat)}</p>
          ${from === null ? nothing : html`<p>${handoverWords(from)}</p>`}
          ${contact.first_message == null
            ? nothing
            : html`<blockquote class="first-words" dir="auto">${contact.first_message}</blockquote>`}
        </div>
        ${this.#left(chat)}
        <div class="occupation-acts">
          ${this.#button("chat_offer.decline", "decline", contact.id, first ? "Alt+N" : "", "quiet")}
          ${this.#button("chat_offer.accept", "accept", contact.id, first ? "Alt+A" : "")}
        </div>
      </section>
    `;
  }

  /** Group, page and wait, each with a direction of its own. */
  #around({ contact, since }: HeldChat): TemplateResult {
    const waited = contact.waited_s + secondsSince(since, new Date());
    const page = contact.page == null ? null : t("chat_offer.from_page", { page: contact.page });
    return html`
      ${groupNames([contact.group], this.groups)} · ${t("chat_offer.waited", { time: stopwatch(waited) })}
      ${page === null ? nothing : html` · <bdi class="page" title=${contact.page ?? ""}>${page}</bdi>`}
    `;
  }

  #left({ until }: HeldChat): TemplateResult | typeof nothing {
    if (until === null) return nothing;
    const left = Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000));
    return html`
      <p class="occupation-time"><span>${t("chat_offer.left")}</span> <time>${stopwatch(left)}</time></p>
    `;
  }

  #button(
    text: "chat_offer.accept" | "chat_offer.decline",
    act: "accept" | "decline",
    contact: string,
    keys: string,
    look = "",
  ): TemplateResult {
    const click = () => {
      this.#settling.press(() => this.emit("chat", { act, contact }));
    };
    return html`
      <button type="button" class="act ${look}" aria-keyshortcuts=${keys || nothing} title=${keys || nothing} @click=${click}>
        ${t(text)}
      </button>
    `;
  }

  #gone(): TemplateResult | typeof nothing {
    const { lost } = this.state;
    if (lost === null || Date.now() - this.#lostAt > LOST_SHOWS_MS) return nothing;
    // Another one that goes is news of its own, in a place of its own.
    return html`${keyed(
      lost.contact.id,
      html`
        <section class="occupation gone" tabindex="-1">
          <p><strong>${t(`chat_offer.lost_${lost.reason}`)}</strong></p>
          <p class="note"><bdi>${this.#whatOfLost()}</bdi></p>
        </section>
      `,
    )}`;
  }

  #whatOfLost(): string {
    const { lost } = this.state;
    if (lost === null) return "";
    const over = lost.reason === "caller_hung_up" || lost.reason === "ended";
    return t(over ? "chat_offer.lost_left" : "chat_offer.lost_what", { who: customerName(lost.contact) });
  }

  /** What a listener hears: each offer, and each end of one, once. */
  #say(): void {
    const newest = offered(this.state).at(-1);
    const { lost } = this.state;
    const of = newest?.contact.id ?? `${lost?.contact.id}:${lost?.reason}`;
    if (of === this.#saidOf) return;
    this.#saidOf = of;
    if (newest !== undefined) {
      const { contact } = newest;
      const group = groupNames([contact.group], this.groups);
      const message = contact.first_message ?? "";
      this.#said = t("chat_offer.says", { who: customerName(contact), group, message });
    } else {
      this.#said = lost === null ? "" : `${t(`chat_offer.lost_${lost.reason}`)}. ${this.#whatOfLost()}`;
    }
  }
}

function ids(state: ChatsState): string {
  return offered(state)
    .map(({ contact }) => contact.id)
    .join(" ");
}
