/** What every set of texts needs: filling in, and choosing a language. */
import type { Locale } from "../model/time.ts";

/** How each language writes numbers. */
const NUMBERS: Record<Locale, Intl.NumberFormat> = {
  sv: new Intl.NumberFormat("sv-SE"),
  en: new Intl.NumberFormat("en-GB"),
};

/** Fills a text's holes; a number is written as the language writes numbers. */
export function filled(text: string, values: Record<string, string | number>, locale: Locale): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name] ?? hole;
    return typeof value === "number" ? NUMBERS[locale].format(value) : value;
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
