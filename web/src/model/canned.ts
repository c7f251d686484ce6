/** Choosing among ready answers by what is typed. */
import type { CannedAnswer } from "./chat_contract.ts";

/** Those that hold every word typed, in title or text; titles that begin with it come first. */
export function fitting(answers: readonly CannedAnswer[], typed: string, locale: string): CannedAnswer[] {
  const words = lower(typed, locale).split(/\s+/).filter((word) => word !== "");
  const fits = ({ title, text }: CannedAnswer) => {
    const whole = lower(`${title} ${text}`, locale);
    return words.every((word) => whole.includes(word));
  };
  const begins = ({ title }: CannedAnswer) => lower(title, locale).startsWith(words.join(" "));
  const found = answers.filter(fits);
  return [...found.filter(begins), ...found.filter((one) => !begins(one))];
}

/** The draft with an answer put in where the cursor stands, and where it stands afterwards. */
export function inserted(
  draft: string,
  answer: string,
  [start, end]: readonly [start: number, end: number],
): { draft: string; cursor: number } {
  const before = draft.slice(0, start);
  const gap = before === "" || /\s$/.test(before) ? "" : " ";
  const head = `${before}${gap}${answer}`;
  return { draft: `${head}${draft.slice(end)}`, cursor: head.length };
}

/** The place after or before this one in a list of so many, going round. */
export function moved(place: number, step: 1 | -1, count: number): number {
  return count === 0 ? 0 : (place + step + count) % count;
}

function lower(text: string, locale: string): string {
  return text.toLocaleLowerCase(locale);
}
