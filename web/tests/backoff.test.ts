import assert from "node:assert/strict";
import test from "node:test";
import { backoff, settling } from "../src/model/backoff.ts";

test("the longest wait doubles from one second to half a minute", () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 1000].map((attempt) => backoff(attempt, () => 1));
  assert.deepEqual(longest, [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test("jitter is full: the wait is anywhere below, but never nothing", () => {
  assert.equal(backoff(3, () => 0.5), 4000);
  assert.equal(backoff(3, () => 0), 100);
});

test("a connection that was made anew is a second old before it asks, and two at most", () => {
  assert.equal(settling(() => 0), 1000);
  assert.equal(settling(() => 1), 2000);
});
