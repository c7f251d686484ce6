import assert from "node:assert/strict";
import test from "node:test";
import {
  FIRST_ROW,
  phonesOf,
  presented,
  readRow,
  withHidden,
  withMade,
  withNumber,
  withPhone,
  withoutPhone,
} from "../src/model/phone_row.ts";

const ANNA = { number: "+46701740605", label: "Anna Andersson", organisation: "Demo" };

test("issue 5: agents' registered phones stand first, then two customers, one of them withheld", () => {
  const phones = phonesOf(FIRST_ROW, [ANNA]);
  assert.deepEqual(phones.map(({ kind }) => kind), ["agent", "customer", "customer"]);
  assert.deepEqual(phones.map(({ hidden }) => hidden), [false, false, true]);
  assert.equal(phones[0]?.label, "Anna Andersson");
});

test("issue 5: a phone can have any number, also a malformed one", () => {
  const { row, id } = withPhone(FIRST_ROW, " 12ab ");
  assert.equal(row.own.at(-1)?.number, "12ab");
  assert.equal(withNumber(row, id, "++46").own.at(-1)?.number, "++46");
});

test("what a Swede writes is presented as the network does; the rest as typed", () => {
  assert.equal(presented("070-174 06 05"), "+46701740605");
  assert.equal(presented("00 47 40 61 23 45"), "+4740612345");
  assert.equal(presented("+46 8 465 004 01"), "+46846500401");
  for (const odd of ["112", "+46", "anna", "070-174 O6 05", "*21*"]) assert.equal(presented(odd), odd);
});

test("a new phone never takes the id of one that is still there", () => {
  const first = withPhone(FIRST_ROW, "1");
  const second = withPhone(withoutPhone(first.row, "k1"), "2");
  const ids = second.row.own.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("a phone that is taken away takes its call with it", () => {
  const row = withMade(FIRST_ROW, "k1", { id: "c1", since: "2026-01-02T08:00:00Z" });
  assert.deepEqual(withoutPhone(row, "k1").made, {});
});

test("an agent's and a customer's number can be withheld and shown again", () => {
  for (const id of [ANNA.number, "k1"]) {
    const hidden = (row: typeof FIRST_ROW) => phonesOf(row, [ANNA]).find((one) => one.id === id)?.hidden;
    const withheld = withHidden(withHidden(FIRST_ROW, id, true), id, true);
    assert.equal(hidden(withheld), true);
    assert.equal(hidden(withHidden(withheld, id, false)), false);
  }
});

test("issue 5: the row survives a reload; what can't be read gives the first row", () => {
  const { row } = withPhone(withHidden(FIRST_ROW, ANNA.number, true), "12");
  assert.deepEqual(readRow(JSON.stringify(row)), row);
  for (const text of [null, "", "{", "null", '{"own":1}']) assert.deepEqual(readRow(text), FIRST_ROW);
});
