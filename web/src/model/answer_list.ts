/** A group's ready answers, as an administrator edits them. */
import type { CannedAnswer } from "./chat_contract.ts";

export const MOST_ANSWERS = 50;
export const LONGEST_TITLE = 60;
export const LONGEST_ANSWER = 2_000;

/** The list with two of its places changed. */
export function swapped(answers: readonly CannedAnswer[], one: number, other: number): CannedAnswer[] {
  const list = [...answers];
  const [a, b] = [list[one], list[other]];
  if (a === undefined || b === undefined) return list;
  list[one] = b;
  list[other] = a;
  return list;
}

/** The first thing that keeps the list from being saved, at its field; null for nothing. */
export function wrongIn(
  answers: readonly CannedAnswer[],
): { field: string; what: "title_missing" | "text_missing" | "title_twice" } | null {
  const seen = new Set<string>();
  for (const [place, { title, text }] of answers.entries()) {
    const name = title.trim().toLocaleLowerCase();
    if (name === "") return { field: `answers.${place}.title`, what: "title_missing" };
    if (seen.has(name)) return { field: `answers.${place}.title`, what: "title_twice" };
    if (text.trim() === "") return { field: `answers.${place}.text`, what: "text_missing" };
    seen.add(name);
  }
  return null;
}
