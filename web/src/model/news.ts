/** What is told between snapshots: colleagues, queues, calls, and contacts that come and go. */
import type { Offer, ServerMessage, WithdrawnReason } from "./contract.ts";
import { withOffer, withWithdrawn } from "./occupation.ts";
import { type PresenceState, merge, withCallNews, withQueues } from "./presence.ts";

export type News = Extract<
  ServerMessage,
  { type: "presence" | "queue" | "call" | "offer" | "withdrawn" }
>;

/** An offer that went away before it was answered, and why. */
export interface Lost {
  contact: Offer;
  reason: WithdrawnReason;
}

export interface TakenIn {
  state: PresenceState;
  /** True when something was missed on the way: ask for a snapshot. */
  gap: boolean;
  /** The offer that this took from me; null when it brought me one; undefined when neither. */
  lost?: Lost | null;
}

export function withNews(held: PresenceState, news: News, now: Date): TakenIn {
  switch (news.type) {
    case "presence":
      return merge(held, news);
    case "queue":
      return { state: withQueues(held, news.groups), gap: false };
    case "call":
      return { state: withCallNews(held, news.call), gap: false };
    case "offer": {
      // A chat occupies nobody: it is held beside what does.
      if (news.contact.kind === "chat") return { state: held, gap: false };
      const state = withOffer(held, news, now);
      return state === held ? { state, gap: false } : { state, gap: false, lost: null };
    }
    case "withdrawn": {
      const { state, mine } = withWithdrawn(held, news, now);
      if (mine === null) return { state, gap: false };
      return { state, gap: false, lost: { contact: mine, reason: news.reason } };
    }
  }
}
