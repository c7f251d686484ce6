/** A day of the presence log as spans of time, one row for each agent. Without a browser. */
import type { Channel } from "./contract.ts";

export interface DayEntry {
  at: string;
  user: string;
  name: string | null;
  event: string;
  channel: Channel;
  reason: string | null;
  by: string | null;
  agent: boolean;
}

export interface Day {
  begins: string;
  ends: string;
  now: string;
  before: {
    user: string;
    name: string;
    channel: Channel;
    paused: boolean;
    reason: string | null;
    since: string;
  }[];
  entries: DayEntry[];
  talks: { user: string; name: string; group: string; begins: string; ends: string | null }[];
}

export type SpanState = "available" | "paused" | "busy";

export interface Span {
  state: SpanState;
  /** Epoch milliseconds. */
  from: number;
  to: number;
  channel: Channel;
  /** Of a pause: why. Of a call: the group. */
  reason: string | null;
  /** How the login ended with it; null where it went on. */
  ended: { reason: string; by: string | null } | null;
  /** It began before the day did, or goes on. */
  open: { start: boolean; end: boolean };
}

export interface TimelineRow {
  user: string;
  name: string;
  spans: Span[];
}

/** Rows by name; who was never logged in as an agent that day has none. */
export function timeline(day: Day, language: string): TimelineRow[] {
  const bounds = { begins: Date.parse(day.begins), ends: closing(day) };
  const rows = new Map<string, Row>();
  const rowOf = (user: string, name: string): Row => {
    const row = rows.get(user) ?? new Row(user, name, bounds);
    rows.set(user, row);
    return row;
  };
  for (const { user, name, channel, paused, reason } of day.before) {
    rowOf(user, name).begin(paused ? "paused" : "available", bounds.begins, channel, reason, true);
  }
  for (const entry of day.entries) {
    if (entry.agent) rowOf(entry.user, entry.name ?? entry.user).hear(entry);
  }
  for (const talk of day.talks) rowOf(talk.user, talk.name).talk(talk);
  const order = new Intl.Collator(language, { sensitivity: "base" });
  return [...rows.values()]
    .map((row) => row.done())
    .filter(({ spans }) => spans.length > 0)
    .sort((a, b) => order.compare(a.name, b.name));
}

/** The day's end, or now while it lasts: nobody knows what comes. */
function closing(day: Day): number {
  const [begins, ends, now] = [day.begins, day.ends, day.now].map((time) => Date.parse(time)) as [number, number, number];
  return Math.min(ends, Math.max(begins, now));
}

interface Bounds {
  begins: number;
  ends: number;
}

interface Begun {
  state: SpanState;
  from: number;
  channel: Channel;
  reason: string | null;
  early: boolean;
}

class Row {
  readonly #user: string;
  readonly #name: string;
  readonly #bounds: Bounds;
  readonly #spans: Span[] = [];
  readonly #talks: Span[] = [];
  #now: Begun | null = null;
  #heard = false;

  constructor(user: string, name: string, bounds: Bounds) {
    this.#user = user;
    this.#name = name;
    this.#bounds = bounds;
  }

  begin(state: SpanState, from: number, channel: Channel, reason: string | null, early = false): void {
    this.#now = { state, from, channel, reason, early };
  }

  hear(entry: DayEntry): void {
    const at = Date.parse(entry.at);
    // Nobody saw the login: whoever leaves or pauses has been there since the day began.
    if (!this.#heard && this.#now === null && entry.event !== "login") {
      this.begin(entry.event === "resume" ? "paused" : "available", this.#bounds.begins, entry.channel, null, true);
    }
    this.#heard = true;
    switch (entry.event) {
      case "logout":
        this.#close(at, { reason: entry.reason ?? "user", by: entry.by });
        break;
      case "login":
        this.#close(at, null);
        this.begin("available", at, entry.channel, null);
        break;
      case "pause":
        this.#turn("paused", at, entry.channel, entry.reason);
        break;
      case "resume":
        this.#turn("available", at, entry.channel, null);
        break;
    }
  }

  talk({ group, begins, ends }: Day["talks"][number]): void {
    const from = Math.max(Date.parse(begins), this.#bounds.begins);
    const to = ends === null ? this.#bounds.ends : Math.min(Date.parse(ends), this.#bounds.ends);
    if (to <= from) return;
    const open = { start: false, end: ends === null };
    this.#talks.push({ state: "busy", from, to, channel: "web", reason: group, ended: null, open });
  }

  done(): TimelineRow {
    if (this.#now !== null) this.#close(this.#bounds.ends, null, true);
    return { user: this.#user, name: this.#name, spans: withTalks(this.#spans, this.#talks) };
  }

  #turn(state: SpanState, at: number, channel: Channel, reason: string | null): void {
    this.#close(at, null);
    this.begin(state, at, channel, reason);
  }

  #close(at: number, ended: Span["ended"], goesOn = false): void {
    const begun = this.#now;
    this.#now = null;
    const to = Math.min(at, this.#bounds.ends);
    if (begun === null || to < begun.from) return;
    const { state, from, channel, reason, early } = begun;
    this.#spans.push({ state, from, to, channel, reason, ended, open: { start: early, end: goesOn } });
  }
}

/** Calls lie over what the agent said of themselves: each span gives way where one was going on. */
function withTalks(spans: readonly Span[], talks: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans) {
    let from = span.from;
    for (const talk of talks.filter(({ from: a, to: b }) => a < span.to && b > span.from)) {
      if (talk.from > from) found.push({ ...span, from, to: talk.from, ended: null, open: { ...span.open, end: false } });
      from = Math.max(from, talk.to);
    }
    if (from < span.to || span.from === span.to) found.push({ ...span, from });
  }
  const onChannel = (talk: Span) => spans.find((one) => one.from <= talk.from && talk.from < one.to)?.channel;
  const told = talks.map((talk) => ({ ...talk, channel: onChannel(talk) ?? talk.channel }));
  return [...found, ...told].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Where a moment stands in the day, from 0 to 1. */
export function place(at: number, day: Pick<Day, "begins" | "ends">): number {
  const [begins, ends] = [Date.parse(day.begins), Date.parse(day.ends)];
  return Math.min(1, Math.max(0, (at - begins) / (ends - begins)));
}

/** The hours to draw: those in which something happens; never fewer than 8. Who was there all night changes nothing. */
export function hoursShown(rows: readonly TimelineRow[], day: Pick<Day, "begins" | "ends">): [number, number] {
  const begins = Date.parse(day.begins);
  const whole = Math.round((Date.parse(day.ends) - begins) / 3_600_000);
  const spans = rows.flatMap((row) => row.spans);
  if (spans.length === 0) return [Math.min(8, whole), Math.min(18, whole)];
  const first = Math.floor((Math.min(...spans.map(({ from, to, open }) => (open.start ? to : from))) - begins) / 3_600_000);
  const last = Math.ceil((Math.max(...spans.map(({ to }) => to)) - begins) / 3_600_000);
  const from = Math.max(0, Math.min(first, whole - 8));
  return [from, Math.min(whole, Math.max(last, from + 8))];
}
