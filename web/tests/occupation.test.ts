import assert from "node:assert/strict";
import test from "node:test";
import type { Agent, Me, WithdrawnReason } from "../src/model/contract.ts";
import { freed, nextEnd } from "../src/model/occupation.ts";
import { type News, withNews } from "../src/model/news.ts";
import { type PresenceState, asked, merge, withMe, withSnapshot } from "../src/model/presence.ts";
import { ago, offer, offered } from "./calls_fixture.ts";
import { NOW, agent, anna, snapshot, state } from "./people_fixture.ts";

const told = (held: PresenceState, ...news: News[]) =>
  news.reduce((now, one) => withNews(now, one, NOW).state, held);
const withdrawn = (contact: string, reason: WithdrawnReason = "caller_hung_up") => ({
  type: "withdrawn" as const,
  contact,
  reason,
});
const me = (version: number, more: Partial<Agent> = {}): News => ({
  type: "presence",
  agents: [agent("anna", version, more)],
  gone: [],
});
const mine = (version: number, more: Partial<Me>) => snapshot([], anna(version, more));
const shown = ({ me: { state: is, contact } }: PresenceState) => [is, contact?.id ?? null];

test("D9: an offer shows at once, with how long the caller has waited", () => {
  const after = told(state([]), offered("c1"));
  assert.deepEqual(shown(after), ["offered", "c1"]);
  assert.equal(after.occupation.waitingSince, ago(42));
});

test("an offer says that the telephone rings once it does, and the next one starts anew", () => {
  const ringing = told(state([]), offered("c1"), me(2, { state: "offered", ringing: true }));
  assert.equal(ringing.me.ringing, true);
  const next = told(ringing, withdrawn("c1"), me(3), offered("c2"));
  assert.equal(next.me.ringing, false);
});

test("an offer told twice is one offer, and a call already answered is not offered again", () => {
  const once = told(state([]), offered("c1"));
  assert.equal(told(once, offered("c1")), once);
  const busy = told(once, me(2, { state: "busy" }));
  assert.deepEqual(shown(told(busy, offered("c1"))), ["busy", "c1"]);
  const free = told(busy, me(3));
  assert.deepEqual(shown(told(free, offered("c1"))), ["available", null]);
});

test("an offer goes away when it is withdrawn, and says which it was", () => {
  const taken = withNews(told(state([]), offered("c1")), withdrawn("c1", "no_answer"), NOW);
  assert.deepEqual(shown(taken.state), ["available", null]);
  assert.deepEqual([taken.lost?.contact.id, taken.lost?.reason], ["c1", "no_answer"]);
});

test("B4: a call that was not answered is counted at once, and an answered one ends the row", () => {
  const missed = told(state([]), offered("c1"), withdrawn("c1", "no_answer"));
  assert.equal(missed.me.misses, 1);
  assert.equal(told(missed, me(2)).me.misses, 1);
  assert.equal(told(missed, offered("c2"), withdrawn("c2")).me.misses, 1);
  assert.equal(told(missed, offered("c2"), me(2, { state: "busy" })).me.misses, 0);
});

test("a paused agent whose offer is withdrawn is paused again", () => {
  const paused = state([], anna(1, { status: "paused", state: "paused" }));
  assert.equal(told(paused, offered("c1"), withdrawn("c1")).me.state, "paused");
});

test("a late withdrawal of another contact changes nothing that is shown", () => {
  const held = told(state([]), offered("c2"));
  const taken = withNews(held, withdrawn("c1"), NOW);
  assert.deepEqual([shown(taken.state), taken.lost], [["offered", "c2"], undefined]);
});

test("an offer that arrives after its withdrawal is not shown", () => {
  assert.deepEqual(shown(told(state([]), withdrawn("c1"), offered("c1"))), ["available", null]);
});

test("older news of me does not end an offer that presence has not told of yet", () => {
  const held = told(state([]), offered("c1"), me(2));
  assert.deepEqual([shown(held), held.me.version], [["offered", "c1"], 2]);
  const confirmed = told(held, me(3, { state: "offered", until: ago(-20) }));
  assert.deepEqual(shown(confirmed), ["offered", "c1"]);
  assert.deepEqual(shown(told(confirmed, me(4))), ["available", null]);
});

