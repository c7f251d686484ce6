import assert from "node:assert/strict";
import test from "node:test";
import { formatPhone, looksWrong } from "../src/model/phone.ts";

test("Swedish numbers are shown as Swedes write them", () => {
  assert.equal(formatPhone("+46701740605"), "070-174 06 05");
  assert.equal(formatPhone("+46846500410"), "08-465 004 10");
  assert.equal(formatPhone("+468123456"), "08-12 34 56");
  assert.equal(formatPhone("+4631123456"), "031-12 34 56");
  assert.equal(formatPhone("+46311234567"), "031-123 45 67");
  assert.equal(formatPhone("+4651312345"), "0513-123 45");
  assert.equal(formatPhone("+46980123456"), "0980-12 34 56");
});

test("foreign numbers stay international", () => {
  assert.equal(formatPhone("+4740612345"), "+47 40 61 23 45");
  assert.equal(formatPhone("+12025550100"), "+1 20 25 55 01 00");
  assert.equal(formatPhone("+358401234567"), "+358 401 23 45 67");
});

test("what is not E.164 is shown untouched", () => {
  for (const text of ["softphone", "", "070-174 06 05"]) assert.equal(formatPhone(text), text);
});

test("only what nobody could take for a number raises a doubt", () => {
  const fine = ["070-174 06 05", "+46 (0)70 174 06 05", "0046701740605", "+47 40 61 23 45", "08/465 004 10"];
  for (const typed of fine) assert.equal(looksWrong(typed), false, typed);
  for (const typed of ["12", "anna", "070-174 O6 05", "++46"]) assert.equal(looksWrong(typed), true, typed);
});
