/** The chats' part of the contract: what an agent's socket says and takes of them. */
import type { Offer } from "./contract.ts";
import type { ChatNews, ReadMarks, Side } from "./conversation.ts";

export type ChatState = "offered" | "talking" | "wrap_up";

/** Who had it before me, and why they have it no longer. */
export interface Handover {
  user: string;
  name: string;
  why: "transferred" | "returned";
}

/** A chat that I am offered, have, or have just had. */
export interface MyChat {
  contact: Offer;
  state: ChatState;
  /** ISO 8601 in UTC: when it came to this state. */
  since: string;
  /** When the offer or the wrap-up ends by itself; null while talking. */
  until: string | null;
  /** The highest number of a message in it, and how far each side has read. */
  last?: number;
  read?: ReadMarks;
  customer_connected?: boolean;
  ended_by?: "customer" | "agent" | "system" | null;
}

/** An answer that a group has ready. */
export interface CannedAnswer {
  title: string;
  text: string;
}

/** What the socket tells of chats, beside offers and withdrawals, which are as calls'. */
export type ChatFrame =
  | ({ type: "chat"; contact: string } & ChatNews)
  | { type: "typing"; contact: string; author: Side }
  | { type: "read"; contact: string; author: Side; number: number }
  | { type: "chat_customer"; contact: string; connected: boolean };

export type ChatAct =
  | { action: "accept" | "decline" | "chat_end" | "typing"; contact: string }
  | { action: "chat"; contact: string; text: string; client_id: string }
  | { action: "read"; contact: string; number: number }
  | { action: "chat_sync"; contact: string; after: number }
  | { action: "chat_transfer"; contact: string; user?: string; group?: string }
  | { action: "wrap_up_done" | "wrap_up_extend"; contact: string };
