/** The language in use, and `t`, which gives its texts. Changing it tells everyone who listens. */
import type { Locale } from "../model/time.ts";
import { en } from "./en.ts";
import { type TextKey, type Texts, sv } from "./sv.ts";

export type { TextKey } from "./sv.ts";
export type { Locale } from "../model/time.ts";

const TEXTS: Record<Locale, Texts> = { sv, en };

/** How each language writes numbers. */
const NUMBERS: Record<Locale, Intl.NumberFormat> = {
  sv: new Intl.NumberFormat("sv-SE"),
  en: new Intl.NumberFormat("en-GB"),
};

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

/** Fills a text's holes; a number is written as the language writes numbers. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name] ?? hole;
    return typeof value === "number" ? NUMBERS[current].format(value) : value;
  });
}

/** The browser's first language that there are texts for; Swedish when there is none. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const code = language.slice(0, 2).toLowerCase();
    if (code === "sv" || code === "en") return code;
  }
  return "sv";
}
