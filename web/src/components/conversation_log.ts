import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import {
  type ChatMessage,
  type Conversation,
  emptyConversation,
  lastReadByOther,
  newlyRead,
  older,
  unread,
} from "../model/conversation.ts";
import { lines, readOut } from "../model/conversation_lines.ts";
import { type Top, down, drawn, up } from "../model/reading_window.ts";
import type { Locale } from "../model/time.ts";
import type { svConversation } from "../texts/sv_conversation.ts";
import { ScrollPlace } from "../scroll_place.ts";
import { daySign, pendingLine, said, systemWords } from "./conversation_line.ts";

export type ConversationWords = (
  key: keyof typeof svConversation,
  values?: Record<string, string | number>,
) => string;

/** So near an edge (px) the next part is fetched or drawn. */
const NEAR = 300;
/** An answer with older messages may get lost; then they are asked for again. */
const ASK_AGAIN_MS = 5_000;

/**
 * What is written in a chat, for the customer and for the agent: draws the part that is looked at,
 * follows the end while one is there, and reads new lines out once. It takes its words as a property,
 * so that the customer's page need not carry all of the client's texts.
 *
 * Events: `older` (fetch from `older(conversation)`), `seen` with the number read up to, `retry` and
 * `discard` with a pending message's client_id.
 */
export class ConversationLog extends LitElement {
  static override properties = {
    conversation: { attribute: false },
    words: { attribute: false },
    locale: {},
    user: {},
    other: {},
    typing: { type: Boolean },
    connected: { type: Boolean },
    active: { type: Boolean },
    top: { state: true },
    news: { state: true },
  };
  declare conversation: Conversation;
  declare words: ConversationWords;
  declare locale: Locale;
  /** Who I am among the agents; null for the customer. */
  declare user: string | null;
  /** What the other side is called. */
  declare other: string;
  declare typing: boolean;
  declare connected: boolean;
  /** Somebody looks at it: what is shown counts as read. */
  declare active: boolean;
  declare top: Top;
  /** What a screen reader is told. */
  declare news: string;
  readonly #place = new ScrollPlace(() => this.#scrolled());
  /** Newest number that was read out, or was there from the start; null before anything was. */
  #told: number | null = null;
  #asked = { after: -1, at: 0 };

  constructor() {
    super();
    this.conversation = emptyConversation("customer");
    this.words = (key) => key;
    this.locale = "sv";
    this.user = null;
    this.other = "";
    this.typing = false;
    this.connected = true;
    this.active = false;
    this.top = null;
    this.news = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#place.release();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#place.remember();
    if (changed.has("conversation")) this.#tell();
  }

  protected override updated(): void {
    const view = this.querySelector<HTMLElement>(".log");
    if (view !== null) this.#place.hold(view);
    this.#place.restore(this.top === null);
    this.#scrolled();
  }

  /** Shows the end, as after writing something. */
  toEnd(): void {
    this.top = null;
    this.#place.follow();
    this.requestUpdate();
  }

  #tell(): void {
    const { messages, me } = this.conversation;
    const newest = messages.at(-1)?.number ?? 0;
    const told = this.#told;
    this.#told = messages.length === 0 ? told : Math.max(told ?? 0, newest);
    if (told === null || newest <= told) return;
    const fresh = messages.filter(({ number, author }) => number > told && author !== me);
    const aloud = readOut(fresh);
    if (typeof aloud === "number") this.news = this.words("conversation.many_new", { count: aloud });
    else if (aloud.length > 0) this.news = aloud.map((one) => this.#aloud(one)).join(" ");
  }

  #aloud(message: ChatMessage): string {
    if (message.author === "system") return systemWords(message, this.conversation.me, this.words);
    const { text } = message;
    return this.words("conversation.says", { name: message.name ?? this.other, text });
  }

  #scrolled(): void {
    const { above, below } = this.#place.distances();
    const part = drawn(this.conversation.messages, this.top);
    if (above < NEAR && part.above) this.top = up(this.conversation.messages, this.top);
    else if (above < NEAR) this.#askOlder();
    else if (below < NEAR && part.below) this.top = down(this.conversation.messages, this.top);
    const number = newlyRead(this.conversation);
    const atEnd = this.#place.follows && !part.below;
    if (this.active && atEnd && number !== null) this.#emit("seen", number);
    this.toggleAttribute("scrolled-up", !atEnd);
  }

  #askOlder(): void {
    const after = older(this.conversation);
    const now = performance.now();
    const again = after === this.#asked.after && now - this.#asked.at < ASK_AGAIN_MS;
    if (after === null || again || !this.active) return;
    this.#asked = { after, at: now };
    this.#emit("older");
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  override render(): TemplateResult {
    const { conversation, words } = this;
    const part = drawn(conversation.messages, this.top);
    const more = part.above || older(conversation) !== null;
    return html`
      <div class="log" role="log" aria-live="off" aria-label=${words("conversation.log")} tabindex="0">
        ${more ? html`<p class="log-more note">${words("conversation.older")}</p>` : nothing}
        <ol>
          ${this.#lines(part.messages)} ${part.below ? nothing : this.#pending()}
        </ol>
        ${this.typing && !part.below
          ? html`<p class="log-typing note">${words("conversation.types", { name: this.other })}</p>`
          : nothing}
      </div>
      ${this.#toLatest()}
      <p class="visually-hidden" role="status">${this.news}</p>
    `;
  }

  #lines(messages: readonly ChatMessage[]): unknown {
    const readTo = lastReadByOther(this.conversation);
    const setting = { words: this.words, locale: this.locale, me: this.conversation.me };
    const now = new Date();
    return repeat(
      lines(messages),
      ({ message }) => message.number,
      (line) => html`
        ${line.beginsDay ? daySign(line.message.at, now, setting) : nothing}
        ${said(line, {
          ...setting,
          own: line.message.user === undefined || line.message.user === this.user,
          other: this.other,
          read: line.message.number === readTo,
        })}
      `,
    );
  }

  #pending(): unknown {
    return repeat(
      this.conversation.pending,
      ({ client_id }) => client_id,
      (one) =>
        pendingLine(one, this.words, this.connected, {
          retry: () => this.#emit("retry", one.client_id),
          discard: () => this.#emit("discard", one.client_id),
        }),
    );
  }

  #toLatest(): TemplateResult {
    const count = unread(this.conversation);
    const label =
      count === 0
        ? this.words("conversation.latest")
        : this.words("conversation.latest_new", { count });
    return html`
      <button type="button" class="secondary log-latest" @click=${() => this.toEnd()}>${label}</button>
    `;
  }
}
