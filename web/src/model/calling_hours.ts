/** When numbers may be rung: the simple case, one span on the chosen days, and all others. */

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** By weekday, spans of local time, `HH:MM`; a weekday left out is closed. */
export type Hours = Partial<Record<Weekday, [string, string][]>>;

export interface SimpleHours {
  days: Weekday[];
  from: string;
  to: string;
}

export const OFFICE_HOURS: SimpleHours = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "09:00",
  to: "17:00",
};

/** The hours as one span; null where the days differ, which only the API can make. */
export function simple(hours: Hours): SimpleHours | null {
  const days = WEEKDAYS.filter((day) => (hours[day]?.length ?? 0) > 0);
  const spans = days.flatMap((day) => hours[day] ?? []);
  const [from, to] = spans[0] ?? [OFFICE_HOURS.from, OFFICE_HOURS.to];
  const alike = spans.length === days.length && spans.every(([a, b]) => a === from && b === to);
  return alike ? { days, from, to } : null;
}

export function spread({ days, from, to }: SimpleHours): Hours {
  return Object.fromEntries(days.map((day) => [day, [[from, to]]]));
}

/** Whether they can be sent: a day, and an end behind its beginning. */
export function isPossible({ days, from, to }: SimpleHours): boolean {
  return days.length > 0 && from !== "" && from < to;
}
