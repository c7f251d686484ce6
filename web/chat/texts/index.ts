/** The customer's texts in the language of the page that the chat stands on. */
import type { Locale } from "../../src/model/time.ts";
import { filled } from "../../src/texts/fill.ts";
import { en } from "./en.ts";
import { type Key, sv } from "./sv.ts";

export type { Key } from "./sv.ts";

const TEXTS: Record<Locale, Record<Key, string>> = { sv, en };

let current: Locale = "sv";

export function locale(): Locale {
  return current;
}

/** Chosen once, before anything is drawn. */
export function setLocale(language: Locale): void {
  current = language;
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return filled(TEXTS[current][key], values, current);
}
