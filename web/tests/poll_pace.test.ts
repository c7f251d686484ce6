import assert from "node:assert/strict";
import test from "node:test";
import { pollWait } from "../src/model/poll_pace.ts";

test("issue 5: closely while something goes on, slower when idle, not at all unseen", () => {
  assert.equal(pollWait({ visible: true, live: true, failures: 0 }), 400);
  assert.equal(pollWait({ visible: true, live: false, failures: 0 }), 2000);
  assert.equal(pollWait({ visible: false, live: true, failures: 3 }), null);
});

test("a server that does not answer is asked again, ever more patiently", () => {
  const waits = [1, 2, 3, 4, 50].map((failures) => pollWait({ visible: true, live: true, failures }));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 8000]);
});
