/**
 * What occupies me: offers, what ends them, and what is over by itself.
 *
 * Offers and withdrawals come straight from hand-out and carry no version; my record comes through
 * presence and carries one. Either may arrive first, late or twice.
 */
import type { Me, Offer, Present, Withdrawn } from "./contract.ts";
import type { PresenceState } from "./presence.ts";

export interface Occupation {
  /** An offer that my own record has not confirmed yet: older news of me does not end it. */
  announced: string | null;
  /** Contacts that I am done with: an offer of one of them is a late copy. */
  past: ReadonlySet<string>;
  /** Withdrawn since the last snapshot was asked for: that snapshot may still show them. */
  withdrawn: ReadonlySet<string>;
  /** Since when the contact that occupies me had waited when it was told. */
  waitingSince: string | null;
}

export const UNOCCUPIED: Occupation = {
  announced: null,
  past: new Set(),
  withdrawn: new Set(),
  waitingSince: null,
};

/** A snapshot that is asked for now knows of every offer and withdrawal that has been told. */
export function askedAnew(occupation: Occupation): Occupation {
  return { ...occupation, announced: null, withdrawn: new Set() };
}

/** Takes in an offer, unless it is a copy of one that has been withdrawn or answered. */
export function withOffer(
  state: PresenceState,
  { contact, until }: { contact: Offer; until: string },
  now: Date,
): PresenceState {
  const { me, occupation } = state;
  if (occupation.past.has(contact.id) || me.contact?.id === contact.id) return state;
  return {
    ...state,
    me: { ...me, state: "offered", ringing: false, contact, until, since: now.toISOString() },
    occupation: {
      ...occupation,
      announced: contact.id,
      past: pastWith(occupation.past, me.contact, contact),
      waitingSince: startOf(contact, now),
    },
  };
}

export interface Taken {
  state: PresenceState;
  /** The contact that was taken from me, when it was mine and had not been answered. */
  mine: Offer | null;
}

/** Takes in a withdrawal. One of a contact that is not mine changes nothing that is shown. */
export function withWithdrawn(
  state: PresenceState,
  { contact, reason }: Withdrawn,
  now: Date,
): Taken {
  const { me, occupation } = state;
  const noted: Occupation = {
    ...occupation,
    past: new Set(occupation.past).add(contact),
    withdrawn: new Set(occupation.withdrawn).add(contact),
  };
  if (me.contact?.id !== contact || me.state !== "offered") {
    return { state: { ...state, occupation: noted }, mine: null };
  }
  return {
    state: {
      ...state,
      me: { ...free(me, now.toISOString()), misses: missesAfter(me, reason) },
      occupation: { ...noted, announced: null, waitingSince: null },
    },
    mine: me.contact,
  };
}

/** What a delta says of me. While a call decides my state, my status stays what I chose. */
export function withOwnNews(state: PresenceState, news: Present): PresenceState {
  const { me, occupation } = state;
  const chosen = news.state === "paused" || news.state === "available";
  if (chosen && occupation.announced !== null && me.contact != null) {
    const { groups, channel, version } = news;
    const held: Me = { ...me, groups, channel, version, status: statusOf(news, me) };
    return { ...state, me: held };
  }
  const contact = chosen ? null : (me.contact ?? null);
  const misses = news.state === "busy" ? 0 : (me.misses ?? 0);
  return {
    ...state,
    me: { ...me, until: null, ...news, status: statusOf(news, me), contact, misses },
    occupation: {
      ...occupation,
      announced: null,
      past: pastWith(occupation.past, me.contact, contact),
      waitingSince: contact === null ? null : occupation.waitingSince,
    },
  };
}

/** My record from a snapshot or an answer; `held` is what was known before it was read. */
export function withOwnRecord(held: PresenceState | null, me: Me, now: Date): [Me, Occupation] {
  const occupation = held?.occupation ?? UNOCCUPIED;
  const contact = me.contact ?? null;
  const gone = contact !== null && me.state === "offered" && occupation.withdrawn.has(contact.id);
  if (gone) return [free(me, now.toISOString()), occupation];
  const announced = occupation.announced;
  if (held !== null && announced !== null && contact === null && isFree(me)) {
    // Read before the offer that has been told since.
    const { state, contact: offered, until, since } = held.me;
    return [{ ...me, state, since, contact: offered ?? null, until: until ?? null }, occupation];
  }
  const same = contact !== null && contact.id === held?.me.contact?.id;
  const start = contact === null ? null : startOf(contact, now);
  return [
    { ...me, contact },
    {
      ...occupation,
      announced: null,
      past: pastWith(occupation.past, held?.me.contact, contact),
      waitingSince: same ? (occupation.waitingSince ?? start) : start,
    },
  ];
}

/** Whether something occupies me of which I have not been told what it is. */
export function lacksContact({ me }: PresenceState): boolean {
  return (me.state === "offered" || me.state === "busy") && me.contact == null;
}

/** Everybody as they are at `now`: ringing or wrap-up that has passed its end is over. */
export function freed(state: PresenceState, now: Date): PresenceState {
  const late = [...state.agents.values()].filter((agent) => isOver(agent, now));
  if (late.length === 0 && !isOver(state.me, now)) return state;
  const agents = new Map(state.agents);
  for (const agent of late) {
    agents.set(agent.user, { ...agent, state: "available", since: agent.until ?? agent.since });
  }
  const me = isOver(state.me, now) ? free(state.me, state.me.until ?? state.me.since) : state.me;
  return { ...state, me, agents };
}

/** When the next ringing or wrap-up ends by itself; null when none does. */
export function nextEnd(state: PresenceState, now: Date): Date | null {
  const ends = [state.me, ...state.agents.values()]
    .filter((agent) => endsByItself(agent) && !isOver(agent, now))
    .map(({ until }) => Date.parse(until ?? ""));
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}

export function isOver(agent: Present, now: Date): boolean {
  return endsByItself(agent) && Date.parse(agent.until ?? "") <= now.getTime();
}

function endsByItself({ state, until }: Present): boolean {
  return (state === "offered" || state === "wrap_up") && until != null;
}

/** News of me does not count what I missed in a row; my record does. */
function missesAfter({ misses }: Me, reason: Withdrawn["reason"]): number {
  return (misses ?? 0) + (reason === "no_answer" ? 1 : 0);
}

function isFree({ state }: Present): boolean {
  return state === "available" || state === "paused";
}

function free(me: Me, since: string): Me {
  return { ...me, state: me.status, contact: null, until: null, since };
}

function statusOf(news: Present, me: Me): Me["status"] {
  return news.state === "paused" || news.state === "available" ? news.state : me.status;
}

function startOf({ waited_s }: Offer, now: Date): string {
  return new Date(now.getTime() - waited_s * 1000).toISOString();
}

function pastWith(
  past: ReadonlySet<string>,
  before: Offer | null | undefined,
  contact: Offer | null,
): ReadonlySet<string> {
  return before == null || before.id === contact?.id ? past : new Set(past).add(before.id);
}
