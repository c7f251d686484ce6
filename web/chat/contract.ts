/** What the server says to a customer and takes from one: HTTP answers and socket messages. */
import type { ChatNews, Side } from "../src/model/conversation.ts";

export type ChatStage = "waiting" | "talking" | "ended";

/** How the chat stands. */
export interface ChatState {
  state: ChatStage;
  /** In the queue, from 1; null where there is none. */
  place: number | null;
  /** Who answers; null while nobody does. */
  agent: string | null;
  ended_by: Side | "system" | null;
}

/** The answer of POST /api/chats and GET /api/chats/current. `name`: what the customer is called. */
export interface ChatView extends ChatNews, Partial<Omit<ChatState, "state">> {
  contact: string;
  state: ChatStage;
  name: string;
}

/** How the group stands, before anything is asked for. */
export interface GroupView {
  name: string;
  state: "open" | "closed" | "nobody" | "full";
  /** ISO 8601; null where it is not known, or open. */
  opens_at: string | null;
  leave_message: boolean;
  waiting: number;
}

export type Told =
  | ({ type: "chat"; contact: string } & ChatNews)
  | ({ type: "chat_state"; contact: string } & ChatState)
  | { type: "typing"; contact: string; author: Side }
  | { type: "read"; contact: string; author: Side; number: number }
  | { type: "taken_over" }
  | { type: "ok"; action: string; id?: string | null }
  | { type: "error"; code: string; message: string; id?: string | null };

export type Saying =
  | { action: "sync"; after: number }
  | { action: "chat"; text: string; client_id: string; id: string }
  | { action: "typing" }
  | { action: "read"; number: number }
  | { action: "end" };

const KNOWN_TYPES = new Set<string>([
  "chat",
  "chat_state",
  "typing",
  "read",
  "taken_over",
  "ok",
  "error",
] satisfies Told["type"][]);

/** Reads a frame from the socket; null for one that this page does not know (a newer server). */
export function parseTold(frame: string): Told | null {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  return KNOWN_TYPES.has(String(value.type)) ? (value as Told) : null;
}
