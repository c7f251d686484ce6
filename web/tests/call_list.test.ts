import assert from "node:assert/strict";
import test from "node:test";
import { type CallList, reachedShare, shares, standing } from "../src/model/call_list.ts";

const LIST: CallList = {
  id: "a".repeat(12),
  name: "Våren",
  group: "kampanj",
  created_at: "2026-11-23T09:00:00.000Z",
  hours: null,
  active: true,
  rings_now: true,
  removing: false,
  entries: 10,
  left: 4,
  offered: 1,
  later: 1,
  done: 3,
  refused: 1,
  failed: 0,
  reached: 5,
  not_reached: 3,
  results: [],
  version: 1,
};

test("X4: a list is drawn whole, what is over first, and only what there is", () => {
  const drawn = shares(LIST);
  assert.deepEqual(drawn.map(({ state }) => state), ["done", "refused", "later", "offered", "left"]);
  assert.equal(Math.round(drawn.reduce((sum, { share }) => sum + share, 0)), 100);
});

test("X4: who was reached is said once somebody has been rung", () => {
  assert.equal(reachedShare(LIST), 63);
  assert.equal(reachedShare({ ...LIST, reached: 0, not_reached: 0 }), null);
});

test("X4: a list says what it is doing", () => {
  const over = { left: 0, later: 0, offered: 0 };
  assert.equal(standing(LIST), "ringing");
  assert.equal(standing({ ...LIST, rings_now: false }), "waiting");
  assert.equal(standing({ ...LIST, active: false, rings_now: false }), "stopped");
  assert.equal(standing({ ...LIST, entries: 0, left: 0 }), "empty");
  assert.equal(standing({ ...LIST, ...over }), "over");
  assert.equal(standing({ ...LIST, ...over, offered: 1 }), "ringing");
  assert.equal(standing({ ...LIST, removing: true }), "removing");
});
