import assert from "node:assert/strict";
import test from "node:test";
import { attention, countsOf } from "../src/model/oversight.ts";

test("what needs nobody is not told; customers who meet nobody come first", () => {
  const survey = { without_password: 2, expired: 0 };
  assert.deepEqual(attention({ mails: 1, texts: 0, survey, unstaffed: 3 }), [
    { id: "unstaffed", count: 3 },
    { id: "mails", count: 1 },
    { id: "void", count: 2 },
  ]);
  assert.deepEqual(
    attention({ mails: 0, texts: 0, survey: { without_password: 0, expired: 0 }, unstaffed: 0 }),
    [],
  );
});

test("everybody who is here is counted once, whoever is offered a call as busy", () => {
  const agents = (["available", "offered", "busy", "paused", "wrap_up"] as const).map((state) => ({ state }));
  assert.deepEqual(countsOf(agents).map(({ state, count }) => `${state} ${count}`), [
    "available 1",
    "busy 2",
    "wrap_up 1",
    "paused 1",
  ]);
});
