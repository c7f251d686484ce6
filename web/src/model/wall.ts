/** What a screen in the room shows: figures of the groups that it may show, as of a moment. */
import { answeredShare, callsToday } from "./calls.ts";
import type { AgentState, Present } from "./contract.ts";
import type { PresenceState } from "./presence.ts";
import { type Queue, longestWait, oldestFirst, shownQueues } from "./queue.ts";

export type Standing = "available" | "busy" | "wrap_up" | "paused";

export interface WallGroup extends Queue {
  longest: number | null;
  available: number;
}

export interface Wall {
  waiting: number;
  longest: number | null;
  /** Whole per cent; null before the day's first call. */
  answered: number | null;
  standing: Record<Standing, number>;
  groups: WallGroup[];
}

/** A telephone that rings is as taken as one in a call. */
const STANDINGS: Record<AgentState, Standing> = {
  available: "available",
  offered: "busy",
  busy: "busy",
  wrap_up: "wrap_up",
  paused: "paused",
};

export function wallOf(state: PresenceState, now: Date): Wall {
  const agents = everybody(state);
  const queues = shownQueues(state);
  const everyone = oldestFirst(queues);
  const standing = { available: 0, busy: 0, wrap_up: 0, paused: 0 };
  for (const agent of agents) standing[STANDINGS[agent.state]] += 1;
  return {
    waiting: everyone.length,
    longest: longestWait(everyone, now),
    answered: answeredShare(callsToday(state, now)),
    standing,
    groups: queues.map((queue) => ({
      ...queue,
      longest: longestWait(queue.waiting, now),
      available: agents.filter((a) => a.state === "available" && a.groups.includes(queue.group.id)).length,
    })),
  };
}

/** Everybody who is shown and answers, the screen's own login included if it does. */
function everybody({ agents, me, view }: PresenceState): Present[] {
  const own = me.status === null ? [] : [me];
  return [...agents.values(), ...own].filter(
    ({ groups }) => view === null || groups.some((group) => view.includes(group)),
  );
}
