import assert from "node:assert/strict";
import test from "node:test";
import { type Line, type Network, greenKey, isLive, lineOf, madeElsewhere, redKey } from "../src/model/phone_line.ts";
import type { Phone } from "../src/model/phone_row.ts";
import type { BusyPhone, Call } from "../src/model/simulator.ts";

const AT = "2026-01-02T08:00:00Z";
const ANNA: Phone = {
  id: "+46701740605",
  kind: "agent",
  label: "Anna",
  place: 0,
  organisation: "Demo",
  number: "+46701740605",
  hidden: false,
};
const MADE = { id: "c1", since: AT };

function call(state: Call["state"]): Call {
  return {
    id: "c1",
    from: ANNA.number,
    to: "+46846500401",
    state,
    transcript: [],
    ringing: null,
    bridged_to: null,
    wants_digits: false,
    ended_by: null,
  };
}

function network(known: Call[], busy: BusyPhone[] = [], asked: [string, string][] = []): Network {
  return {
    calls: new Map(known.map((one) => [one.id, one])),
    busy,
    asked: new Map(asked),
    answered: new Map([[ANNA.number, AT]]),
  };
}

function busy(state: BusyPhone["state"], from: string | null, id = "c9"): BusyPhone {
  return { number: ANNA.number, state, from, call: id };
}

test("a phone that nothing goes on with is idle", () => {
  assert.deepEqual(lineOf(ANNA, undefined, network([])), { name: "idle" });
});

test("a call that was asked for is dialled until it is there", () => {
  const line = lineOf(ANNA, MADE, network([call("ended")], [], [[ANNA.id, "+46846500401"]]));
  assert.deepEqual(line, { name: "dialling", to: "+46846500401" });
});

test("its own call is shown until it ends, and then what was said", () => {
  for (const state of ["in_flow", "ringing", "bridged"] as const) {
    assert.equal(lineOf(ANNA, MADE, network([call(state)])).name, "talking");
  }
  assert.equal(lineOf(ANNA, MADE, network([call("ended")])).name, "over");
});

test("a phone listed as busy with its own call is not rung by itself", () => {
  const own = busy("in_call", ANNA.number, "c1");
  assert.equal(lineOf(ANNA, MADE, network([call("in_flow")], [own])).name, "talking");
  assert.equal(lineOf(ANNA, MADE, network([call("ended")], [own])).name, "over");
  assert.equal(madeElsewhere(ANNA, undefined, [own]), "c1");
  assert.equal(madeElsewhere(ANNA, MADE, [own]), null);
});

test("a phone that the system rings rings, then talks; an older call of its own does not hide it", () => {
  const rung = network([call("ended")], [busy("ringing", "+46701740690")]);
  assert.deepEqual(lineOf(ANNA, MADE, rung), { name: "rung", from: "+46701740690" });
  const answered = network([], [busy("in_call", "anonymous")]);
  assert.deepEqual(lineOf(ANNA, undefined, answered), { name: "answered", from: "anonymous", since: AT });
});

test("green rings what was dialled and answers what rings; red ends what goes on", () => {
  const idle: Line = { name: "idle" };
  const rung: Line = { name: "rung", from: null };
  const talking: Line = { name: "talking", call: call("in_flow"), since: AT };
  const answered: Line = { name: "answered", from: null, since: AT };
  const keys = (line: Line, typed: string) => [greenKey(line, typed), redKey(line, typed)];
  assert.deepEqual(keys(idle, ""), [null, null]);
  assert.deepEqual(keys(idle, "08"), ["ring", "clear"]);
  assert.deepEqual(keys({ name: "over", call: call("ended") }, "08"), ["ring", "clear"]);
  assert.deepEqual(keys({ name: "over", call: call("ended") }, ""), ["again", "clear"]);
  assert.deepEqual(keys(rung, "08"), ["answer", "refuse"]);
  assert.deepEqual(keys(talking, "08"), [null, "hang_up"]);
  assert.deepEqual(keys(answered, ""), [null, "hang_up_answered"]);
  assert.deepEqual([idle, rung, talking, answered].map(isLive), [false, true, true, true]);
});
