/**
 * The chats that I am offered and have, as this client knows them. Offers and withdrawals come
 * straight from hand-out; my record comes through presence and carries a version. Either may arrive
 * first, late or twice, so an offer is known by its contact and its end.
 */
import type { ChatFrame, MyChat } from "./chat_contract.ts";
import type { Offer, Withdrawn, WithdrawnReason } from "./contract.ts";
import {
  type ChatMessage,
  type Conversation,
  type Pending,
  emptyConversation,
  unread,
  withNews,
  withRead,
} from "./conversation.ts";

/** Somebody who types says so every three seconds; after this they have stopped. */
export const TYPES_MS = 5_000;

const MOST_LEFT = 5;

export interface HeldChat extends MyChat {
  conversation: Conversation;
  /** Until when the customer is taken to be typing, in milliseconds since 1970; 0: is not. */
  typingUntil: number;
  /** Told by an offer alone: my record has not confirmed it. */
  announced: boolean;
}

export interface ChatsState {
  /** In the order in which they came to me. */
  chats: readonly HeldChat[];
  /** Of the record that they were last taken from. */
  version: number;
  /** Offers that were answered or taken back: a late copy of one is no news. */
  past: ReadonlySet<string>;
  /** The last few that I had: what was said in them can be read until they are left. */
  left: readonly HeldChat[];
  /** The last offer that was taken back; null when another has come since. */
  lost: { contact: Offer; reason: WithdrawnReason } | null;
}

export const NO_CHATS: ChatsState = { chats: [], version: -1, past: new Set(), left: [], lost: null };

/** Takes in my record's chats; older ones than what is held change nothing. */
export function withRecord(
  held: ChatsState,
  told: { chats: readonly MyChat[]; version: number },
): ChatsState {
  if (told.version < held.version) return held;
  const living = told.chats.filter((chat) => chat.state !== "offered" || !held.past.has(offerKey(chat)));
  const known = new Map(living.map((chat) => [chat.contact.id, chat]));
  const kept = held.chats
    .filter((chat) => known.has(chat.contact.id) || chat.announced)
    .map((chat) => updated(chat, known.get(chat.contact.id)));
  const ids = new Set(kept.map(({ contact }) => contact.id));
  const fresh = living.filter(({ contact }) => !ids.has(contact.id)).map(opened);
  const gone = mine(held).filter(({ contact }) => !known.has(contact.id));
  const left = [...held.left, ...gone].filter(({ contact }) => !known.has(contact.id)).slice(-MOST_LEFT);
  return { ...held, chats: [...kept, ...fresh], left, version: told.version };
}

function opened(chat: MyChat): HeldChat {
  const conversation = emptyConversation("agent");
  return updated({ ...chat, conversation, typingUntil: 0, announced: false }, chat);
}

function updated(held: HeldChat, told: MyChat | undefined): HeldChat {
  if (told === undefined) return held;
  const news = { messages: [], last: told.last ?? 0, ...(told.read ? { read: told.read } : {}) };
  return { ...held, ...told, announced: false, conversation: withNews(held.conversation, news) };
}

/** Takes in an offer, unless it is a copy of one that has been answered or taken back. */
export function withChatOffer(
  held: ChatsState,
  { contact, until }: { contact: Offer; until: string },
  now: Date,
): ChatsState {
  const known = held.chats.find((chat) => chat.contact.id === contact.id);
  if (held.past.has(`${contact.id} ${until}`) || (known !== undefined && known.until === until)) return held;
  const chat: MyChat = { contact, state: "offered", since: now.toISOString(), until };
  const others = held.chats.filter((one) => one !== known);
  return { ...held, chats: [...others, { ...opened(chat), announced: true }], lost: null };
}

/** Takes in that an offer was taken back; of a chat that I have, it changes nothing. */
export function withTakenBack(held: ChatsState, { contact, reason }: Withdrawn): ChatsState {
  const chat = offered(held).find((one) => one.contact.id === contact);
  if (chat === undefined) return held;
  return { ...settledOffer(held, contact), lost: { contact: chat.contact, reason } };
}

