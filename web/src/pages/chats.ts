import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import BACK from "lucide-static/icons/chevron-left.svg";
import type { ChatView } from "../components/chat_view.ts";
import { icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import type { Chats } from "../chats.ts";
import { CHATS } from "../model/addresses.ts";
import { SHOWN_KEYS } from "../model/chat_keys.ts";
import { type ChatsState, type HeldChat, chatOf, endedOf, mine } from "../model/chats.ts";
import type { PresenceState } from "../model/presence.ts";
import { t } from "../texts/index.ts";

/** Where a list and a conversation have no room beside each other. */
const NARROW = matchMedia("(max-width: 760px)");

/** What I am doing in one list, and the chat that is open beside it; on a phone one at a time. */
export class ChatsPage extends JourElement {
  static override properties = {
    chats: { attribute: false },
    state: { attribute: false },
    presence: { attribute: false },
    contact: { attribute: false },
    connected: { attribute: false },
    watched: { state: true },
    narrow: { state: true },
  };
  declare chats: Chats;
  declare state: ChatsState;
  declare presence: PresenceState;
  /** As the address has it; null where it names none. */
  declare contact: string | null;
  declare connected: boolean;
  /** The window has somebody's attention. */
  declare watched: boolean;
  declare narrow: boolean;
  #opened = "";

  constructor() {
    super();
    this.contact = null;
    this.connected = false;
    this.watched = isWatched();
    this.narrow = NARROW.matches;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const turn of ["focus", "blur"]) addEventListener(turn, this.#look);
    document.addEventListener("visibilitychange", this.#look);
    NARROW.addEventListener("change", this.#look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const turn of ["focus", "blur"]) removeEventListener(turn, this.#look);
    document.removeEventListener("visibilitychange", this.#look);
    NARROW.removeEventListener("change", this.#look);
  }

  readonly #look = (): void => {
    this.watched = isWatched();
    this.narrow = NARROW.matches;
    this.emit("chat-viewed");
  };

  /** The chat that is shown: the address's; where there is room and it names none, the first. */
  get shown(): HeldChat | null {
    if (this.contact !== null) return chatOf(this.state, this.contact) ?? endedOf(this.state, this.contact);
    return this.narrow ? null : (mine(this.state)[0] ?? null);
  }

  /** The chat that somebody has before them now. */
  get viewed(): string | null {
    return this.watched ? (this.shown?.contact.id ?? null) : null;
  }

  get view(): ChatView | null {
    return this.querySelector<ChatView>("jour-chat-view");
  }

  /** Whoever opens a chat writes in it, or reads on from its heading on a phone. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("contact") || changed.has("state")) this.#turn();
  }

  #turn(): void {
    const shown = this.shown;
    const open = shown === null ? "" : `${shown.contact.id} ${shown.state}`;
    if (open === this.#opened) return;
    const [before] = this.#opened.split(" ");
    const same = before === shown?.contact.id;
    this.#opened = open;
    const held = document.activeElement;
    // A chat that ends under somebody's hands takes the focus only where it was in it.
    const loose = held === null || held === document.body || this.view?.contains(held) === true;
    if (shown === null || (same && !loose) || this.contact === null || this.narrow) return;
    void this.#enter();
  }

  /** After the page's own heading has had the focus, as on every turn of a page. */
  async #enter(): Promise<void> {
    const opened = this.#opened;
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    if (this.#opened === opened) this.view?.focus();
  }

  override render() {
    const shown = this.shown;
    const alone = this.contact === null ? "list-only" : "chat-only";
    return html`
      <div class="chat-panes ${alone}">
        <section class="card panel chat-list" aria-labelledby="work-title">
          <header class="panel-head"><h2 id="work-title">${t("chats.work")}</h2></header>
          <jour-work-list
            .me=${this.presence.me}
            .state=${this.state}
            .groups=${this.presence.groups}
            .chosen=${shown?.contact.id ?? null}
          ></jour-work-list>
          <footer class="chat-list-foot">
            <jour-chat-alerts asks></jour-chat-alerts>
            ${keyList()}
          </footer>
        </section>
        <section class="card panel chat-pane" aria-labelledby=${shown === null ? nothing : "chat-title"}>
          ${shown === null ? this.#nothing() : this.#view(shown)}
        </section>
      </div>
    `;
  }

  #view(chat: HeldChat): TemplateResult {
    const mine = chatOf(this.state, chat.contact.id) !== null;
    return html`
      <jour-chat-view
        .chat=${chat}
        .chats=${this.chats}
        .presence=${this.presence}
        .connected=${this.connected}
        .active=${this.watched && mine}
        .mine=${mine}
      ></jour-chat-view>
    `;
  }

  #nothing(): TemplateResult {
    if (this.contact === null) {
      const words = mine(this.state).length > 0 ? "chats.choose" : "chats.none";
      return html`<p class="chat-nothing note">${t(words)}</p>`;
    }
    return html`
      <div class="chat-nothing">
        <p role="status">${t("chats.gone")}</p>
        <a class="button secondary" href=${CHATS}>${icon(BACK)} ${t("chats.back")}</a>
      </div>
    `;
  }
}

function keyList(): TemplateResult {
  return html`
    <details class="chat-keys">
      <summary>${t("chat_keys.title")}</summary>
      <dl>
        ${SHOWN_KEYS.map(([keys, act]) => html`<div><dt><kbd>${keys}</kbd></dt><dd>${t(`chat_key.${act}`)}</dd></div>`)}
      </dl>
    </details>
  `;
}

function isWatched(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
