/** Who is logged in, as this client knows it: merging of snapshots and deltas, without a clock. */
import { type CallMap, callsOf, withCall } from "./calls.ts";
import type { Agent, Call, Group, Me, News, Presence, Queues, Snapshot, Present } from "./contract.ts";
import {
  type Occupation,
  askedAnew,
  lacksContact,
  withOwnNews,
  withOwnRecord,
} from "./occupation.ts";
import { type QueueMap, queuesOf } from "./queue.ts";

export interface PresenceState {
  me: Me;
  groups: Group[];
  view: string[] | null;
  pauseReasons: string[];
  agents: ReadonlyMap<string, Agent>;
  /** Newest version seen per user; those who have left stay, so that late news is known as late. */
  versions: ReadonlyMap<string, number>;
  /** Users whom deltas told of since the last snapshot was asked for. */
  heard: ReadonlySet<string>;
  queues: QueueMap;
  calls: CallMap;
  /** Groups' queues and calls that were told since the last snapshot was asked for. */
  heardQueues: ReadonlySet<string>;
  heardCalls: ReadonlySet<string>;
  occupation: Occupation;
}

/** To be called when a snapshot is asked for: what deltas say from now on may be newer than it. */
export function asked(state: PresenceState | null): PresenceState | null {
  if (state === null) return null;
  const none = new Set<string>();
  const occupation = askedAnew(state.occupation);
  return { ...state, heard: none, heardQueues: none, heardCalls: none, occupation };
}

/**
 * A snapshot replaces what was held, except where a delta has already told of something newer:
 * a higher version, or somebody who came while the snapshot was on its way.
 */
export function withSnapshot(
  held: PresenceState | null,
  snapshot: Snapshot,
  now: Date,
): PresenceState {
  const versions = new Map(held?.versions);
  const agents = new Map<string, Agent>();
  for (const user of held?.heard ?? []) {
    const agent = held?.agents.get(user);
    if (agent !== undefined) agents.set(user, agent);
  }
  for (const agent of snapshot.agents) {
    if (agent.user === snapshot.me.user) continue;
    const late = agent.version < (versions.get(agent.user) ?? 0);
    const known = late ? held?.agents.get(agent.user) : agent;
    if (known === undefined) continue;
    agents.set(agent.user, known);
    versions.set(agent.user, known.version);
  }
  const [me, occupation] =
    held !== null && held.me.version > snapshot.me.version
      ? [held.me, held.occupation]
      : withOwnRecord(held, snapshot.me, now);
  versions.set(me.user, me.version);
  return {
    me,
    groups: snapshot.groups,
    view: snapshot.view,
    pauseReasons: snapshot.pause_reasons,
    agents,
    versions,
    heard: new Set(),
    queues: queuesOf(snapshot.queue, held?.queues ?? new Map(), held?.heardQueues ?? new Set()),
    calls: callsOf(snapshot.calls_today, held?.calls ?? new Map(), held?.heardCalls ?? new Set()),
    heardQueues: new Set(),
    heardCalls: new Set(),
    occupation,
  };
}

/** Takes in whole queues of the groups that changed. */
export function withQueues(state: PresenceState, told: Queues): PresenceState {
  const groups = Object.keys(told);
  return {
    ...state,
    queues: new Map([...state.queues, ...Object.entries(told)]),
    heardQueues: new Set([...state.heardQueues, ...groups]),
  };
}

/** Takes in a call, unless what is held of it is as new. */
export function withCallNews(state: PresenceState, call: Call): PresenceState {
  const calls = withCall(state.calls, call);
  if (calls === state.calls) return state;
  const heardCalls = new Set(state.heardCalls).add(call.contact);
  return { ...state, me: withProgress(state.me, call), calls, heardCalls };
}

/** How the call stands that I make; my own record tells of me alone. */
function withProgress(me: Me, { contact, outcome, attempts, not_before }: Call): Me {
  if (me.contact?.id !== contact || (me.contact.kind ?? "call") === "call") return me;
  const told = { state: outcome, not_before: not_before ?? null, attempts: attempts ?? [] };
  return { ...me, contact: { ...me.contact, ...told } };
}