test("presence first: an offer without its contact is a gap until the offer comes", () => {
  const news = me(2, { state: "offered", until: ago(-20) });
  const { state: held, gap } = withNews(state([]), news, NOW);
  assert.equal(gap, true);
  assert.deepEqual(shown(told(held, offered("c1"))), ["offered", "c1"]);
});

test("a call that comes and goes keeps its contact through talking and wrap-up", () => {
  const busy = told(state([]), offered("c1"), me(2, { state: "busy" }));
  assert.deepEqual(shown(busy), ["busy", "c1"]);
  assert.equal(busy.me.until, null, "the ringing's end is not the call's");
  const wrapUp = told(busy, withdrawn("c1", "ended"), me(3, { state: "wrap_up", until: ago(-30) }));
  assert.deepEqual(shown(wrapUp), ["wrap_up", "c1"]);
});

test("reconnect in the middle of an offer: the snapshot brings it, and the clock goes on", () => {
  const held = asked(told(state([]), offered("c1")));
  const later = new Date(NOW.getTime() + 5_000);
  const contact = offer("c1", { waited_s: 48 });
  const after = withSnapshot(held, mine(2, { state: "offered", contact, until: ago(-20) }), later);
  assert.deepEqual([shown(after), after.occupation.waitingSince], [["offered", "c1"], ago(42)]);
  const fresh = withSnapshot(null, mine(2, { state: "offered", contact, until: ago(-20) }), NOW);
  assert.deepEqual([shown(fresh), fresh.occupation.waitingSince], [["offered", "c1"], ago(48)]);
});

test("reconnect after an offer went away: the snapshot ends it", () => {
  const held = asked(told(state([]), offered("c1")));
  assert.deepEqual(shown(withSnapshot(held, mine(3, {}), NOW)), ["available", null]);
});

test("a snapshot read before the offer does not hide it, and one before the withdrawal does not bring it back", () => {
  const held = asked(state([])) as PresenceState;
  const known = told(held, offered("c1"));
  assert.deepEqual(shown(withSnapshot(known, mine(1, {}), NOW)), ["offered", "c1"]);
  const old = mine(2, { state: "offered", contact: offer("c1"), until: ago(-20) });
  assert.deepEqual(shown(withSnapshot(told(known, withdrawn("c1")), old, NOW)), ["available", null]);
});

test("the answer to my accept shows me as busy with the contact", () => {
  const held = told(state([]), offered("c1"));
  const after = withMe(held, anna(2, { state: "busy", contact: offer("c1") }), NOW);
  assert.deepEqual([shown(after), after.occupation.announced], [["busy", "c1"], null]);
});

test("B5: wrap-up that has passed its end is over by itself, for me and for colleagues", () => {
  const wrapUp = { state: "wrap_up", until: ago(1), since: ago(31) } as const;
  const held = state([agent("bo", 1, wrapUp)], anna(1, { ...wrapUp, contact: offer("c1") }));
  const after = freed(held, NOW);
  assert.deepEqual(shown(after), ["available", null]);
  assert.deepEqual([after.agents.get("bo")?.state, after.agents.get("bo")?.since], ["available", ago(1)]);
});

test("wrap-up of somebody who paused meanwhile ends in the pause", () => {
  const held = state([], anna(1, { state: "wrap_up", until: ago(1), status: "paused" }));
  assert.equal(freed(held, NOW).me.state, "paused");
});

test("a call has no end of its own", () => {
  const held = state([], anna(1, { state: "busy", until: ago(5) }));
  assert.equal(freed(held, NOW), held);
  assert.equal(nextEnd(held, NOW), null);
});

test("the next end is the nearest that is still to come", () => {
  const end = (seconds: number) => ({ state: "wrap_up", until: ago(-seconds) }) as const;
  const held = state([agent("bo", 1, end(-9)), agent("eva", 1, end(40))], anna(1, end(25)));
  assert.equal(nextEnd(held, NOW)?.toISOString(), ago(-25));
});

test("a newer version of me that skips one is still a gap", () => {
  const news = { ...agent("anna", 5), after: 4 };
  assert.equal(merge(state([], anna(1)), { type: "presence", agents: [news], gone: [] }).gap, true);
});
