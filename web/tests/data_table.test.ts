import assert from "node:assert/strict";
import test from "node:test";
import { type TableColumn, type TableQuery, tablePage, turned } from "../src/model/data_table.ts";

interface Person {
  name: string;
  calls: number | null;
  secret: string;
}

const PEOPLE: Person[] = [
  { name: "Örjan Ek", calls: 10, secret: "x" },
  { name: "Anna Lind", calls: 9, secret: "x" },
  { name: "bo Lind", calls: null, secret: "anna" },
];
const COLUMNS: TableColumn<Person>[] = [
  { id: "name", value: ({ name }) => name },
  { id: "calls", value: ({ calls }) => calls },
  { id: "secret", value: ({ secret }) => secret, search: false },
];
const QUERY: TableQuery = { search: "", sorting: null, page: 0, pageSize: 2 };

function names(query: Partial<TableQuery>, people = PEOPLE): string[] {
  return tablePage(people, COLUMNS, { ...QUERY, pageSize: 9, ...query }, "sv").rows.map(({ name }) => name);
}

test("every word has to be found, in whatever column is searched, in any case", () => {
  assert.deepEqual(names({ search: "LIND an" }), ["Anna Lind"]);
  assert.deepEqual(names({ search: "  ö " }), ["Örjan Ek"]);
  assert.deepEqual(names({ search: "10" }), ["Örjan Ek"]);
  assert.deepEqual(names({ search: "ingen" }), []);
});

test("names sort as the language does, whatever their case; nothing stands last both ways", () => {
  const by = (column: string, descending: boolean) => names({ sorting: { column, descending } });
  assert.deepEqual(by("name", false), ["Anna Lind", "bo Lind", "Örjan Ek"]);
  assert.deepEqual(by("name", true), ["Örjan Ek", "bo Lind", "Anna Lind"]);
  assert.deepEqual(by("calls", false), ["Anna Lind", "Örjan Ek", "bo Lind"]);
  assert.deepEqual(by("calls", true), ["Örjan Ek", "Anna Lind", "bo Lind"]);
  assert.deepEqual(by("unknown", true), PEOPLE.map(({ name }) => name));
});

test("a page says what it shows; one beyond the end is the last", () => {
  const page = (number: number) => tablePage(PEOPLE, COLUMNS, { ...QUERY, page: number }, "sv");
  const { rows, ...told } = page(9);
  assert.deepEqual(rows.map(({ name }) => name), ["bo Lind"]);
  assert.deepEqual(told, { found: 3, total: 3, page: 1, pages: 2, first: 3, last: 3 });
  const none = tablePage([], COLUMNS, QUERY, "sv");
  assert.deepEqual([none.pages, none.first, none.last], [1, 0, 0]);
});

test("a press on a head sorts up, the next one down; another head begins upwards", () => {
  const first = turned(null, "name");
  assert.deepEqual(first, { column: "name", descending: false });
  assert.deepEqual(turned(first, "name"), { column: "name", descending: true });
  assert.deepEqual(turned(turned(first, "name"), "calls"), { column: "calls", descending: false });
});
