/** The language in use, and `t`, which gives its texts. Changing it tells everyone who listens. */
import type { Locale } from "../model/time.ts";
import { en } from "./en.ts";
import { filled } from "./fill.ts";
import { type TextKey, type Texts, sv } from "./sv.ts";

export type { TextKey } from "./sv.ts";
export type { Locale } from "../model/time.ts";
export { preferredLocale } from "./fill.ts";

const TEXTS: Record<Locale, Texts> = { sv, en };

let current: Locale = "sv";
const listeners = new Set<() => void>();

export function locale(): Locale {
  return current;
}

/** Names as a sentence has them: "Support, Växel och Chatt". */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(locale()).format(names);
}

export function setLocale(next: Locale): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

/** Calls back when the language changes; the returned function ends that. */
export function onLocale(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return fill(TEXTS[current][key], values);
}

/** A text whose key is put together with what the server sent; an unknown one shows as it came. */
export function tOf(prefix: string, name: string): string {
  const key = `${prefix}.${name}`;
  return key in sv ? TEXTS[current][key as TextKey] : name;
}

/** Fills a text's holes, in the language in use. */
export function fill(text: string, values: Record<string, string | number>): string {
  return filled(text, values, current);
}
