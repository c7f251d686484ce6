/**
 * What is written in a chat, as one side knows it. Frames may come twice, late, in any order or not
 * at all: what is shown is always one unbroken run of numbers, and nothing stands there twice.
 */

export type Author = "customer" | "agent" | "system";
export type Side = Exclude<Author, "system">;

/** A line of the conversation. The server numbers them from 1, without holes. */
export interface ChatMessage {
  number: number;
  author: Author;
  name: string | null;
  /** Which agent wrote it; the customer is not told. */
  user?: string | null;
  text: string;
  /** ISO 8601 in UTC. */
  at: string;
  client_id: string | null;
  /** What a system line tells; it has no text of its own. */
  event: string | null;
}

/** How far each side has read: the number of a message, 0 for none. */
export type ReadMarks = Record<Side, number>;

/** The frame `chat`, and what the HTTP views have of the same. */
export interface ChatNews {
  messages: readonly ChatMessage[];
  last: number;
  read?: ReadMarks;
}

/** Something of mine that the server has not yet numbered. */
export interface Pending {
  client_id: string;
  text: string;
  /** When it was written, by this computer's clock. */
  at: string;
  /** Why the server refused it; null while it is on its way. */
  refusal: string | null;
}

export interface Conversation {
  /** The side that looks at it. */
  readonly me: Side;
  /** An unbroken run by number: what is shown. */
  readonly messages: readonly ChatMessage[];
  /** Known, but parted from the run by a gap. */
  readonly parted: ReadonlyMap<number, ChatMessage>;
  /** The highest number that there is, as far as we were told. */
  readonly last: number;
  readonly read: ReadMarks;
  /** In the order in which they were written. */
  readonly pending: readonly Pending[];
}

/** The most messages that the server sends at a time. */
export const PAGE = 100;

export function emptyConversation(me: Side): Conversation {
  const read = { customer: 0, agent: 0 };
  return { me, messages: [], parted: new Map(), last: 0, read, pending: [] };
}

/** Takes in what the server told; what is held already changes nothing. */
export function withNews(held: Conversation, news: ChatNews): Conversation {
  const parted = new Map(held.parted);
  const first = held.messages[0]?.number ?? Infinity;
  const newest = held.messages.at(-1)?.number ?? -Infinity;
  for (const message of news.messages) {
    if (message.number < first || message.number > newest) parted.set(message.number, message);
  }
  const messages = joined(held.messages, parted);
  const told = Math.max(news.last, messages.at(-1)?.number ?? 0, ...parted.keys());
  return {
    ...held,
    messages,
    parted,
    last: Math.max(held.last, told),
    read: farther(held.read, news.read),
    pending: stillPending(held, messages),
  };
}

/** The run, lengthened at both ends by what follows on it; that is taken out of `parted`. */
function joined(
  run: readonly ChatMessage[],
  parted: Map<number, ChatMessage>,
): readonly ChatMessage[] {
  if (parted.size === 0) return run;
  const take = (number: number): ChatMessage | undefined => {
    const message = parted.get(number);
    parted.delete(number);
    return message;
  };
  let middle = run;
  if (middle.length === 0) {
    const newest = take(Math.max(...parted.keys()));
    middle = newest === undefined ? [] : [newest];
  }
  const before: ChatMessage[] = [];
  const after: ChatMessage[] = [];
  const first = middle[0]?.number ?? 0;
  const newest = middle.at(-1)?.number ?? 0;
  for (let found = take(first - 1); found !== undefined; found = take(found.number - 1)) {
    before.push(found);
  }
  for (let found = take(newest + 1); found !== undefined; found = take(found.number + 1)) {
    after.push(found);
  }
  if (before.length + after.length === 0) return middle;
  return [...before.reverse(), ...middle, ...after];
}

function stillPending(held: Conversation, messages: readonly ChatMessage[]): readonly Pending[] {
  if (held.pending.length === 0 || messages === held.messages) return held.pending;
  const mine = messages.filter(({ author }) => author === held.me);
  const numbered = new Set(mine.map(({ client_id }) => client_id));
  return held.pending.filter(({ client_id }) => !numbered.has(client_id));
}