/** I have answered it, either way: it is offered no more, whatever late copies say. */
export function settledOffer(held: ChatsState, contact: string): ChatsState {
  const chat = offered(held).find((one) => one.contact.id === contact);
  if (chat === undefined) return held;
  const past = new Set(held.past).add(offerKey(chat));
  return { ...held, past, chats: held.chats.filter((one) => one !== chat) };
}

function offerKey({ contact, until }: MyChat): string {
  return `${contact.id} ${until}`;
}

/** Takes in what is told of a chat that I have, or just had; of any other, nothing is kept. */
export function withFrame(held: ChatsState, frame: ChatFrame, now: Date): ChatsState {
  const turn = (chat: HeldChat) => (chat.contact.id === frame.contact ? told(chat, frame, now) : chat);
  const left = held.left.some(({ contact }) => contact.id === frame.contact) ? held.left.map(turn) : held.left;
  const state = changed(held, frame.contact, turn);
  return left === held.left ? state : { ...state, left };
}

function told(chat: HeldChat, frame: ChatFrame, now: Date): HeldChat {
  switch (frame.type) {
    case "chat":
      return written(chat, withNews(chat.conversation, frame));
    case "typing":
      return frame.author === "customer" ? { ...chat, typingUntil: now.getTime() + TYPES_MS } : chat;
    case "read":
      return { ...chat, conversation: withRead(chat.conversation, frame.author, frame.number) };
    case "chat_customer":
      return { ...chat, customer_connected: frame.connected, typingUntil: 0 };
  }
}

/** Which agent wrote a line, by their name where the server does not tell who it was. */
export function withWriters<Frame extends { messages: readonly ChatMessage[] }>(
  frame: Frame,
  me: { user: string; name: string },
): Frame {
  const messages = frame.messages.map((message) =>
    message.author !== "agent" || message.user !== undefined
      ? message
      : { ...message, user: message.name === me.name ? me.user : null },
  );
  return { ...frame, messages };
}

/** What has been written ends the typing. */
function written(chat: HeldChat, conversation: Conversation): HeldChat {
  const newest = conversation.messages.at(-1);
  const isNew = newest !== chat.conversation.messages.at(-1);
  const typingUntil = isNew && newest?.author === "customer" ? 0 : chat.typingUntil;
  return { ...chat, conversation, typingUntil };
}

/** Changes one chat; the same state where it is not held or nothing changes. */
export function changed(
  held: ChatsState,
  contact: string,
  change: (chat: HeldChat) => HeldChat,
): ChatsState {
  const before = held.chats.find((chat) => chat.contact.id === contact);
  if (before === undefined) return held;
  const after = change(before);
  if (after === before) return held;
  return { ...held, chats: held.chats.map((chat) => (chat === before ? after : chat)) };
}

/** As `changed`, of its conversation alone. */
export function talked(
  held: ChatsState,
  contact: string,
  change: (conversation: Conversation) => Conversation,
): ChatsState {
  return changed(held, contact, (chat) => {
    const conversation = change(chat.conversation);
    return conversation === chat.conversation ? chat : { ...chat, conversation };
  });
}

/** A line by the system after which my record may say something else of the chat. */
export function turnsChat(frame: ChatFrame): boolean {
  return frame.type === "chat" && frame.messages.some(({ author }) => author === "system");
}

/** Without offers and wrap-ups that have passed their ends. */
export function living(held: ChatsState, now: Date): ChatsState {
  const chats = held.chats.filter((chat) => !isOver(chat, now));
  return chats.length === held.chats.length ? held : { ...held, chats };
}

/** When the next offer, wrap-up or typing ends by itself; null when none does. */
export function nextTurn(held: ChatsState, now: Date): number | null {
  const ends = held.chats.flatMap((chat) => [
    chat.state === "talking" || chat.until === null ? 0 : Date.parse(chat.until),
    chat.typingUntil,
  ]);
  const coming = ends.filter((end) => end > now.getTime());
  return coming.length === 0 ? null : Math.min(...coming);
}

function isOver({ state, until }: MyChat, now: Date): boolean {
  return state !== "talking" && until !== null && Date.parse(until) <= now.getTime();
}