export interface Merged {
  state: PresenceState;
  /** True when something was missed on the way: ask for a snapshot. */
  gap: boolean;
}

/** Takes in a delta, dropping what is not newer than what is held for that user. */
export function merge(state: PresenceState, delta: Presence): Merged {
  const agents = new Map(state.agents);
  const versions = new Map(state.versions);
  const heard = new Set(state.heard);
  let own = state;
  let gap = false;
  const isNewer = (user: string, version: number) => version > (versions.get(user) ?? -1);

  for (const agent of delta.agents) {
    if (!isNewer(agent.user, agent.version)) continue;
    const mine = agent.user === own.me.user;
    gap ||= skips(mine ? own.me : agents.get(agent.user), agent);
    versions.set(agent.user, agent.version);
    heard.add(agent.user);
    if (mine) own = withOwnNews(own, ownRecordOf(agent));
    else agents.set(agent.user, agent);
  }
  for (const user of delta.gone) {
    const version = delta.versions?.[user] ?? Infinity;
    if (user === own.me.user || !isNewer(user, version)) continue;
    if (version !== Infinity) versions.set(user, version);
    heard.add(user);
    agents.delete(user);
  }
  gap ||= own !== state && lacksContact(own);
  return { state: { ...own, agents, versions, heard }, gap };
}

/** Whether news of somebody on screen skips a version that we never heard of. */
function skips(held: Present | undefined, news: News): boolean {
  return held !== undefined && news.after !== undefined && news.after > held.version;
}

/** `after` is about the news, not about the agent; my chats are told in a record of mine. */
function ownRecordOf({ after: _after, chats: _chats, ...agent }: News): Present {
  return agent;
}

/** Takes in my own record from an answer to an action of mine. */
export function withMe(state: PresenceState, told: Me, now: Date): PresenceState {
  if (told.version < state.me.version) return state;
  const versions = new Map(state.versions).set(told.user, told.version);
  const [me, occupation] = withOwnRecord(state, withChatsOf(state.me, told), now);
  return { ...state, me, versions, occupation };
}

/** An answer that is not about chats leaves them out: they are as they were. */
function withChatsOf({ chats, chats_at_once, chats_during_calls }: Me, told: Me): Me {
  return {
    ...(chats === undefined ? {} : { chats }),
    ...(chats_at_once === undefined ? {} : { chats_at_once }),
    ...(chats_during_calls === undefined ? {} : { chats_during_calls }),
    ...told,
  };
}

/** Made once: an order of its own for each comparison costs a hundred times as much. */
const NAMES = new Intl.Collator("sv");
const ordered = new WeakMap<PresenceState["agents"], Agent[]>();

/** Everybody in the order that people look for them; of one state it is found once. */
function inOrder(agents: PresenceState["agents"]): Agent[] {
  let sorted = ordered.get(agents);
  if (sorted === undefined) {
    sorted = [...agents.values()].sort((a, b) => NAMES.compare(a.name, b.name) || a.user.localeCompare(b.user));
    ordered.set(agents, sorted);
  }
  return sorted;
}

/** Colleagues that one of the groups holds, in the order that people look for them. */
export function colleagues(state: PresenceState, group: string | null): Agent[] {
  const { agents, view } = state;
  return inOrder(agents).filter(
    (agent) =>
      (group === null || agent.groups.includes(group)) &&
      (view === null || agent.groups.some((id) => view.includes(id))),
  );
}

/** Those whose names hold every word, in any case and order. */
export function named(agents: Agent[], words: string): Agent[] {
  const wanted = words.toLocaleLowerCase("sv").split(/\s+/).filter((word) => word !== "");
  if (wanted.length === 0) return agents;
  return agents.filter(({ name }) => {
    const held = name.toLocaleLowerCase("sv");
    return wanted.every((word) => held.includes(word));
  });
}

/** How many are available in a group, me included. */
export function availableIn(state: PresenceState, group: string): number {
  const everyone: Present[] = [...state.agents.values(), state.me];
  return everyone.filter((a) => a.state === "available" && a.groups.includes(group)).length;
}
