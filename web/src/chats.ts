/** My chats as they go on: what is told of them, what I write, and what of it has arrived. */
import { forgetOthers, keep, keptOf } from "./chat_memory.ts";
import type { ChatAct, ChatFrame, MyChat } from "./model/chat_contract.ts";
import type { Me, Refusal } from "./model/contract.ts";
import type { News } from "./model/news.ts";
import {
  type ChatsState,
  type HeldChat,
  NO_CHATS,
  chatOf,
  living,
  mine,
  nextTurn,
  settledOffer,
  talked,
  turnsChat,
  withChatOffer,
  withFrame,
  withRecord,
  withTakenBack,
  withWriters,
} from "./model/chats.ts";
import {
  type Conversation,
  gap,
  givenUp,
  newClientId,
  nextToSend,
  older,
  refused,
  triedAgain,
  withRead,
  written,
} from "./model/conversation.ts";
import { t } from "./texts/index.ts";

/** Without an answer for so long, the same is sent or asked again. */
const AGAIN_MS = 8_000;
/** Where my record may say something else now, it comes by itself; after so long it is asked for. */
const RECORD_MS = 2_000;
/** So often at most the customer is told that I type. */
const TYPING_MS = 3_000;

/** What the desk's connection does for the chats. */
export interface ChatWire {
  /** False when there is no connection to send on. */
  post(message: ChatAct, id?: string): boolean;
  /** Rejects with Refused. */
  ask(message: ChatAct): Promise<unknown>;
  /** Asks how I stand. */
  sync(): void;
  changed(): void;
  later(ms: number, act: () => void): () => void;
}

export class Chats {
  readonly #wire: ChatWire;
  #state: ChatsState = NO_CHATS;
  #user = "";
  #name = "";
  #connected = false;
  #told: readonly MyChat[] | undefined;
  readonly #drafts = new Map<string, string>();
  /** What waits for its answer by its chat: the message on its way, the part that was asked for. */
  readonly #sent = new Map<string, { id: string; cancel: () => void }>();
  readonly #asked = new Map<string, () => void>();
  /** Chats of which something may have been missed while there was no contact. */
  readonly #stale = new Set<string>();
  readonly #typed = new Map<string, number>();
  #cancelTurn: (() => void) | null = null;
  #cancelDoubt: (() => void) | null = null;

  constructor(wire: ChatWire) {
    this.#wire = wire;
  }

