import assert from "node:assert/strict";
import test from "node:test";
import { WAYS, deliveryOf, wayOf } from "../src/model/event_delivery.ts";

test("issue 6.10: each way is told from the others, also as another tab has set it", () => {
  assert.deepEqual(
    WAYS.map((way) => wayOf(deliveryOf(way))),
    [...WAYS],
  );
  assert.equal(wayOf({ delay_s: 45, copies: 1, shuffled: false }), "late");
  assert.equal(wayOf({ delay_s: 45, copies: 0, shuffled: false }), "gone");
});

test("issue 6.10: a mixture from a script is none of them", () => {
  assert.equal(wayOf({ delay_s: 0, copies: 1, shuffled: true }), null);
  assert.equal(wayOf({ delay_s: 20, copies: 2, shuffled: false }), null);
});
