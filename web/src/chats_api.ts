/** The chats' part of the HTTP contract: ready answers, and what administrators read of a day. */
import { call } from "./api.ts";
import type { CannedAnswer } from "./model/chat_contract.ts";
import type { ChatMessage, ReadMarks } from "./model/conversation.ts";

/** The ready answers of the chat groups that I staff, by group. */
export const cannedAnswers = () =>
  call<{ answers: Record<string, CannedAnswer[]> }>("GET", "/api/chats/answers");

export interface GroupAnswers {
  answers: CannedAnswer[];
  version: number;
}

export const groupAnswers = (group: string) => call<GroupAnswers>("GET", answersOf(group));

/** Saves all of them, unless somebody else has saved since `version`. */
export const saveGroupAnswers = (group: string, wanted: GroupAnswers) =>
  call<GroupAnswers>("PUT", answersOf(group), wanted);

/** A chat of a day. What a customer is called is gone once it has been erased. */
export interface DayChat {
  contact: string;
  group: string;
  name: string | null;
  page: string | null;
  agent_name: string | null;
  at: string;
  answered_at: string | null;
  ended_at: string | null;
  ended_by: "customer" | "agent" | "system" | null;
  messages: number | null;
  erased: boolean;
}

export const chatsOfDay = (day: string) =>
  call<{ chats: DayChat[]; more?: boolean }>("GET", `/api/admin/chats?${new URLSearchParams({ day })}`);

export interface ReadChat {
  contact: string;
  messages: ChatMessage[];
  last: number;
  read?: ReadMarks;
}

/** At most a hundred messages after a number: ask on for more. */
export const readChat = (contact: string, after: number) =>
  call<ReadChat>("GET", `/api/chats/${encodeURIComponent(contact)}?${new URLSearchParams({ after: String(after) })}`);

export const eraseChat = (contact: string) =>
  call<undefined>("DELETE", `/api/admin/chats/${encodeURIComponent(contact)}`);

function answersOf(group: string): string {
  return `/api/admin/groups/${encodeURIComponent(group)}/answers`;
}
