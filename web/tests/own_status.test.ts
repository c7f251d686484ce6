import assert from "node:assert/strict";
import test from "node:test";
import { settled, shownMe } from "../src/model/own_status.ts";
import { anna } from "./people_fixture.ts";

const LUNCH = { id: "7", status: "paused", reason: "lunch", since: "2026-01-05T11:00:00Z" } as const;

test("a wish shows at once", () => {
  const shown = shownMe(anna(1), LUNCH);
  assert.deepEqual([shown.status, shown.state, shown.reason, shown.since], ["paused", "paused", "lunch", LUNCH.since]);
});

test("without a wish, what the server said shows", () => {
  assert.equal(shownMe(anna(1), null).state, "available");
});

test("a call in progress stays in view whatever I ask for", () => {
  assert.equal(shownMe(anna(1, { state: "busy" }), LUNCH).state, "busy");
});

test("asking for what already is keeps since-when", () => {
  const me = anna(1, { since: "2026-01-05T08:00:00Z" });
  assert.equal(shownMe(me, { ...LUNCH, status: "available", reason: null }).since, me.since);
});

test("only the answer to the newest click settles it", () => {
  assert.equal(settled(LUNCH, "6"), LUNCH);
  assert.equal(settled(LUNCH, undefined), LUNCH);
  assert.equal(settled(LUNCH, "7"), null);
});
