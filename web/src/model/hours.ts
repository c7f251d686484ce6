/** When a group answers: spans of local time for each weekday. */

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
/** `HH:MM`, from and to; to is after from, and 24:00 is midnight. */
export type Span = [from: string, to: string];
/** A weekday without spans is closed. */
export type Hours = Partial<Record<Weekday, Span[]>>;

export const MOST_SPANS = 6;
const OFFICE: Span = ["08:00", "17:00"];
const WORKDAYS: Weekday[] = ["mon", "tue", "wed", "thu", "fri"];
const DAY_MINUTES = 24 * 60;

/** What is proposed to somebody who chooses hours for the first time. */
export function officeHours(): Hours {
  return Object.fromEntries(WORKDAYS.map((day) => [day, [[...OFFICE]]])) as Hours;
}

export function spansOf(hours: Hours, day: Weekday): Span[] {
  return hours[day] ?? [];
}

export function withSpans(hours: Hours, day: Weekday, spans: Span[]): Hours {
  const { [day]: _, ...others } = hours;
  return spans.length === 0 ? others : { ...others, [day]: spans };
}

/** One span more: office hours first, then what follows the last one. */
export function withAnother(hours: Hours, day: Weekday): Hours {
  const spans = spansOf(hours, day);
  const last = spans.at(-1);
  if (last === undefined) return withSpans(hours, day, [[...OFFICE]]);
  const from = Math.min(minutes(last[1]) + 60, DAY_MINUTES - 60);
  return withSpans(hours, day, [...spans, [clock(from), clock(Math.min(from + 120, DAY_MINUTES))]]);
}

/** Monday's spans on all workdays. */
export function likeMonday(hours: Hours): Hours {
  const monday = spansOf(hours, "mon");
  return WORKDAYS.reduce((known, day) => withSpans(known, day, monday.map(([a, b]) => [a, b])), hours);
}

/** The first weekday with a span that does not end after it begins, or that overlaps another. */
export function faultyDay(hours: Hours): Weekday | null {
  return WEEKDAYS.find((day) => !isSound(spansOf(hours, day))) ?? null;
}

function isSound(spans: Span[]): boolean {
  const inOrder = [...spans].sort(([a], [b]) => minutes(a) - minutes(b));
  return inOrder.every(([from, to], at) => {
    const next = inOrder[at + 1];
    const written = from !== "" && to !== "" && minutes(from) < minutes(to);
    return written && (next === undefined || minutes(to) <= minutes(next[0]));
  });
}

/** Where a span lies in a day that is 100 wide. */
export function share([from, to]: Span): { at: number; width: number } {
  const at = (100 * minutes(from)) / DAY_MINUTES;
  return { at, width: Math.max(0, (100 * minutes(to)) / DAY_MINUTES - at) };
}

export interface Run {
  first: Weekday;
  last: Weekday;
  spans: Span[];
}

/** Neighbouring weekdays with the same hours, closed ones left out. */
export function runs(hours: Hours): Run[] {
  const found: Run[] = [];
  for (const [at, day] of WEEKDAYS.entries()) {
    const spans = spansOf(hours, day);
    const run = found.at(-1);
    if (spans.length === 0) continue;
    const goesOn = run !== undefined && run.last === WEEKDAYS[at - 1] && same(run.spans, spans);
    if (goesOn) run.last = day;
    else found.push({ first: day, last: day, spans });
  }
  return found;
}

function same(a: Span[], b: Span[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A browser's time field knows no 24:00: midnight at the end of a span is written 00:00. */
export function asTyped(to: string): string {
  return to === "24:00" ? "00:00" : to;
}

export function asEnd(typed: string): string {
  return typed === "00:00" ? "24:00" : typed;
}

function minutes(time: string): number {
  const [hour = "", minute = ""] = time.split(":");
  return Number(hour) * 60 + Number(minute);
}

function clock(at: number): string {
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}
