import assert from "node:assert/strict";
import test from "node:test";
import { likelyKind } from "../src/model/device.ts";
import { endedText, endedWhy } from "../src/model/ended.ts";
import { firstName, groupNames, initials } from "../src/model/people.ts";
import { sv } from "../src/texts/sv.ts";

test("people are shortened without losing letters", () => {
  assert.equal(firstName("Anna Lind"), "Anna");
  assert.equal(initials("Håkan von Östergren"), "HÖ");
  assert.equal(initials("åsa"), "Å");
});

test("groups stand in the organisation's order, and an unknown one is not hidden", () => {
  const groups = [
    { id: "support", name: "Support", media: "voice" },
    { id: "vaxel", name: "Växel", media: "voice" },
  ] as const;
  assert.equal(groupNames(["vaxel", "ny", "support"], [...groups]), "Support, Växel, ny");
});

test("the kind of client follows the device (issue: PC or installed on PC, phone, else web)", () => {
  const pc = { installed: false, finePointer: true, touch: false, narrow: false };
  const phone = { installed: false, finePointer: false, touch: true, narrow: true };
  assert.equal(likelyKind(pc), "desktop");
  assert.equal(likelyKind({ ...pc, touch: true }), "desktop");
  assert.equal(likelyKind(phone), "mobile");
  assert.equal(likelyKind({ ...phone, narrow: false }), "web");
});

test("X1: every reason for a logout has its sentence", () => {
  const reasons = ["user", "replaced", "connection_lost", "admin", "toggled", "disabled", "password_changed"] as const;
  for (const reason of reasons) {
    for (const by of [null, "desktop", "mobile", "web", "distance", "alva", "system"]) {
      const end = { reason, by, at: "2026-01-05T07:02:00Z" };
      assert.ok(endedText(end).key in sv, `${reason} by ${by}`);
      const why = endedWhy(end);
      assert.ok(why === null || why in sv);
    }
  }
});

test("X1: the sentence says how the other login came about", () => {
  const end = { reason: "replaced", by: "distance", at: "2026-01-05T07:02:00Z" } as const;
  assert.equal(endedText(end).key, "ended.replaced_distance");
});
