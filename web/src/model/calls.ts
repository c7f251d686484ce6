/** Today's calls: merging, choosing among them, and what they add up to. */
import type { Call, Outcome } from "./contract.ts";
import { isoDate } from "./time.ts";

export type CallMap = ReadonlyMap<string, Call>;

/** Takes in a call, unless what is held of it is as new. */
export function withCall(held: CallMap, call: Call): CallMap {
  const known = held.get(call.contact);
  return known !== undefined && known.version >= call.version ? held : new Map(held).set(call.contact, call);
}

/** A snapshot's calls, except where news has been newer; what came after it was asked for stays. */
export function callsOf(told: Call[] | undefined, held: CallMap, heard: ReadonlySet<string>): CallMap {
  const calls = new Map([...held].filter(([contact]) => heard.has(contact)));
  for (const call of told ?? []) {
    const known = held.get(call.contact);
    calls.set(call.contact, known !== undefined && known.version > call.version ? known : call);
  }
  return calls;
}

interface Known {
  calls: CallMap;
  view: string[] | null;
}

export interface Choice {
  group: string | null;
  outcome: Outcome | null;
}

/** The day's calls in the groups that are shown (M10), the newest first. */
export function callsToday({ calls, view }: Known, now: Date): Call[] {
  const today = isoDate(now);
  return [...calls.values()]
    .filter((call) => isoDate(new Date(call.at)) === today && (view?.includes(call.group) ?? true))
    .sort((a, b) => b.at.localeCompare(a.at) || a.contact.localeCompare(b.contact));
}

export function chosen(calls: readonly Call[], { group, outcome }: Choice): Call[] {
  return calls.filter(
    (call) => (group === null || call.group === group) && (outcome === null || call.outcome === outcome),
  );
}

/** Outcomes of calls that got somebody, and of those that never did. */
const ANSWERED: ReadonlySet<Outcome> = new Set(["talking", "answered", "handed_over"]);
const UNANSWERED: ReadonlySet<Outcome> = new Set(["abandoned", "nobody", "failed"]);

export function isAnswered({ outcome }: Call): boolean {
  return ANSWERED.has(outcome);
}

/**
 * The share of calls that were answered, in whole per cent, within `seconds` where given; null
 * before the first. Calls while closed, and those that still wait, count neither way.
 */
export function answeredShare(calls: readonly Call[], seconds = Infinity): number | null {
  const settled = calls.filter((call) => isAnswered(call) || UNANSWERED.has(call.outcome));
  if (settled.length === 0) return null;
  const good = settled.filter((call) => isAnswered(call) && (call.waited_s ?? 0) <= seconds);
  return Math.round((100 * good.length) / settled.length);
}

/** How many calls somebody has answered today. */
export function answeredBy(calls: readonly Call[], user: string): number {
  return calls.filter((call) => call.agent === user && isAnswered(call)).length;
}
