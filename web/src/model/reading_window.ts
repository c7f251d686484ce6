/** Which part of a long conversation is drawn: its end, or where somebody has scrolled to. */
import type { ChatMessage } from "./conversation.ts";

/** So many messages are drawn at most; more makes a page slow, fewer leaves holes when scrolling. */
export const DRAWN = 150;
/** How far one step goes. */
const STEP = 75;

/** The number of the first message drawn; null follows the end. */
export type Top = number | null;

export interface Drawn {
  messages: readonly ChatMessage[];
  /** There is more, held, above and below what is drawn. */
  above: boolean;
  below: boolean;
}

export function drawn(run: readonly ChatMessage[], top: Top): Drawn {
  const start = startOf(run, top);
  const messages = run.slice(start, start + DRAWN);
  return { messages, above: start > 0, below: start + messages.length < run.length };
}

/** A step up; at the top of what is held it stays there. */
export function up(run: readonly ChatMessage[], top: Top): Top {
  return run[Math.max(0, startOf(run, top) - STEP)]?.number ?? null;
}

/** A step down; what reaches the end follows it from then on. */
export function down(run: readonly ChatMessage[], top: Top): Top {
  const start = startOf(run, top) + STEP;
  return start + DRAWN >= run.length ? null : (run[start]?.number ?? null);
}

function startOf(run: readonly ChatMessage[], top: Top): number {
  const end = Math.max(0, run.length - DRAWN);
  const first = run[0];
  if (top === null || first === undefined) return end;
  // The run has no holes, so that a number is a place.
  return Math.min(end, Math.max(0, top - first.number));
}
