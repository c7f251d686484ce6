/** The day as a curve: what was answered and how many waited, half hour by half hour. */
import { isAnswered } from "./calls.ts";
import type { Call } from "./contract.ts";

const HALF_HOUR_MS = 30 * 60_000;
/** A day is drawn from here to here at least, so that a morning does not fill the whole width. */
const FIRST_HOUR = 8;
const LAST_HOUR = 17;

export interface Slot {
  start: Date;
  /** Calls that came in this half hour and were answered. */
  answered: number;
  /** The most callers who waited at the same time. */
  waiting: number;
}

/** Half hours from the first call or the day's start until `now`; none when there are no calls. */
export function slotsOf(calls: readonly Call[], now: Date): Slot[] {
  if (calls.length === 0) return [];
  const first = Math.min(hourOf(now, FIRST_HOUR), now.getTime(), ...calls.map(({ at }) => Date.parse(at)));
  const slots: Slot[] = [];
  for (let start = halfHourOf(first); start <= now.getTime(); start += HALF_HOUR_MS) {
    slots.push(slotOf(calls, start, now.getTime()));
  }
  return slots;
}

/** From when to when the drawing reaches. */
export function reachOf(slots: readonly Slot[], now: Date): [from: number, to: number] {
  const from = slots[0]?.start.getTime() ?? hourOf(now, FIRST_HOUR);
  return [from, Math.max(hourOf(now, LAST_HOUR), halfHourOf(now.getTime()) + HALF_HOUR_MS)];
}

function slotOf(calls: readonly Call[], start: number, now: number): Slot {
  const end = Math.min(start + HALF_HOUR_MS, now + 1);
  const came = ({ at }: Call) => Date.parse(at) >= start && Date.parse(at) < end;
  return {
    start: new Date(start),
    answered: calls.filter((call) => isAnswered(call) && came(call)).length,
    waiting: mostAtOnce(calls, start, end),
  };
}

/** The most waits that overlap at one moment between `start` and `end`. */
function mostAtOnce(calls: readonly Call[], start: number, end: number): number {
  const steps: [at: number, change: 1 | -1][] = [];
  for (const call of calls) {
    const from = Math.max(Date.parse(call.at), start);
    const to = Math.min(waitEnd(call), end);
    if (from < to) steps.push([from, 1], [to, -1]);
  }
  steps.sort(([a, up], [b, down]) => a - b || up - down);
  let most = 0;
  let now = 0;
  for (const [, change] of steps) most = Math.max(most, (now += change));
  return most;
}

function waitEnd(call: Call): number {
  if (call.outcome === "waiting" || call.outcome === "offered") return Infinity;
  const end = call.answered_at ?? call.ended_at;
  return end === null ? Date.parse(call.at) + (call.waited_s ?? 0) * 1000 : Date.parse(end);
}

function halfHourOf(at: number): number {
  return Math.floor(at / HALF_HOUR_MS) * HALF_HOUR_MS;
}

function hourOf(now: Date, hour: number): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate(), hour).getTime();
}

export type Point = readonly [x: number, y: number];

/**
 * An SVG path through the points that never swings past them: between two equal counts it is
 * flat, and it never dips below zero (monotone cubic interpolation, Fritsch and Carlson).
 */
export function smoothPath(points: readonly Point[]): string {
  const first = points[0];
  if (first === undefined) return "";
  const slopes = slopesOf(points);
  const curves = points.slice(1).map((to, i) => {
    const from = points[i] ?? to;
    const third = (to[0] - from[0]) / 3;
    const leave: Point = [from[0] + third, from[1] + third * (slopes[i] ?? 0)];
    const arrive: Point = [to[0] - third, to[1] - third * (slopes[i + 1] ?? 0)];
    return `C${pair(leave)} ${pair(arrive)} ${pair(to)}`;
  });
  return `M${pair(first)}${curves.join("")}`;
}

function slopesOf(points: readonly Point[]): number[] {
  const secants = points.slice(1).map((to, i) => {
    const from = points[i] ?? to;
    return (to[1] - from[1]) / (to[0] - from[0]);
  });
  return points.map((_, i) => {
    const before = secants[i - 1];
    const after = secants[i];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
}

function pair([x, y]: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