  /** As they are at this moment. */
  get state(): ChatsState {
    return living(this.#state, new Date());
  }

  /** To be called whenever my record or the connection may have changed. */
  follow(me: Me | null, connected: boolean): void {
    if (connected !== this.#connected) this.#turned(connected);
    if (me === null || me.chats === this.#told) return;
    this.#told = me.chats;
    this.#cancelDoubt?.();
    this.#cancelDoubt = null;
    this.#user = me.user;
    this.#name = me.name;
    const before = new Set(mine(this.#state).map(({ contact }) => contact.id));
    this.#state = withRecord(this.#state, { chats: me.chats ?? [], version: me.version });
    for (const { contact } of mine(this.#state)) if (!before.has(contact.id)) this.#restore(contact.id);
    this.#letGo();
    this.#goOn();
  }

  /** Nothing of it is left in this tab: the login is over. */
  forget(): void {
    this.#cancelTurn?.();
    this.#cancelDoubt?.();
    this.#turned(false);
    forgetOthers("", []);
  }

  /** Of what is told of others, only offers of chats are taken in, and how many I am said to have. */
  hear(news: News): void {
    if (news.type === "presence") {
      const own = news.agents.find(({ user }) => user === this.#user);
      if (own?.chats !== undefined && own.chats !== (this.#told ?? []).length) this.#doubt();
    }
    if (news.type === "withdrawn") this.#state = withTakenBack(this.#state, news);
    if (news.type !== "offer" || news.contact.kind !== "chat") return;
    this.#state = withChatOffer(this.#state, news, new Date());
    this.#watch();
  }

  take(told: ChatFrame): void {
    const { contact } = told;
    const frame = told.type === "chat" ? withWriters(told, { user: this.#user, name: this.#name }) : told;
    const before = chatOf(this.#state, contact);
    this.#state = withFrame(this.#state, frame, new Date());
    if (frame.type === "chat") {
      this.#answered(contact);
      if (before === null || turnsChat(frame)) this.#doubt();
    }
    this.#goOn();
  }

  /** True when it was about a message of mine. */
  refused({ id, message }: Refusal): boolean {
    const found = [...this.#sent].find(([, sent]) => sent.id === id);
    if (found === undefined || id == null) return false;
    const [contact] = found;
    this.#settle(contact);
    this.#talk(contact, (conversation) => refused(conversation, id, message));
    this.#wire.sync();
    return true;
  }

  async accept(contact: string): Promise<void> {
    await this.#answer({ action: "accept", contact });
  }

  async decline(contact: string): Promise<void> {
    await this.#answer({ action: "decline", contact });
  }

  async end(contact: string): Promise<void> {
    await this.#wire.ask({ action: "chat_end", contact });
  }

  async transfer(contact: string, to: { user: string } | { group: string }): Promise<void> {
    await this.#wire.ask({ action: "chat_transfer", contact, ...to });
  }

  async wrapUp(contact: string, act: "done" | "extend"): Promise<void> {
    await this.#wire.ask({ action: `wrap_up_${act}`, contact });
  }

  /** Sends a message; it stands in the conversation at once, and is sent until it has arrived. */
  write(contact: string, text: string): void {
    const message = { client_id: newClientId(), text, at: new Date().toISOString() };
    this.#drafts.delete(contact);
    this.#typed.delete(contact);
    this.#talk(contact, (conversation) => written(conversation, message));
  }

  retry(contact: string, id: string): void {
    this.#talk(contact, (conversation) => triedAgain(conversation, id));
  }

  discard(contact: string, id: string): void {
    this.#talk(contact, (conversation) => givenUp(conversation, id));
  }

  draft(contact: string): string {
    return this.#drafts.get(contact) ?? "";
  }

  /** I write something that is not sent yet; the customer is told that I do. */
  type(contact: string, draft: string): void {
    this.#drafts.set(contact, draft);
    this.#keep(contact);
    const now = Date.now();
    if (draft === "" || now - (this.#typed.get(contact) ?? 0) < TYPING_MS) return;
    if (chatOf(this.#state, contact)?.state !== "talking") return;
    this.#typed.set(contact, now);
    this.#wire.post({ action: "typing", contact });
  }

  /** I have seen everything up to this number. */
  seen(contact: string, number: number): void {
    if (chatOf(this.#state, contact) === null) return;
    this.#state = talked(this.#state, contact, (conversation) => withRead(conversation, "agent", number));
    this.#wire.post({ action: "read", contact, number });
    this.#wire.changed();
  }

  /** Asks for what was written before what is held. */
  older(contact: string): void {
    const chat = chatOf(this.#state, contact);
    const after = chat === null ? null : older(chat.conversation);
    if (after !== null) this.#wire.post({ action: "chat_sync", contact, after });
  }

  async #answer(message: { action: "accept" | "decline"; contact: string }): Promise<void> {
    if (message.action === "decline") this.#state = settledOffer(this.#state, message.contact);
    this.#wire.changed();
    try {
      await this.#wire.ask(message);
    } catch (error) {
      this.#state = settledOffer(this.#state, message.contact);
      this.#wire.sync();
      throw error;
    }
    // A late copy of the offer is one no more.
    if (chatOf(this.#state, message.contact) !== null) return;
    this.#state = settledOffer(this.#state, message.contact);
    if (message.action === "accept") this.#wire.sync();
  }

  #doubt(): void {
    this.#cancelDoubt ??= this.#wire.later(RECORD_MS, () => {
      this.#cancelDoubt = null;
      this.#wire.sync();
    });
  }

  #turned(connected: boolean): void {
    this.#connected = connected;
    for (const { cancel } of this.#sent.values()) cancel();
    for (const cancel of this.#asked.values()) cancel();
    this.#sent.clear();
    this.#asked.clear();
    if (!connected) for (const { contact } of this.#state.chats) this.#stale.add(contact.id);
    // What it says is told anew with the next record.
    this.#told = undefined;
  }

  #restore(contact: string): void {
    this.#stale.add(contact);
    const kept = keptOf(this.#user, contact);
    if (kept === null) return;
    if (kept.draft !== "") this.#drafts.set(contact, kept.draft);
    for (const message of kept.pending) {
      this.#state = talked(this.#state, contact, (conversation) => written(conversation, message));
    }
  }

  /** Of chats that are mine no longer, nothing stays. */
  #letGo(): void {
    const contacts = mine(this.#state).map(({ contact }) => contact.id);
    forgetOthers(this.#user, contacts);
    const kept = new Set(contacts);
    for (const contact of [...this.#sent.keys()]) if (!kept.has(contact)) this.#settle(contact);
    for (const contact of [...this.#drafts.keys()]) if (!kept.has(contact)) this.#drafts.delete(contact);
  }

  #talk(contact: string, change: (conversation: Conversation) => Conversation): void {
    this.#state = talked(this.#state, contact, change);
    this.#keep(contact);
    this.#goOn();
    this.#wire.changed();
  }

  #keep(contact: string): void {
    const pending = chatOf(this.#state, contact)?.conversation.pending ?? [];
    keep(this.#user, contact, { draft: this.draft(contact), pending });
  }

  /** A frame of this chat has come: what was asked for, and perhaps my message, numbered. */
  #answered(contact: string): void {
    this.#asked.get(contact)?.();
    this.#asked.delete(contact);
    this.#stale.delete(contact);
    const sent = this.#sent.get(contact);
    const pending = chatOf(this.#state, contact)?.conversation.pending ?? [];
    if (sent !== undefined && !pending.some(({ client_id }) => client_id === sent.id)) this.#settle(contact);
    this.#keep(contact);
  }

  #settle(contact: string): void {
    this.#sent.get(contact)?.cancel();
    this.#sent.delete(contact);
  }

  /** Whatever can be done now: ask for what is missing, send what waits. */
  #goOn(): void {
    for (const chat of mine(this.#state)) {
      if (chat.state === "wrap_up") this.#tooLate(chat);
      if (!this.#connected) continue;
      this.#fetch(chat);
      if (chat.state === "talking") this.#send(chat);
    }
    this.#watch();
  }

  #fetch({ contact: { id }, conversation }: HeldChat): void {
    const missing = gap(conversation);
    const after = missing ?? (this.#stale.has(id) ? (conversation.messages.at(-1)?.number ?? 0) : null);
    if (after === null || this.#asked.has(id)) return;
    if (!this.#wire.post({ action: "chat_sync", contact: id, after })) return;
    this.#asked.set(id, this.#wire.later(AGAIN_MS, () => this.#again(this.#asked, id)));
  }

  #send({ contact: { id }, conversation }: HeldChat): void {
    const next = nextToSend(conversation);
    if (next === null || this.#sent.has(id)) return;
    const { client_id, text } = next;
    if (!this.#wire.post({ action: "chat", contact: id, text, client_id }, client_id)) return;
    const cancel = this.#wire.later(AGAIN_MS, () => this.#again(this.#sent, id));
    this.#sent.set(id, { id: client_id, cancel });
  }

  #again(waiting: Map<string, unknown>, contact: string): void {
    waiting.delete(contact);
    this.#goOn();
  }

  /** The chat was over before it came to these: that is said of each. */
  #tooLate({ contact, conversation }: HeldChat): void {
    const next = nextToSend(conversation);
    if (next === null) return;
    this.#settle(contact.id);
    this.#talk(contact.id, (held) => refused(held, next.client_id, t("chats.over_unsent")));
  }

  /** Shows it when an offer, a wrap-up or somebody's typing is over by itself. */
  #watch(): void {
    this.#cancelTurn?.();
    const now = new Date();
    const turn = nextTurn(this.#state, now);
    if (turn === null) return;
    this.#cancelTurn = this.#wire.later(turn - now.getTime() + 20, () => {
      this.#watch();
      this.#wire.changed();
    });
  }
}
