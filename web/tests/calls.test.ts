import assert from "node:assert/strict";
import test from "node:test";
import { answeredBy, answeredShare, callsOf, callsToday, chosen, withCall } from "../src/model/calls.ts";
import type { Call } from "../src/model/contract.ts";
import { reachOf, slotsOf, smoothPath } from "../src/model/day_curve.ts";
import { longestIdleIn, mayKnow } from "../src/model/reader.ts";
import { wallOf } from "../src/model/wall.ts";
import { withSnapshot } from "../src/model/presence.ts";
import { ago, call, waiting } from "./calls_fixture.ts";
import { NOW, agent, anna, snapshot, state } from "./people_fixture.ts";

const mapOf = (...calls: Call[]) => new Map(calls.map((one) => [one.contact, one]));

test("a call is replaced by what is newer, and by nothing else", () => {
  const held = mapOf(call("a", { version: 3, outcome: "talking" }));
  for (const version of [2, 3]) assert.equal(withCall(held, call("a", { version })), held);
  assert.equal(withCall(held, call("a", { version: 4 })).get("a")?.outcome, "answered");
  assert.equal(withCall(held, call("b")).size, 2);
});

test("a snapshot forgets calls that it does not know, but not what was told after it was asked for", () => {
  const held = mapOf(call("old"), call("told"), call("newer", { version: 5 }));
  const after = callsOf([call("newer", { version: 4 })], held, new Set(["told"]));
  assert.deepEqual([...after.keys()].sort(), ["newer", "told"]);
  assert.equal(after.get("newer")?.version, 5);
});

test("M4: today's calls stand newest first, without yesterday's and those outside the view", () => {
  const calls = mapOf(
    call("a", { at: ago(60) }),
    call("b", { at: ago(30) }),
    call("yesterday", { at: ago(86_400) }),
    call("other", { group: "vaxel" }),
  );
  const today = callsToday({ calls, view: ["support"] }, NOW);
  assert.deepEqual(today.map(({ contact }) => contact), ["b", "a"]);
});

test("calls are chosen by group and by outcome", () => {
  const calls = [call("a"), call("b", { group: "vaxel" }), call("c", { outcome: "abandoned" })];
  const ids = (group: string | null, outcome: Call["outcome"] | null) =>
    chosen(calls, { group, outcome }).map(({ contact }) => contact);
  assert.deepEqual(ids("support", null), ["a", "c"]);
  assert.deepEqual(ids("support", "abandoned"), ["c"]);
  assert.deepEqual(ids(null, null), ["a", "b", "c"]);
});

test("the answered share counts who hung up, not who waits or rang while closed", () => {
  const outcomes: Call["outcome"][] = ["answered", "talking", "abandoned", "waiting", "closed"];
  const calls = outcomes.map((outcome, i) => call(`c${i}`, { outcome, waited_s: 20 * i }));
  assert.equal(answeredShare(calls), 67);
  assert.equal(answeredShare(calls, 10), 33, "within ten seconds");
  assert.equal(answeredShare([call("a", { outcome: "waiting" })]), null);
});

test("what I have answered today is counted", () => {
  const calls = [call("a", { agent: "anna" }), call("b"), call("c", { agent: "anna", outcome: "offered" })];
  assert.equal(answeredBy(calls, "anna"), 1);
});

test("half hours count the answered where they came, and the most who waited at once", () => {
  // NOW is 09:00 UTC; whole half hours from it are the same in every time zone of Europe.
  const calls = [
    call("a", { at: ago(1500), answered_at: ago(1400) }),
    call("b", { at: ago(1450), answered_at: ago(1390) }),
    call("c", { at: ago(1380), outcome: "abandoned", answered_at: null, ended_at: ago(1300) }),
    call("d", { at: ago(20), outcome: "waiting", answered_at: null, ended_at: null }),
  ];
  const slots = slotsOf(calls, NOW).slice(-2);
  assert.deepEqual(slots.map(({ answered, waiting: most }) => [answered, most]), [[2, 2], [0, 1]]);
});

test("no calls draw no curve, and a day reaches past now", () => {
  assert.deepEqual(slotsOf([], NOW), []);
  const [from, to] = reachOf(slotsOf([call("a")], NOW), NOW);
  assert.ok(from < NOW.getTime() && to > NOW.getTime());
});

test("a curve goes through its points and never swings past them", () => {
  const path = smoothPath([[0, 10], [10, 10], [20, 0], [30, 10]]);
  const ys = [...path.matchAll(/,(-?[\d.]+)/g)].map((match) => Number(match[1]));
  assert.ok(path.startsWith("M0,10C"));
  assert.ok(Math.min(...ys) >= 0 && Math.max(...ys) <= 10, path);
  assert.equal(smoothPath([]), "");
});

test("callers are known to those who staff the group, and to administrators", () => {
  assert.equal(mayKnow({ groups: ["support"], admin: false }, "support"), true);
  assert.equal(mayKnow({ groups: ["support"], admin: false }, "vaxel"), false);
  assert.equal(mayKnow({ groups: [], admin: true }, "vaxel"), true);
});

test("the longest idle is told so, where there is somebody to compare with", () => {
  const me = anna(1, { groups: ["support", "vaxel"], since: ago(60) });
  const later = agent("bo", 1, { since: ago(30) });
  assert.deepEqual(longestIdleIn(state([later], me), me), ["support"]);
  assert.deepEqual(longestIdleIn(state([later, agent("eva", 1, { since: ago(90) })], me), me), []);
  assert.deepEqual(longestIdleIn({ ...state([later], me), view: ["support"] }, me), []);
});

test("the wall counts who waits, how long, who is free, and what share was answered", () => {
  const held = withSnapshot(
    null,
    snapshot([agent("bo", 1, { state: "offered" }), agent("eva", 1, { state: "paused" })], anna(1), {
      queue: { support: [waiting("a", 75), waiting("b", 5)] },
      calls_today: [call("x"), call("y", { outcome: "abandoned" })],
    }),
    NOW,
  );
  const wall = wallOf(held, NOW);
  assert.deepEqual([wall.waiting, wall.longest, wall.answered], [2, 75, 50]);
  assert.deepEqual(wall.standing, { available: 1, busy: 1, wrap_up: 0, paused: 1 });
  assert.deepEqual(wall.groups.map(({ available }) => available), [1, 0]);
});
