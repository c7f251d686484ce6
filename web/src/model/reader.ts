/** Who reads: callers are known to those who staff their group, and to administrators. */
import type { Present } from "./contract.ts";
import type { PresenceState } from "./presence.ts";

export interface Reader {
  groups: readonly string[];
  admin: boolean;
}

/** Whether the reader would be told a caller's number, had the caller not withheld it. */
export function mayKnow({ groups, admin }: Reader, group: string): boolean {
  return admin || groups.includes(group);
}

/**
 * Groups with a telephone where I am the one who has been available longest, and not the only one.
 * None while the view hides somebody, who may have been free for longer.
 */
export function longestIdleIn({ agents, groups, view }: PresenceState, me: Present): string[] {
  if (me.state !== "available" || view !== null) return [];
  const free = [...agents.values()].filter(({ state }) => state === "available");
  return groups
    .filter(({ id, media }) => media === "voice" && me.groups.includes(id))
    .map(({ id }) => id)
    .filter((id) => {
      const rivals = free.filter((agent) => agent.groups.includes(id));
      return rivals.length > 0 && rivals.every(({ since }) => since > me.since);
    });
}
