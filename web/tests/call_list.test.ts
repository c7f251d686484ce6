import assert from "node:assert/strict";
import test from "node:test";
import { type CallList, reachedShare, shares, standing } from "../src/model/call_list.ts";
import { type Hours, isPossible, simple, spread } from "../src/model/calling_hours.ts";

const LIST: CallList = {
  id: "a".repeat(12),
  name: "Våren",
  group: "kampanj",
  created_at: "2026-11-23T09:00:00.000Z",
  hours: null,
  active: true,
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
  assert.equal(standing({ ...LIST, active: false }), "stopped");
  assert.equal(standing({ ...LIST, entries: 0, left: 0 }), "empty");
  assert.equal(standing({ ...LIST, ...over }), "over");
  assert.equal(standing({ ...LIST, ...over, offered: 1 }), "ringing");
  assert.equal(standing({ ...LIST, removing: true }), "removing");
});

test("X4: calling hours that are alike on their days are one span, and back", () => {
  const hours: Hours = { mon: [["09:00", "17:00"]], fri: [["09:00", "17:00"]], sat: [] };
  const span = simple(hours);
  assert.deepEqual(span, { days: ["mon", "fri"], from: "09:00", to: "17:00" });
  assert.ok(span !== null);
  assert.deepEqual(spread(span), { mon: [["09:00", "17:00"]], fri: [["09:00", "17:00"]] });
  assert.equal(simple({ mon: [["09:00", "17:00"]], fri: [["10:00", "17:00"]] }), null);
  assert.equal(simple({ mon: [["09:00", "11:00"], ["13:00", "17:00"]] }), null);
  assert.deepEqual(simple({})?.days, []);
});

test("X4: an end before the beginning, or no day at all, is told before it is sent", () => {
  assert.ok(isPossible({ days: ["mon"], from: "09:00", to: "17:00" }));
  assert.ok(!isPossible({ days: ["mon"], from: "17:00", to: "09:00" }));
  assert.ok(!isPossible({ days: [], from: "09:00", to: "17:00" }));
  assert.ok(!isPossible({ days: ["mon"], from: "", to: "17:00" }));
});
