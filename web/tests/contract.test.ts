import assert from "node:assert/strict";
import test from "node:test";
import { parseMessage } from "../src/model/contract.ts";

test("several messages come in one, and those of a newer server are left out", () => {
  const gone = { type: "presence", agents: [], gone: ["bo"], versions: { bo: 3 } };
  const frame = { type: "several", messages: [gone, { type: "hologram" }, { type: "queue", groups: {} }] };
  assert.deepEqual(parseMessage(JSON.stringify(frame)), {
    type: "several",
    messages: [gone, { type: "queue", groups: {} }],
  });
});

test("what is no message, or of a kind that is not known, is none", () => {
  for (const frame of ["", "{", "null", "7", "{}", '{"type": "hologram"}']) {
    assert.equal(parseMessage(frame), null);
  }
});
