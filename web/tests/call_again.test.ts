import assert from "node:assert/strict";
import test from "node:test";
import { moment, proposed, written } from "../src/model/call_again.ts";

const NOW = new Date(2026, 10, 23, 14, 7, 31);

test("X4: a call again is proposed a day later, at a whole quarter", () => {
  assert.equal(proposed(NOW), "2026-11-24T14:15");
  assert.equal(proposed(new Date(2026, 11, 31, 23, 50)), "2027-01-02T00:00");
});

test("X4: what is typed is local time and is sent in UTC; the past is refused", () => {
  const later = new Date(2026, 10, 23, 15, 0);
  assert.equal(moment(written(later), NOW), later.toISOString());
  assert.equal(moment(written(NOW), NOW), null);
  assert.equal(moment("", NOW), null);
});
