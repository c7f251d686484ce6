import assert from "node:assert/strict";
import test from "node:test";
import { brokenCount, ruleRows } from "../src/model/password_rules.ts";

const RULES = [
  { rule: "min_length", message: "Minst 8 tecken." },
  { rule: "repeated_string", message: "Inget som kommer igen." },
  { rule: "reused", message: "Inget av de 10 senaste." },
];
const TWICE = { rule: "repeated_string", message: "'abc' förekommer två gånger." };

test("before anything is typed no rule is judged", () => {
  const rows = ruleRows(RULES, [{ rule: "min_length", message: "0 tecken." }], false);
  assert.deepEqual(rows.map((row) => row.state), ["open", "open", "open"]);
  assert.equal(brokenCount(rows), 0);
});

test("P5: a broken rule says why; the others are met, history is judged later", () => {
  const rows = ruleRows(RULES, [TWICE], true);
  assert.deepEqual(rows.map((row) => row.state), ["met", "broken", "later"]);
  assert.equal(rows[1]?.why, TWICE.message);
  assert.equal(brokenCount(rows), 1);
});

test("P8: a refused change puts history's verdict at its rule", () => {
  const reused = { rule: "reused", message: "Ett av dina 10 senaste." };
  assert.equal(ruleRows(RULES, [reused], true)[2]?.why, reused.message);
});

test("a broken rule that the list does not show is shown all the same", () => {
  const rows = ruleRows(RULES, [{ rule: "too_long", message: "Längre än 256 tecken." }], true);
  assert.deepEqual(rows.at(-1), {
    rule: "too_long",
    text: "Längre än 256 tecken.",
    state: "broken",
    why: "",
  });
});
