import assert from "node:assert/strict";
import test from "node:test";
import type { Snapshot } from "../src/model/contract.ts";
import { asked, withCallNews, withQueues, withSnapshot } from "../src/model/presence.ts";
import { isLate, longestWait, oldestFirst, shownQueues } from "../src/model/queue.ts";
import type { PresenceState } from "../src/model/presence.ts";
import { call, waiting } from "./calls_fixture.ts";
import { NOW, anna, snapshot } from "./people_fixture.ts";

const known = (more: Partial<Snapshot>) => withSnapshot(null, snapshot([], anna(1), more), NOW);
const contacts = (state: PresenceState) =>
  Object.fromEntries(
    shownQueues(state).map(({ group, waiting: who }) => [group.id, who.map(({ contact }) => contact)]),
  );

test("M4: every group that is shown has its queue, in the order it came in", () => {
  const state = known({ queue: { support: [waiting("b", 10), waiting("a", 90)] } });
  assert.deepEqual(contacts(state), { support: ["b", "a"], vaxel: [] });
});

test("a queue told as one list is sorted into its groups", () => {
  const state = known({ queue: [waiting("a", 1), waiting("b", 2, { group: "vaxel" })] });
  assert.deepEqual(contacts(state), { support: ["a"], vaxel: ["b"] });
});

test("news replaces the whole queue of the groups that it names, and no other", () => {
  const state = known({ queue: { support: [waiting("a", 1)], vaxel: [waiting("b", 1)] } });
  assert.deepEqual(contacts(withQueues(state, { support: [] })), { support: [], vaxel: ["b"] });
});

test("a snapshot does not undo what was told while it was on its way", () => {
  const held = asked(known({ queue: { support: [waiting("a", 1)] } })) as PresenceState;
  const heard = withQueues(held, { support: [] });
  const old = snapshot([], anna(1), { queue: { support: [waiting("a", 1)], vaxel: [waiting("b", 1)] } });
  assert.deepEqual(contacts(withSnapshot(heard, old, NOW)), { support: [], vaxel: ["b"] });
});

test("who is known to talk, or to have hung up, no longer waits", () => {
  const state = known({ queue: { support: [waiting("a", 1), waiting("b", 1), waiting("c", 1)] } });
  const talking = withCallNews(state, call("a", { outcome: "talking" }));
  const after = withCallNews(talking, call("b", { outcome: "offered" }));
  assert.deepEqual(contacts(after)["support"], ["b", "c"]);
});

test("M10: the view limits the queues; telemarketing has none", () => {
  const groups: Snapshot["groups"] = [
    { id: "support", name: "Support", media: "voice" },
    { id: "vaxel", name: "Växel", media: "voice" },
    { id: "kampanj", name: "Kampanj", media: "telemarketing" },
  ];
  assert.deepEqual(Object.keys(contacts(known({ groups }))), ["support", "vaxel"]);
  assert.deepEqual(Object.keys(contacts(known({ groups, view: ["vaxel"] }))), ["vaxel"]);
});

test("the longest wait is anybody's, whoever goes first", () => {
  const state = known({ queue: { support: [waiting("front", 20, { front: true }), waiting("old", 70)] } });
  const all = oldestFirst(shownQueues(state));
  assert.deepEqual(all.map(({ contact }) => contact), ["old", "front"]);
  assert.equal(longestWait(all, NOW), 70);
  assert.equal(longestWait([], NOW), null);
});

test("after a minute a wait is late", () => {
  assert.deepEqual([59, 60].map((seconds) => isLate(waiting("a", seconds), NOW)), [false, true]);
});
