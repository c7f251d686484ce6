/** What the workplace does for chats, whatever page is shown: offers, keys, alarms, ways between. */
import { type TemplateResult, html, nothing } from "lit";
import { announce } from "./announce.ts";
import { ChatAlarm } from "./chat_alarm.ts";
import type { Desk } from "./desk.ts";
import { CHATS, chatAddress, chatsPage } from "./model/addresses.ts";
import { type ChatKey, chatKey } from "./model/chat_keys.ts";
import { chatOf, mine, nextUnread, offered, unreadInAll } from "./model/chats.ts";
import type { Me } from "./model/contract.ts";
import type { PresenceState } from "./model/presence.ts";
import type { ChatsPage } from "./pages/chats.ts";
import { goTo, path } from "./router.ts";
import { t } from "./texts/index.ts";

/** What is asked of a chat on the page, by the event "chat". */
export type ChatWish = { contact: string } & (
  | { act: "accept" | "decline" | "end" | "done" | "extend" }
  | { act: "transfer"; to: { user: string } | { group: string } }
);

interface Host extends HTMLElement {
  requestUpdate(): void;
}

export class ChatDesk {
  /** The part of the client that chats need could not be fetched. */
  failed = false;
  readonly #host: Host;
  readonly #desk: Desk;
  readonly #attempt: (act: () => Promise<void>) => Promise<void>;
  readonly #alarm = new ChatAlarm();
  #fetched = false;
  /** Offers that are being answered: a second key stroke does not answer again. */
  readonly #answering = new Set<string>();

  /** `attempt` does what was asked for, and shows a refusal. */
  constructor(host: Host, desk: Desk, attempt: (act: () => Promise<void>) => Promise<void>) {
    this.#host = host;
    this.#desk = desk;
    this.#attempt = attempt;
    host.addEventListener("chat", (event) => void this.#wish((event as CustomEvent<ChatWish>).detail));
    host.addEventListener("chat-viewed", () => this.follow());
  }

  start(): void {
    addEventListener("keydown", this.#key);
  }

  stop(): void {
    removeEventListener("keydown", this.#key);
    this.#alarm.follow(null);
  }

  /** Whether this login can have chats: a desktop (X3), and somebody who may staff such a group. */
  static isFor({ channel, available_groups, chats }: Me): boolean {
    const staffs = available_groups.some(({ media }) => media === "chat");
    return (channel === "desktop" && staffs) || (chats ?? []).length > 0;
  }

  get unread(): number {
    return unreadInAll(this.#desk.chats.state);
  }

  /** After each change of what is shown. */
  follow(): void {
    const { me, presence, chats, takenOver } = this.#desk;
    if (me === null || presence === null || !ChatDesk.isFor(me)) return;
    void this.#fetch();
    const viewed = this.#page?.viewed ?? null;
    this.#alarm.follow(takenOver ? null : { state: chats.state, groups: presence.groups, viewed });
  }

  async #fetch(): Promise<void> {
    if (this.#fetched) return;
    this.#fetched = true;
    try {
      await import("./chat_parts.ts");
    } catch {
      // The network went, or a new version replaced this one.
      this.failed = true;
      this.#host.requestUpdate();
    }
  }

  get #page(): ChatsPage | null {
    const page = this.#host.querySelector<ChatsPage>("jour-chats");
    return page !== null && customElements.get("jour-chats") !== undefined ? page : null;
  }

  /** What is offered, on top of every page. */
  offers(presence: PresenceState, me: Me): TemplateResult | typeof nothing {
    if (!ChatDesk.isFor(me)) return nothing;
    return html`
      ${this.failed ? html`<p class="alarm" role="alert">${t("chats.failed")}</p>` : nothing}
      <jour-chat-offers .state=${this.#desk.chats.state} .groups=${presence.groups}></jour-chat-offers>
    `;
  }

  /** What I am doing, on my desk. */
  card(presence: PresenceState, me: Me): TemplateResult | typeof nothing {
    if (!ChatDesk.isFor(me) || mine(this.#desk.chats.state).length === 0) return nothing;
    return html`
      <section class="card panel" aria-labelledby="work-card">
        <header class="panel-head">
          <h2 id="work-card"><a href=${CHATS}>${t("chats.work")}</a></h2>
        </header>
        <jour-work-list .me=${me} .state=${this.#desk.chats.state} .groups=${presence.groups}></jour-work-list>
      </section>
    `;
  }

  /** How chats call for attention, among the settings. */
  settings(me: Me): TemplateResult | typeof nothing {
    if (!ChatDesk.isFor(me)) return nothing;
    return html`
      <section class="card panel chat-settings" aria-labelledby="chat-settings">
        <h2 id="chat-settings">${t("chat_alerts.setting")}</h2>
        <jour-chat-alerts></jour-chat-alerts>
      </section>
    `;
  }

  page(place: string, presence: PresenceState): TemplateResult {
    return html`
      <jour-chats
        .chats=${this.#desk.chats}
        .state=${this.#desk.chats.state}
        .presence=${presence}
        .contact=${chatsPage(place)?.contact ?? null}
        .connected=${this.#desk.connection === "connected"}
      ></jour-chats>
    `;
  }

  async #wish(wish: ChatWish): Promise<void> {
    const { chats } = this.#desk;
    const { contact } = wish;
    switch (wish.act) {
      case "accept":
      case "decline":
        return await this.#answer(wish.act, contact);
      case "end":
        return await this.#attempt(() => chats.end(contact));
      case "transfer":
        return await this.#attempt(async () => {
          await chats.transfer(contact, wish.to);
          announce(t("chat_transfer.done"));
          if (chatsPage(path())?.contact === contact) goTo(CHATS);
        });
      case "done":
        return await this.#attempt(async () => {
          await chats.wrapUp(contact, "done");
          if (chatsPage(path())?.contact === contact) goTo(CHATS);
        });
      case "extend":
        return await this.#attempt(() => chats.wrapUp(contact, "extend"));
    }
  }

  async #answer(act: "accept" | "decline", contact: string): Promise<void> {
    if (this.#answering.has(contact)) return;
    this.#answering.add(contact);
    await this.#attempt(async () => {
      await this.#desk.chats[act](contact);
      if (act === "accept") goTo(chatAddress(contact));
    });
    this.#answering.delete(contact);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const key = chatKey(event);
    if (key === null || event.defaultPrevented || !this.#desk.me || !ChatDesk.isFor(this.#desk.me)) return;
    // A question that stands on the page is answered first.
    if (document.querySelector("dialog:modal") !== null) return;
    event.preventDefault();
    this.#press(key);
  };

  #press(key: ChatKey): void {
    const { state } = this.#desk.chats;
    switch (key.act) {
      case "accept":
      case "decline": {
        const contact = offered(state)[0]?.contact.id;
        if (contact !== undefined) void this.#answer(key.act, contact);
        return;
      }
      case "open":
        return this.#open(mine(state)[key.place]?.contact.id ?? null);
      case "next":
        return this.#open(nextUnread(state, this.#page?.shown?.contact.id ?? null));
      case "list":
        goTo(CHATS);
        return;
      default:
        this.#page?.view?.act(key.act);
    }
  }

  #open(contact: string | null): void {
    if (contact === null || chatOf(this.#desk.chats.state, contact) === null) return;
    if (chatsPage(path())?.contact === contact) this.#page?.view?.focus();
    else goTo(chatAddress(contact));
  }
}
