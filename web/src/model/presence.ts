/** Who is logged in, as this client knows it: merging of snapshots and deltas, without a clock. */
import type { Agent, Group, Me, Presence, Snapshot } from "./contract.ts";

export interface PresenceState {
  me: Me;
  groups: Group[];
  view: string[] | null;
  pauseReasons: string[];
  /** Newest version seen per user; those who have left stay here, so that late news is known as late. */
  versions: ReadonlyMap<string, number>;
  agents: ReadonlyMap<string, Agent>;
}

/** A snapshot replaces everything: it is read from the truth, deltas only from its stream. */
export function fromSnapshot(snapshot: Snapshot): PresenceState {
  const others = snapshot.agents.filter((agent) => agent.user !== snapshot.me.user);
  const agents = new Map(others.map((agent) => [agent.user, agent]));
  const versions = new Map(others.map((agent) => [agent.user, agent.version]));
  versions.set(snapshot.me.user, snapshot.me.version);
  return {
    me: snapshot.me,
    groups: snapshot.groups,
    view: snapshot.view,
    pauseReasons: snapshot.pause_reasons,
    versions,
    agents,
  };
}

export interface Merged {
  state: PresenceState;
  /** True when something of mine was missed that a delta does not carry: ask for a snapshot. */
  gap: boolean;
}

/** Takes in a delta, dropping what is not newer than what is held for that user. */
export function merge(state: PresenceState, delta: Presence): Merged {
  const agents = new Map(state.agents);
  const versions = new Map(state.versions);
  let me = state.me;
  let gap = false;
  const isNewer = (user: string, version: number) => version > (versions.get(user) ?? -1);

  for (const agent of delta.agents) {
    if (!isNewer(agent.user, agent.version)) continue;
    versions.set(agent.user, agent.version);
    if (agent.user === me.user) {
      gap ||= agent.version > me.version + 1;
      me = withAgent(me, agent);
    } else {
      agents.set(agent.user, agent);
    }
  }
  for (const user of delta.gone) {
    const version = delta.versions?.[user];
    if (user === me.user) continue;
    if (version !== undefined) {
      if (!isNewer(user, version)) continue;
      versions.set(user, version);
    }
    agents.delete(user);
  }
  return { state: { ...state, me, agents, versions }, gap };
}

/** Takes in my own record from an answer to an action of mine. */
export function withMe(state: PresenceState, me: Me): PresenceState {
  if (me.version < state.me.version) return state;
  const versions = new Map(state.versions).set(me.user, me.version);
  return { ...state, me, versions };
}

/** My status is what I asked for; only a state that a call decides hides it. */
function withAgent(me: Me, agent: Agent): Me {
  const status = agent.state === "paused" ? "paused" : "available";
  return { ...me, ...agent, status };
}

/** Colleagues that one of the groups holds, in the order that people look for them. */
export function colleagues(state: PresenceState, group: string | null): Agent[] {
  const shown = (agent: Agent) =>
    (group === null || agent.groups.includes(group)) &&
    (state.view === null || agent.groups.some((id) => state.view?.includes(id)));
  return [...state.agents.values()]
    .filter(shown)
    .sort((a, b) => a.name.localeCompare(b.name, "sv") || a.user.localeCompare(b.user));
}

/** How many are available in a group, me included. */
export function availableIn(state: PresenceState, group: string): number {
  const everyone: Agent[] = [...state.agents.values(), state.me];
  return everyone.filter((a) => a.state === "available" && a.groups.includes(group)).length;
}
