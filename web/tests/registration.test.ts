import assert from "node:assert/strict";
import test from "node:test";
import type { ListedUser } from "../src/administration_api.ts";
import { isWithin, userAddress, userPage } from "../src/model/addresses.ts";
import { changes, isChanged, shown, withChoice } from "../src/model/draft.ts";
import { looksLandline } from "../src/model/phone.ts";
import { namedField } from "../src/model/refusal.ts";
import { editOf, formOf, isPin, staffedByCall } from "../src/model/registration.ts";

const ANNA: ListedUser = {
  id: "anna",
  name: "Anna Lind",
  email: "anna@demo.example",
  language: "sv",
  roles: ["agent"],
  groups: ["support", "chatt"],
  disabled: false,
  distance: {
    number: "+46701740605",
    alternative_number: "+46846500420",
    preselected_groups: ["support"],
    has_pin: true,
  },
  softphone: null,
  credentials: null,
  password: "chosen",
  warnings: [],
  version: 1,
};

test("an address is a user's page and says which tab, whatever the id holds", () => {
  for (const id of ["anna", "anna.lind@x.se", "åsa", "a/b", "50%"]) {
    assert.deepEqual(userPage(userAddress(id, "callcenter")), { id, tab: "callcenter" });
    assert.ok(!userAddress(id).split("/").at(-1)?.includes("."), "what has a dot is a file");
  }
  assert.deepEqual(userPage("/administration/anvandare/anna"), { id: "anna", tab: "details" });
  assert.deepEqual(userPage("/administration/anvandare/50%/uppgifter"), { id: "50%", tab: "details" });
  assert.deepEqual(userPage("/administration/ny-anvandare"), { id: null, tab: "details" });
  for (const other of ["/", "/administration", "/administration/anvandare/", "/kollegor"]) {
    assert.equal(userPage(other), null);
  }
});

test("a page below another one lights its place in the navigation", () => {
  assert.ok(isWithin("/administration/anvandare/anna", "/administration"));
  assert.ok(!isWithin("/administration", "/"));
  assert.ok(!isWithin("/administrationen", "/administration"));
});

test("what was not touched follows what is saved; what was typed stays", () => {
  const draft = { name: "Anna Ek" };
  assert.deepEqual(shown({ name: "Anna", email: "ny@x.se" }, draft), { name: "Anna Ek", email: "ny@x.se" });
  assert.deepEqual(changes({ name: "Anna Ek", email: "a" }, draft), {});
});

test("lists are choices without order, and space around a text is no change", () => {
  assert.ok(!isChanged({ groups: ["a", "b"], name: "x" }, { groups: ["b", "a"], name: " x " }));
  assert.ok(isChanged({ groups: ["a"] }, { groups: [] }));
  assert.deepEqual(withChoice(["a", "b"], "a", false), ["b"]);
  assert.deepEqual(withChoice(["a"], "a", true), ["a"]);
});

test("F5, F7: only what was touched is sent, and an emptied alternative is taken away", () => {
  const saved = formOf(ANNA);
  assert.equal(saved.number, "070-174 06 05");
  assert.deepEqual(editOf(saved, { alternative_number: " " }), { alternative_number: null });
  assert.deepEqual(editOf(saved, { number: "070-174 06 05", pin: "2580" }), { pin: "2580" });
  assert.deepEqual(editOf(saved, { pin: null }), { pin: null });
  assert.deepEqual(editOf(saved, { preselected_groups: [] }), { preselected_groups: [] });
});

test("B7: a PIN is four to six digits", () => {
  assert.deepEqual(["1234", "123456", "123", "1234567", "12a4", ""].map(isPin), [
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("F8, F11: a call staffs the chosen groups, or all voice groups, never a chat", () => {
  const own = [
    { id: "support", name: "Support", media: "voice" as const },
    { id: "vaxel", name: "Växel", media: "voice" as const },
    { id: "chatt", name: "Chatt", media: "chat" as const },
  ];
  const ids = (chosen: string[]) => staffedByCall(chosen, own).map((group) => group.id);
  assert.deepEqual(ids([]), ["support", "vaxel"]);
  assert.deepEqual(ids(["vaxel"]), ["vaxel"]);
});

test("F13: only Swedish numbers outside the mobile ranges are doubted", () => {
  const doubted = ["08-465 004 20", "+46 (0)8-465 004 20", "0046 8 465 004 20", "010-123 45 67"];
  for (const number of doubted) assert.ok(looksLandline(number), number);
  for (const number of ["070-174 06 05", "+46 76 123 45 67", "+1 202 555 0123", "07", "x"]) {
    assert.ok(!looksLandline(number), number);
  }
});

test("a refusal is shown at the field that it names", () => {
  assert.equal(namedField({ field: "number" }), "number");
  assert.equal(namedField({ errors: [{ field: "distance.pin", rule: "string_type" }] }), "pin");
  assert.equal(namedField({ errors: [] }), null);
  assert.equal(namedField({}), null);
});
