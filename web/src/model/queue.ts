/** Who waits: merging of queues, and what a list or a drawing of them shows. */
import type { Call, Group, Queues, Waiting } from "./contract.ts";
import { secondsSince } from "./time.ts";

/** Seconds after which somebody has waited too long. */
export const LATE_S = 60;

export type QueueMap = ReadonlyMap<string, readonly Waiting[]>;

/** A snapshot's queues, except those that were told anew after it was asked for. */
export function queuesOf(
  told: Queues | Waiting[] | undefined,
  held: QueueMap,
  heard: ReadonlySet<string>,
): QueueMap {
  const queues = new Map(Object.entries(byGroup(told ?? {})));
  for (const group of heard) queues.set(group, [...(held.get(group) ?? [])]);
  return queues;
}

function byGroup(told: Queues | Waiting[]): Queues {
  if (!Array.isArray(told)) return told;
  const queues: Queues = {};
  for (const one of told) (queues[one.group] ??= []).push(one);
  return queues;
}

/** The calls of a queue that have moved on are known to the list of calls first. */
const WAITS: ReadonlySet<Call["outcome"]> = new Set(["waiting", "offered"]);

export interface Queue {
  group: Group;
  waiting: Waiting[];
}

interface Known {
  groups: Group[];
  view: string[] | null;
  queues: QueueMap;
  calls: ReadonlyMap<string, Call>;
}

/** The queue of every group that is shown (M10); nobody queues for telemarketing. */
export function shownQueues({ groups, view, queues, calls }: Known): Queue[] {
  const stillWaits = ({ contact }: Waiting) => WAITS.has(calls.get(contact)?.outcome ?? "waiting");
  return groups
    .filter(({ id, media }) => media !== "telemarketing" && (view?.includes(id) ?? true))
    .map((group) => ({ group, waiting: (queues.get(group.id) ?? []).filter(stillWaits) }));
}

/** Everybody in these queues, the one who has waited longest first. */
export function oldestFirst(queues: readonly Queue[]): Waiting[] {
  return queues.flatMap(({ waiting }) => waiting).sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
}

/** Seconds that the one who has waited longest has waited; null when nobody waits. */
export function longestWait(waiting: readonly Waiting[], now: Date): number | null {
  if (waiting.length === 0) return null;
  return Math.max(...waiting.map(({ since }) => secondsSince(since, now)));
}

export function isLate({ since }: Waiting, now: Date): boolean {
  return secondsSince(since, now) >= LATE_S;
}
