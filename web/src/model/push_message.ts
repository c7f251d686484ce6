/** What a push message says, and whether to show it. */

export interface PushMessage {
  /** Replaces what bears the same: a withdrawal takes its offer's place. */
  tag: string;
  title: string;
  body: string;
  /** Makes itself heard, and stays until it is dealt with. */
  urgent: boolean;
  /** When it stops being true, ISO 8601; null for what stays true. */
  until: string | null;
}

/** Reads a message; one that can't be read still has to show something, as browsers demand. */
export function pushMessage(text: string): PushMessage {
  const held = parsed(text);
  const word = (name: string) => (typeof held[name] === "string" ? held[name] : "");
  return {
    tag: word("tag") || "jour",
    title: word("title") || "Jour",
    body: word("body"),
    urgent: held["urgent"] === true,
    until: word("until") || null,
  };
}

/** A desk that is looked at says it by itself; so it need not be said twice. */
export function isSeen(pages: readonly { focused: boolean; url: string }[]): boolean {
  return pages.some(({ focused, url }) => focused && isDesk(url));
}

/** Pages of ours that may stand beside the desk, in a window of their own, and show no offers. */
const BESIDE = new Set(["hjalp", "wall", "phones", "outbox", "chat", "website"]);

/** Whether a page of ours is one that shows offers. */
export function isDesk(url: string): boolean {
  const [, place = ""] = new URL(url).pathname.split("/");
  return !BESIDE.has(place);
}

/** An offer that a sleeping phone hears of too late rings no more. */
export function isLate({ until }: PushMessage, now: Date): boolean {
  return until !== null && Date.parse(until) <= now.getTime();
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
