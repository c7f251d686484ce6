/** What I have begun to write in each chat, kept in this tab over a reload and no longer. */
import { type Kept, keptFrom } from "./model/chats.ts";

const PREFIX = "jour:chat:";

export function keptOf(user: string, contact: string): Kept | null {
  try {
    return keptFrom(sessionStorage.getItem(keyOf(user, contact)));
  } catch {
    return null;
  }
}

export function keep(user: string, contact: string, kept: Kept): void {
  const key = keyOf(user, contact);
  try {
    if (kept.draft === "" && kept.pending.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A browser that allows no storage: then it lasts as long as the page.
  }
}

/** Forgets all but these chats of this user; nobody's work is left to the next one at this screen. */
export function forgetOthers(user: string, contacts: readonly string[]): void {
  const kept = new Set(contacts.map((contact) => keyOf(user, contact)));
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX) && !kept.has(key)) sessionStorage.removeItem(key);
    }
  } catch {
    // As above.
  }
}

function keyOf(user: string, contact: string): string {
  return `${PREFIX}${user}:${contact}`;
}