function farther(held: ReadMarks, told: ReadMarks | undefined): ReadMarks {
  if (told === undefined) return held;
  const customer = Math.max(held.customer, told.customer);
  const agent = Math.max(held.agent, told.agent);
  return customer === held.customer && agent === held.agent ? held : { customer, agent };
}

/** Takes in that a side has read so far; a mark never goes back. */
export function withRead(held: Conversation, side: Side, number: number): Conversation {
  const read = farther(held.read, { ...held.read, [side]: number });
  return read === held.read ? held : { ...held, read };
}

/** After which number to ask on, because something between or at the end is missing; else null. */
export function gap(held: Conversation): number | null {
  const newest = held.messages.at(-1)?.number;
  if (newest === undefined) return held.last === 0 ? null : Math.max(0, held.last - PAGE);
  if (held.last > newest) return newest;
  return below(held);
}

/** After which number to ask to see what was written before the run; null when that is all. */
export function older(held: Conversation): number | null {
  const first = held.messages[0]?.number;
  if (first === undefined || first <= 1) return null;
  return below(held) ?? Math.max(0, first - 1 - PAGE);
}

/** The highest number held below the run: what is between has begun to come. */
function below(held: Conversation): number | null {
  const first = held.messages[0]?.number ?? 0;
  let highest: number | null = null;
  for (const number of held.parted.keys()) {
    if (number < first && number > (highest ?? 0)) highest = number;
  }
  return highest;
}

/** Adds what I have written. The same `client_id` twice is one message. */
export function written(held: Conversation, message: Omit<Pending, "refusal">): Conversation {
  const known = [...held.pending, ...held.messages.filter(({ author }) => author === held.me)];
  if (known.some(({ client_id }) => client_id === message.client_id)) return held;
  return { ...held, pending: [...held.pending, { ...message, refusal: null }] };
}

/**
 * What to send now: the oldest that was not refused. One at a time, and again with the same
 * `client_id` until the server has numbered it: frames sent together may be stored in another order.
 */
export function nextToSend(held: Conversation): Pending | null {
  return held.pending.find(({ refusal }) => refusal === null) ?? null;
}

/** The server refused it, in these words. It stays until it is tried again or given up. */
export function refused(held: Conversation, clientId: string, refusal: string): Conversation {
  return marked(held, clientId, refusal);
}

export function triedAgain(held: Conversation, clientId: string): Conversation {
  return marked(held, clientId, null);
}

export function givenUp(held: Conversation, clientId: string): Conversation {
  return { ...held, pending: held.pending.filter(({ client_id }) => client_id !== clientId) };
}

function marked(held: Conversation, clientId: string, refusal: string | null): Conversation {
  const pending = held.pending.map((one) =>
    one.client_id === clientId ? { ...one, refusal } : one,
  );
  return { ...held, pending };
}

/** What the other side has written that I have not read. */
export function unread(held: Conversation): number {
  const mark = held.read[held.me];
  let count = 0;
  for (let at = held.messages.length - 1; at >= 0; at -= 1) {
    const message = held.messages[at];
    if (message === undefined || message.number <= mark) break;
    if (message.author === other(held.me)) count += 1;
  }
  return count;
}

/** The number to report as read, when everything shown has been seen; null: it is known already. */
export function newlyRead(held: Conversation): number | null {
  return unread(held) === 0 ? null : (held.messages.at(-1)?.number ?? null);
}

/** My newest message that the other side has read; 0 for none. */
export function lastReadByOther(held: Conversation): number {
  const mark = held.read[other(held.me)];
  for (let at = held.messages.length - 1; at >= 0; at -= 1) {
    const message = held.messages[at];
    if (message?.author === held.me && message.number <= mark) return message.number;
  }
  return 0;
}

export function other(side: Side): Side {
  return side === "customer" ? "agent" : "customer";
}

/** 128 random bits as base64url: what makes a message the same one however often it is sent. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
