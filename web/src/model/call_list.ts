/** A list of numbers to ring, and how far it has come (X4). */
import type { Hours } from "./hours.ts";

export interface Result {
  id: string;
  name: string;
  /** How many entries came to it. */
  count: number;
}

/** `left` to `failed` add up to `entries`. */
export interface CallList {
  id: string;
  name: string;
  group: string;
  created_at: string;
  hours: Hours | null;
  active: boolean;
  /** Active, and within its hours and its group's. */
  rings_now: boolean;
  removing: boolean;
  entries: number;
  left: number;
  offered: number;
  later: number;
  done: number;
  refused: number;
  failed: number;
  reached: number;
  not_reached: number;
  results: Result[];
  version: number;
}

export interface ListEdit {
  version?: number;
  name?: string;
  hours?: Hours | null;
  results?: { id?: string; name: string }[];
  active?: boolean;
}

export type NewList = ListEdit & { name: string; group: string; results: { name: string }[] };

/** The parts of a list, in the order in which they are drawn: what is over first. */
export const STATES = ["done", "refused", "failed", "later", "offered", "left"] as const;
export type ListState = (typeof STATES)[number];

/** Those parts that there are, with how much of the whole they are, in per cent. */
export function shares(list: CallList): { state: ListState; count: number; share: number }[] {
  return STATES.map((state) => ({ state, count: list[state] }))
    .filter(({ count }) => count > 0)
    .map((one) => ({ ...one, share: (one.count / list.entries) * 100 }));
}

/** How many of the attempts were answered, in whole per cent; null before the first. */
export function reachedShare({ reached, not_reached }: CallList): number | null {
  const attempts = reached + not_reached;
  return attempts === 0 ? null : Math.round((reached / attempts) * 100);
}

/** What the list is doing, in one word. */
export type Standing = "empty" | "stopped" | "ringing" | "waiting" | "over" | "removing";

export function standing(list: CallList): Standing {
  if (list.removing) return "removing";
  if (list.entries === 0) return "empty";
  if (list.left + list.later + list.offered === 0) return "over";
  if (!list.active) return "stopped";
  return list.rings_now ? "ringing" : "waiting";
}
