import assert from "node:assert/strict";
import test from "node:test";
import { isMeant } from "../src/model/credentials.ts";

const ASA = { id: "asan", name: "Åsa Nilsson Berg" };

test("an administrator finds people by the beginnings of their names, or by id", () => {
  for (const typed of ["", "ås", "nils", "berg åsa", "san", "  ÅSA "]) {
    assert.ok(isMeant(ASA, typed), typed);
  }
  for (const typed of ["sa n x", "ilsson", "bo"]) assert.ok(!isMeant(ASA, typed), typed);
});
