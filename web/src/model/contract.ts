/** The shapes that the server sends and takes: HTTP answers and socket messages. */
import type { Locale } from "./time.ts";
import type { ChatAct, ChatFrame, Handover, MyChat } from "./chat_contract.ts";

export type Channel = "desktop" | "mobile" | "web" | "distance";
export type ClientKind = Exclude<Channel, "distance">;
export type Status = "available" | "paused";
export type AgentState = "available" | "paused" | "offered" | "busy" | "wrap_up";
export type Media = "voice" | "chat" | "telemarketing";
export type LogoutReason =
  | "user"
  | "replaced"
  | "connection_lost"
  | "admin"
  | "toggled"
  | "disabled"
  | "password_changed"
  | "no_answer";

export interface Group {
  id: string;
  name: string;
  media: Media;
}

export interface Organisation {
  id: string;
  name: string;
}

export interface User {
  id: string;
  name: string;
  roles: string[];
  /** Chosen for every client; null or absent leaves it to this one. */
  language?: Locale | null;
}

/** The answer of POST /api/login and GET /api/session. `session` is null for a plain web login. */
export interface Login {
  user: User;
  organisation: Organisation;
  session: {
    channel: Channel;
    phone: string | null;
    groups: string[];
    status: Status;
    since: string;
  } | null;
  replaced: { channel: Channel; since: string } | null;
  /** `must_change`: nothing but changing the password is allowed (P7, P10). */
  password: { must_change: boolean; expires_at: string | null };
  distance: OwnDistance | null;
  /** What agents ring to log in and out (F1); absent where the server is older than this. */
  service_number?: string | null;
  /** null for a login that takes calls on a telephone; absent where the server is older than this. */
  telephony?: Telephony | null;
}

/** Where the softphone of a login with IP telephony is (D7). */
export type Telephony =
  | { kind: "simulated"; agent: string }
  | { kind: "connect"; agent: string; ccp_url: string; region: string };

/** How an agent logs in and out by telephone (F1); `preselected_groups` empty: all voice groups. */
export interface OwnDistance {
  service_number: string | null;
  numbers: string[];
  preselected_groups: string[];
}

/** How somebody who is logged in stands. */
export interface Present {
  user: string;
  name: string;
  channel: Channel;
  state: AgentState;
  reason: string | null;
  since: string;
  groups: string[];
  version: number;
  /** When the ringing or the wrap-up ends; absent or null where nothing ends by itself. */
  until?: string | null;
  /** Offered, and the telephone rings by now. */
  ringing?: boolean;
  /** Until when calls that colleagues send go to another number (W2); null: they do not. */
  forwarding_until?: string | null;
}

export interface Agent extends Present {
  /** How many chats they have. */
  chats?: number;
}

/** An agent in a delta: `after` is the version that it follows, where the server knows it. */
export interface News extends Agent {
  after?: number;
}

export interface Me extends Present {
  organisation: Organisation;
  phone: string | null;
  status: Status;
  available_groups: Group[];
  /** The contact that occupies me. */
  contact?: Offer | null;
  /** Calls in a row that I did not answer. */
  misses?: number;
  /** Offered, going on, or being wrapped up; absent where the server is older than chats. */
  chats?: MyChat[];
  /** So many at once, by the organisation's choice, and whether any come during a call. */
  chats_at_once?: number;
  chats_during_calls?: boolean;
}

/** Who rings whom: a call that came, a callback that was asked for, a number of a list; or a chat. */
export type ContactKind = "call" | "callback" | "outbound" | "chat";

export type AttemptResult = "reached" | "not_reached" | "done" | "later" | "refused";

/** One time that somebody was rung up. */
export interface Attempt {
  user: string;
  name: string;
  at: string;
  result: AttemptResult;
  note: string;
}

/** What there is to know of a call that is made, beyond what every contact has. */
export interface RingingUp {
  kind?: ContactKind;
  /** When the callback was asked for. */
  requested_at?: string | null;
  /** Nobody is given it before. */
  not_before?: string | null;
  attempts?: Attempt[];
  /** Why it came back or failed, as a code; for administrators. */
  trouble?: string | null;
}

/** How it went, as the agent says. */
export interface Report {
  contact: string;
  result: "done" | "later" | "refused";
  note: string;
  /** Of a number of a list, with "done": which of its result codes. */
  code?: string;
  /** With "later": when to ring again, ISO 8601 in UTC. */
  at?: string;
}

/** A contact on its way to me, told before the telephone rings (D9). `waited_s`: when it was told. */
export interface Offer extends RingingUp {
  id: string;
  /** Where it stands, as a call's outcome says it. */
  state?: Outcome;
  media: Media;
  group: string;
  /** E.164; null for a withheld number. */
  from: string | null;
  name: string | null;
  waited_s: number;
  /** How many times this number has called today, this one included. */
  calls_today: number;
  /** Of a number of a list (X4). */
  list?: OfferedList | null;
  /** Of a chat: the page that it was begun on, and what the customer wrote first. */
  page?: string | null;
  first_message?: string | null;
  /** Of a chat that somebody had before: who, and why they have it no longer. */
  transferred_from?: Handover | null;
}

