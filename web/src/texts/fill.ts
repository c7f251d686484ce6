/** What every set of texts needs: filling in, and choosing a language. */
import type { Locale } from "../model/time.ts";

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

/** The browser's first language that there are texts for; Swedish when there is none. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const code = language.slice(0, 2).toLowerCase();
    if (code === "sv" || code === "en") return code;
  }
  return "sv";
}
