/** Waits between attempts to reconnect: doubling, with full jitter, so that clients don't return as a herd. */

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
const SHORTEST_MS = 100;
const SETTLED_MS = 1_000;

/** Milliseconds to wait before attempt number `attempt` (0 is the first); `random` gives 0..1. */
export function backoff(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.max(SHORTEST_MS, Math.round(ceiling * random()));
}

/** Milliseconds from a connection that was made anew to the question what has happened: a second or two. */
export function settling(random: () => number): number {
  return SETTLED_MS + Math.round(SETTLED_MS * random());
}
