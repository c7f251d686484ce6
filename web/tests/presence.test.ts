import assert from "node:assert/strict";
import test from "node:test";
import type { Presence } from "../src/model/contract.ts";
import { asked, availableIn, colleagues, merge, named, withMe, withSnapshot } from "../src/model/presence.ts";
import { NOW, agent, anna, snapshot, state } from "./people_fixture.ts";

const users = (s: ReturnType<typeof state>) => colleagues(s, null).map(({ user }) => user);
const delta = (more: Partial<Presence>): Presence => ({ type: "presence", agents: [], gone: [], ...more });

test("a newer version replaces an agent", () => {
  const news = delta({ agents: [agent("bo", 3, { state: "paused" })] });
  assert.equal(merge(state([agent("bo", 2)]), news).state.agents.get("bo")?.state, "paused");
});

test("what is not newer is dropped: late and repeated deltas change nothing", () => {
  for (const version of [1, 2]) {
    const news = delta({ agents: [agent("bo", version, { state: "paused" })] });
    assert.equal(merge(state([agent("bo", 2)]), news).state.agents.get("bo")?.state, "available");
  }
});

test("somebody new appears", () => {
  assert.deepEqual(users(merge(state([]), delta({ agents: [agent("bo", 1)] })).state), ["bo"]);
});

test("somebody gone disappears, and late news does not bring the ghost back", () => {
  const left = merge(state([agent("bo", 2)]), delta({ gone: ["bo"], versions: { bo: 4 } })).state;
  assert.deepEqual(users(left), []);
  assert.deepEqual(users(merge(left, delta({ agents: [agent("bo", 3)] })).state), []);
  assert.deepEqual(users(merge(left, delta({ agents: [agent("bo", 5)] })).state), ["bo"]);
});

test("a logout older than the login on screen is late news", () => {
  const news = delta({ gone: ["bo"], versions: { bo: 4 } });
  assert.deepEqual(users(merge(state([agent("bo", 5)]), news).state), ["bo"]);
});

test("news of me changes my own record and makes me no colleague", () => {
  const { state: after } = merge(
    state([], anna(1)),
    delta({ agents: [agent("anna", 2, { state: "paused", reason: "lunch" })] }),
  );
  assert.deepEqual([after.me.status, after.me.reason, users(after)], ["paused", "lunch", []]);
});

test("a call does not hide which status I chose", () => {
  const paused = anna(1, { status: "paused", state: "paused" });
  const { state: after } = merge(state([], paused), delta({ agents: [agent("anna", 2, { state: "busy" })] }));
  assert.deepEqual([after.me.state, after.me.status], ["busy", "paused"]);
});

test("news that skips a version of somebody on screen is a gap", () => {
  const news = (after: number) => delta({ agents: [{ ...agent("bo", 5), after }] });
  assert.equal(merge(state([agent("bo", 2)]), news(2)).gap, false);
  assert.equal(merge(state([agent("bo", 2)]), news(4)).gap, true);
  assert.equal(merge(state([]), news(4)).gap, false, "nothing is missed of somebody not on screen");
});

test("a snapshot removes those that it does not know", () => {
  const held = asked(state([agent("bo", 2), agent("cilla", 1)]));
  assert.deepEqual(users(withSnapshot(held, snapshot([agent("cilla", 1)]), NOW)), ["cilla"]);
});

test("what deltas told while the snapshot was on its way is not undone by it", () => {
  const asking = asked(state([agent("bo", 2), agent("eva", 1)]));
  assert.ok(asking);
  const heard = merge(asking, {
    ...delta({ agents: [agent("bo", 4, { state: "paused" }), agent("cilla", 1)] }),
    gone: ["eva"],
    versions: { eva: 2 },
  }).state;
  const after = withSnapshot(heard, snapshot([agent("bo", 3), agent("eva", 1)]), NOW);
  assert.deepEqual(users(after), ["bo", "cilla"]);
  assert.equal(after.agents.get("bo")?.state, "paused");
});

test("a snapshot read before my last change does not take the change back", () => {
  const held = state([], anna(5, { status: "paused" }));
  assert.equal(withSnapshot(held, snapshot([], anna(4)), NOW).me.status, "paused");
});

test("an answer older than what I know of myself is dropped", () => {
  assert.equal(withMe(state([], anna(5)), anna(4, { status: "paused" }), NOW).me.status, "available");
  assert.equal(withMe(state([], anna(5)), anna(6, { status: "paused" }), NOW).me.status, "paused");
});

test("a chosen view and a chosen group limit who is shown (M10)", () => {
  const people = [agent("bo", 1), agent("cilla", 1, { groups: ["vaxel"] }), agent("dan", 1, { groups: [] })];
  const limited = { ...state(people), view: ["vaxel"] };
  assert.deepEqual(users(limited), ["cilla"]);
  assert.deepEqual(colleagues(state(people), "support").map(({ user }) => user), ["bo"]);
});

test("colleagues stand in Swedish alphabetical order", () => {
  const people = ["Örjan", "Zoe", "Åke", "Ärla", "Bo"].map((name) => agent(name, 1, { name }));
  assert.deepEqual(users(state(people)), ["Bo", "Zoe", "Åke", "Ärla", "Örjan"]);
});

test("the available in a group are counted with me among them", () => {
  const people = [agent("bo", 1), agent("cilla", 1, { state: "busy" })];
  assert.equal(availableIn(state(people), "support"), 2);
});

test("issue 9: a colleague is found by any part of the name, in the list's own order", () => {
  const people = [agent("1", 1, { name: "Åsa Öberg" }), agent("2", 1, { name: "Bo Åberg" })];
  const names = (words: string) => named(people, words).map(({ name }) => name);
  assert.deepEqual(names("öb ås"), ["Åsa Öberg"]);
  assert.deepEqual(names("BERG"), ["Åsa Öberg", "Bo Åberg"]);
  assert.deepEqual(names("  "), ["Åsa Öberg", "Bo Åberg"]);
  assert.deepEqual(names("Öberg Bo"), []);
});
