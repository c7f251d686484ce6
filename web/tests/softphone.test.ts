import assert from "node:assert/strict";
import test from "node:test";
import type { Me, Offer } from "../src/model/contract.ts";
import { stageOf } from "../src/model/ringing_up.ts";
import { IDLE, type Line, actsAt, isSame, toTell } from "../src/model/softphone.ts";

const RINGING: Line = { state: "ringing", from: "+46701740690", contact: "c1" };
const TALKING: Line = { ...RINGING, state: "in_call" };

test("D7: the server hears once that the agent talks, and once that they talk no more", () => {
  assert.equal(toTell(IDLE, RINGING), null);
  assert.equal(toTell(RINGING, TALKING), "accept");
  assert.equal(toTell(TALKING, TALKING), null);
  assert.equal(toTell(TALKING, IDLE), "hung_up");
  assert.equal(toTell(RINGING, IDLE), null, "a miss is told by the caller's flow");
});

test("D7: after a reload in the middle of a call the server hears of it again", () => {
  assert.equal(toTell(IDLE, TALKING), "accept");
});

test("D7: a line that rings for another caller is another line", () => {
  assert.ok(isSame(RINGING, { ...RINGING }));
  assert.ok(!isSame(RINGING, { ...RINGING, contact: "c2" }));
});

test("D7: whoever rings up by softphone sees the customer's telephone ring first, then their own", () => {
  const me = (state: string, contact: string, ringing = false) =>
    ({ state, ringing, phone: "softphone", contact: { state: contact } as Offer }) as Me;
  assert.equal(stageOf(me("offered", "offered")), "offered");
  assert.equal(stageOf(me("busy", "dialling")), "far_end");
  assert.equal(stageOf(me("offered", "ringing", true)), "softphone");
  assert.equal(stageOf(me("busy", "ringing")), "talking", "the answer is known before the contact");
  assert.equal(stageOf(me("wrap_up", "ended")), "afterwards");
  assert.deepEqual(actsAt(RINGING), ["reject", "answer"]);
  assert.deepEqual(actsAt(IDLE), []);
});