export function offered({ chats }: ChatsState): readonly HeldChat[] {
  return chats.filter(({ state }) => state === "offered");
}

/** Those that I talk in or wrap up: what the list of my work holds. */
export function mine({ chats }: ChatsState): readonly HeldChat[] {
  return chats.filter(({ state }) => state !== "offered");
}

export function chatOf({ chats }: ChatsState, contact: string | null): HeldChat | null {
  return mine({ ...NO_CHATS, chats }).find((chat) => chat.contact.id === contact) ?? null;
}

const ENDS: Record<string, MyChat["ended_by"]> = {
  ended_by_customer: "customer",
  ended_by_agent: "agent",
  customer_left: "system",
};

/** One that I had until it ended, to be read; null for one that others have now. */
export function endedOf({ left }: ChatsState, contact: string | null): HeldChat | null {
  const chat = left.findLast((one) => one.contact.id === contact);
  const end = chat?.conversation.messages.findLast(({ event }) => event !== null && event in ENDS);
  if (chat === undefined || end?.event == null) return null;
  return { ...chat, state: "wrap_up", until: null, ended_by: ENDS[end.event] ?? null };
}

/** What a row of the list says of a conversation. */
export interface Summary {
  unread: number;
  /** The newest that anybody wrote, a message of mine on its way included; null before anything. */
  newest: { text: string; by: "customer" | "me" | "colleague" } | null;
  /** Since when the customer has waited for my answer; null when it is their turn. */
  waitingSince: string | null;
}

export function summaryOf({ conversation, state, contact }: HeldChat, user: string): Summary {
  const { messages, pending } = conversation;
  const spoken = messages.findLast(({ author }) => author !== "system");
  const own = pending.at(-1);
  const newest =
    own !== undefined
      ? ({ text: own.text, by: "me" } as const)
      : spoken === undefined
        ? firstOf(contact)
        : ({ text: spoken.text, by: byOf(spoken, user) } as const);
  const waits = state === "talking" && own === undefined && spoken?.author === "customer";
  return { unread: unread(conversation), newest, waitingSince: waits ? turnOf(conversation) : null };
}

function firstOf({ first_message }: Offer): Summary["newest"] {
  return first_message == null ? null : { text: first_message, by: "customer" };
}

function byOf(message: { author: string; user?: string | null }, user: string) {
  if (message.author === "customer") return "customer" as const;
  return message.user === undefined || message.user === user ? ("me" as const) : ("colleague" as const);
}

/** When the customer began what they have written since an agent last wrote. */
function turnOf({ messages }: Conversation): string | null {
  let since: string | null = null;
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (message === undefined || message.author === "agent") break;
    if (message.author === "customer") since = message.at;
  }
  return since;
}

export function unreadInAll(held: ChatsState): number {
  return held.chats.reduce((sum, { conversation }) => sum + unread(conversation), 0);
}

/** The next chat with something unread after this one, going round; null when none has. */
export function nextUnread(held: ChatsState, after: string | null): string | null {
  const chats = mine(held);
  const at = chats.findIndex(({ contact }) => contact.id === after);
  const round = [...chats.slice(at + 1), ...chats.slice(0, at + 1)];
  return round.find(({ conversation }) => unread(conversation) > 0)?.contact.id ?? null;
}

/** What is kept over a reload: what I have begun to write, and what is not yet numbered. */
export interface Kept {
  draft: string;
  pending: readonly Pending[];
}

/** Reads what was kept; null for nothing, or for what is none of ours. */
export function keptFrom(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<Kept> | null;
    if (typeof value?.draft !== "string" || !Array.isArray(value.pending)) return null;
    return { draft: value.draft, pending: value.pending };
  } catch {
    return null;
  }
}

/** The most that one message may hold, in code points, and from where it is counted aloud. */
export const LONGEST = 4_000;
const COUNTED_FROM = 3_600;

/** How much is left once that is worth showing; null before, and negative past the end. */
export function roomLeft(text: string): number | null {
  if (text.length < COUNTED_FROM) return null;
  const length = [...text.trim()].length;
  return length < COUNTED_FROM ? null : LONGEST - length;
}
