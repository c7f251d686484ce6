/** To whom a chat can be handed over, in the order in which one looks for them. */
import type { Agent, Group, Present } from "./contract.ts";
import type { PresenceState } from "./presence.ts";

export interface Target {
  to: { user: string } | { group: string };
  name: string;
  /** Why it cannot be chosen; null where it can. */
  hindrance: "not_desktop" | "not_staffing" | null;
  /** A colleague's own; null for a group. */
  agent: Agent | null;
  /** How many in a group could take it now. */
  free: number;
}

interface Known extends Pick<PresenceState, "agents" | "groups"> {
  me: Present;
}

/** Colleagues whose name holds what was typed; those who can take chats, and are free, first. */
export function colleagueTargets({ agents }: Known, group: string, typed: string, locale: string): Target[] {
  const order = new Intl.Collator(locale);
  return [...agents.values()]
    .filter(({ name, user }) => fits(`${name} ${user}`, typed, locale))
    .map((agent) => ({
      to: { user: agent.user },
      name: agent.name,
      hindrance: hindranceOf(agent, group),
      agent,
      free: 0,
    }))
    .sort((a, b) => rank(a) - rank(b) || order.compare(a.name, b.name));
}

/** The other groups for chats, with how many there could take one. */
export function groupTargets({ agents, groups }: Known, group: string, typed: string, locale: string): Target[] {
  return groups
    .filter(({ id, media, name }) => media === "chat" && id !== group && fits(name, typed, locale))
    .map((one: Group) => ({
      to: { group: one.id },
      name: one.name,
      hindrance: null,
      agent: null,
      free: [...agents.values()].filter(
        (agent) => hindranceOf(agent, one.id) === null && agent.state === "available",
      ).length,
    }));
}

/** Chats need the desktop client (X3), and somebody who staffs the group. */
function hindranceOf({ channel, groups }: Agent, group: string): Target["hindrance"] {
  if (channel !== "desktop") return "not_desktop";
  return groups.includes(group) ? null : "not_staffing";
}

function rank({ hindrance, agent }: Target): number {
  if (hindrance !== null) return 2;
  return agent?.state === "available" ? 0 : 1;
}

function fits(words: string, typed: string, locale: string): boolean {
  return words.toLocaleLowerCase(locale).includes(typed.trim().toLocaleLowerCase(locale));
}
