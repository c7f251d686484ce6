/** How often the simulated network is asked how it stands. */

const CLOSE_MS = 400;
const IDLE_MS = 2_000;
const LONGEST_MS = 8_000;

export interface Pace {
  visible: boolean;
  /** Something goes on with a phone on the page. */
  live: boolean;
  /** How many times in a row there was no answer. */
  failures: number;
}

/** Milliseconds until the next question; null while nobody looks. */
export function pollWait({ visible, live, failures }: Pace): number | null {
  if (!visible) return null;
  if (failures > 0) return Math.min(LONGEST_MS, 1_000 * 2 ** Math.min(failures - 1, 8));
  return live ? CLOSE_MS : IDLE_MS;
}
