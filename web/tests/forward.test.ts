import assert from "node:assert/strict";
import test from "node:test";
import { hopPlan, hopStory } from "../src/components/hop_words.ts";
import type { Hop } from "../src/model/contract.ts";
import { type Colleague, found, localMoment, usualEnd } from "../src/model/forward.ts";

const HOP: Hop = {
  kind: "user",
  to: "bo",
  name: "Bo Berg",
  by: "anna",
  by_name: "Anna",
  at: "2026-11-24T09:00:00Z",
  result: null,
};

function colleague(name: string, reached_by: Colleague["reached_by"]): Colleague {
  const user = name.toLowerCase();
  return { user, name, state: "available", since: null, forwarding_until: null, reached_by };
}

test("W2: those who can be reached come first, each part in its order, and å is a letter", () => {
  const there = [colleague("Åsa", "login"), colleague("Bo", null), colleague("Cilla", "number")];
  assert.deepEqual(found(there, "", "sv").map((one) => one.name), ["Cilla", "Åsa", "Bo"]);
  assert.deepEqual(found(there, " ås", "sv").map((one) => one.name), ["Åsa"]);
});

test("W2: one sentence says what will happen and when", () => {
  assert.equal(hopPlan(HOP), "Kopplas till Bo Berg när du lägger på");
  assert.equal(hopPlan({ ...HOP, kind: "number", to: "+46701740699", name: "" }), "Kopplas till 070-174 06 99 när du lägger på");
});

test("issue 7.4: the day's list says where a call went; a number that is not mine to see is none", () => {
  const told = { ...HOP, kind: "number" as const, to: null, result: "no_answer" as const };
  assert.equal(hopStory(told), "Vidarekopplat till ett nummer av Anna: svarade inte");
});

test("issue 7.5: forwarding is proposed until five, or tomorrow's five once that is near", () => {
  assert.equal(localMoment(usualEnd(new Date(2026, 10, 24, 9, 5))), "2026-11-24T17:00");
  assert.equal(localMoment(usualEnd(new Date(2026, 10, 24, 16, 45))), "2026-11-25T17:00");
});
