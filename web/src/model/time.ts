/** Times as people say them: clock times, and how long something has lasted. */

export type Locale = "sv" | "en";

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

const LANGUAGE: Record<Locale, string> = { sv: "sv-SE", en: "en-GB" };
/** Made once: lists of calls ask for hundreds of times. */
const CLOCKS = formats({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DATES = formats({ day: "numeric", month: "long" });

function formats(options: Intl.DateTimeFormatOptions): Record<Locale, Intl.DateTimeFormat> {
  const format = (locale: Locale) => new Intl.DateTimeFormat(LANGUAGE[locale], options);
  return { sv: format("sv"), en: format("en") };
}

/** "08:02", as the language writes it, in the computer's own time zone. */
export function clock(at: Date, locale: Locale): string {
  return CLOCKS[locale].format(at);
}

/** Seconds from `since` to `now`; never negative, since two computers' clocks differ a little. */
export function secondsSince(since: string, now: Date): number {
  const seconds = Math.floor((now.getTime() - Date.parse(since)) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}

/** How long a call, an offer or wrap-up has lasted: "0:20", "3:12", "1:04:09". */
export function stopwatch(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / MINUTE_S);
  if (minutes < 60) return `${minutes}:${two(seconds % MINUTE_S)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % MINUTE_S)}`;
}

/** How long a status has lasted, coarse enough to be calm: "nyss", "12 min", "2 h", "3 d". */
export function elapsed(seconds: number, locale: Locale): string {
  if (seconds < MINUTE_S) return locale === "sv" ? "nyss" : "now";
  if (seconds < HOUR_S) return `${Math.floor(seconds / MINUTE_S)} min`;
  if (seconds < DAY_S) return `${Math.floor(seconds / HOUR_S)} h`;
  return `${Math.floor(seconds / DAY_S)} d`;
}

/** The clock time, with the day in front when it was not today: "i går 16:40", "3 mars 16:40". */
export function moment(at: Date, now: Date, locale: Locale): string {
  const time = clock(at, locale);
  const days = Math.round((midnight(now) - midnight(at)) / (DAY_S * 1000));
  if (days === 0) return time;
  if (days === 1) return `${yesterday(locale)} ${time}`;
  return `${date(at, locale)} ${time}`;
}

function yesterday(locale: Locale): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-1, "day");
}

/** "3 mars" in Swedish, "3 March" in English. */
export function date(at: Date, locale: Locale): string {
  return DATES[locale].format(at);
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

export type DayPart = "morning" | "day" | "evening";

/** Which greeting fits the hour. */
export function dayPart(hour: number): DayPart {
  if (hour >= 5 && hour < 10) return "morning";
  return hour >= 18 && hour < 23 ? "evening" : "day";
}

/** The date of a day as the server wants it, in the computer's own time zone. */
export function isoDate(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
