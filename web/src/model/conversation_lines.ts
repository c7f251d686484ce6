/** How messages follow on each other: where a day begins, and which belong together. */
import type { ChatMessage } from "./conversation.ts";

/** Messages of the same author within this time stand under one name. */
const TOGETHER_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

export interface Line {
  message: ChatMessage;
  /** The first of its day, or of what is drawn. */
  beginsDay: boolean;
  /** Follows closely on one of the same author's. */
  follows: boolean;
}

export function lines(messages: readonly ChatMessage[]): Line[] {
  return messages.map((message, at) => {
    const before = messages[at - 1];
    const beginsDay = before === undefined || !sameDay(before.at, message.at);
    return { message, beginsDay, follows: !beginsDay && follows(before, message) };
  });
}

function follows(before: ChatMessage, { author, name, at }: ChatMessage): boolean {
  const near = Math.abs(Date.parse(at) - Date.parse(before.at)) < TOGETHER_MS;
  return author !== "system" && author === before.author && name === before.name && near;
}

function sameDay(a: string, b: string): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** How many midnights lie between; 0 is today. */
export function daysAgo(at: string, now: Date): number {
  const midnight = (day: Date) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((midnight(now) - midnight(new Date(at))) / DAY_MS);
}

/** What a screen reader is told of the new messages: their words, or how many where they are many. */
const READ_OUT = 3;
const READ_LENGTH = 400;

export function readOut(news: readonly ChatMessage[]): readonly ChatMessage[] | number {
  if (news.length > READ_OUT) return news.length;
  return news.map((one) => ({ ...one, text: [...one.text].slice(0, READ_LENGTH).join("") }));
}