/** Which list a number comes from, what it says of the number, and what a call can come to. */
export interface OfferedList {
  id: string;
  name: string;
  note: string;
  results: { id: string; name: string }[];
}

/** Somebody in a queue. `front`: was not answered once, so goes first (B4). */
export interface Waiting extends RingingUp {
  contact: string;
  group: string;
  media: Media;
  from: string | null;
  name: string | null;
  since: string;
  front: boolean;
}

export type Outcome =
  | "waiting"
  | "offered"
  | "dialling"
  | "ringing"
  | "talking"
  | "answered"
  | "abandoned"
  | "closed"
  | "nobody"
  | "callback"
  | "handed_over"
  | "failed"
  | "not_reached"
  | "withdrawn";

/** One of today's calls. `from` and `name` are null also for readers who may not see them. */
export interface Call extends RingingUp {
  contact: string;
  group: string;
  media: Media;
  from: string | null;
  name: string | null;
  at: string;
  waited_s: number | null;
  agent: string | null;
  agent_name: string | null;
  answered_at: string | null;
  ended_at: string | null;
  talked_s: number | null;
  outcome: Outcome;
  /** Where it goes once its agent hangs up (W2). */
  next_hop?: Hop | null;
  /** Where it has been sent on to, in order. */
  hops?: Hop[];
  version: number;
}

/** Where a call goes, or went. `to` is null for a number that the reader may not see. */
export interface Hop {
  kind: "user" | "group" | "number" | "room";
  to: string | null;
  /** Empty for a number. */
  name: string;
  by: string;
  by_name: string;
  at: string;
  /** null while it is only set. */
  result: "waiting" | "answered" | "no_answer" | "hung_up" | null;
}

export type WithdrawnReason = "caller_hung_up" | "no_answer" | "ended" | "logged_out";

export interface Withdrawn {
  type: "withdrawn";
  contact: string;
  reason: WithdrawnReason;
}

/** One condition for getting calls (B1), whether it holds, and what to do where it does not. */
export interface Gate {
  gate: string;
  open: boolean;
  since: string | null;
  message: string;
}

/** Every queue by its group, in hand-out order. */
export type Queues = Record<string, Waiting[]>;

export interface Snapshot {
  type: "snapshot";
  me: Me;
  agents: Agent[];
  groups: Group[];
  view: string[] | null;
  pause_reasons: string[];
  version: number;
  queue?: Queues | Waiting[];
  calls_today?: Call[];
}

export interface Presence {
  type: "presence";
  agents: News[];
  gone: string[];
  versions?: Record<string, number>;
}

/** Why a login ended. `by` is a channel, a user's name or "system", as the reason has it. */
export interface LoggedOut {
  reason: LogoutReason;
  by: string | null;
  at: string;
}

export interface Ok {
  type: "ok";
  id?: string | null;
  action: string;
  me?: Me;
  view?: string[] | null;
}

export interface Refusal {
  type: "error";
  code: string;
  message: string;
  id?: string | null;
}

export type ServerMessage =
  | Snapshot
  | Presence
  | Ok
  | Refusal
  | ({ type: "logged_out" } & LoggedOut)
  | { type: "taken_over"; at: string }
  | { type: "queue"; groups: Queues }
  | { type: "call"; call: Call }
  | { type: "offer"; contact: Offer; until: string }
  | Withdrawn
  | { type: "gates"; gates: Gate[]; id?: string | null }
  | { type: "me"; me: Me }
  | { type: "several"; messages: ServerMessage[] }
  | ChatFrame;

/** What an agent does with the contact that occupies them. */
export type Handling =
  | { action: "accept" | "hung_up"; contact: string }
  | { action: "wrap_up_done" | "wrap_up_extend" };

export type ClientMessage =
  | { action: "heartbeat" }
  | { action: "sync"; settled?: true }
  | { action: "status"; status: Status; reason: string | null }
  | { action: "groups"; groups: string[] }
  | { action: "view"; groups: string[] | null }
  | Handling
  | ChatAct
  | { action: "gates" };

const KNOWN_TYPES = new Set<string>([
  "snapshot",
  "presence",
  "ok",
  "error",
  "logged_out",
  "taken_over",
  "queue",
  "call",
  "offer",
  "withdrawn",
  "gates",
  "me",
  "several",
  "chat",
  "typing",
  "read",
  "chat_customer",
] satisfies ServerMessage["type"][]);

/** Reads a frame from the socket; null for one that this client does not know (a newer server). */
export function parseMessage(frame: string): ServerMessage | null {
  try {
    return known(JSON.parse(frame));
  } catch {
    return null;
  }
}

/** A message of a kind that is known; of several together those. */
function known(value: unknown): ServerMessage | null {
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  if (!KNOWN_TYPES.has(String(value.type))) return null;
  const message = value as ServerMessage;
  if (message.type !== "several") return message;
  const messages = message.messages.map(known).filter((one) => one !== null);
  return { type: "several", messages };
}
