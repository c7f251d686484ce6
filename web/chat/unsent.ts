/** What was written and not brought across, kept for this tab: it outlives a reload of the page. */
import type { Pending } from "../src/model/conversation.ts";

const KEY = "jour-chat:unsent";

export function keepUnsent(contact: string, pending: readonly Pending[]): void {
  try {
    if (pending.length === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify({ contact, pending }));
  } catch {
    // A browser that stores nothing keeps it as long as the page.
  }
}

/** What an earlier page left for this chat. */
export function unsentOf(contact: string): Pending[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
    return kept?.contact === contact ? kept.pending : [];
  } catch {
    return [];
  }
}

interface Kept {
  contact: string;
  pending: Pending[];
}
