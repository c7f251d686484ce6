import assert from "node:assert/strict";
import test from "node:test";
import { cut } from "../src/model/csv_parts.ts";
import { begun, template, withUsers } from "../src/model/users_import.ts";

test("answers add up, and what is wrong is told by line", () => {
  const error = (line: number) => ({ line, code: "x", message: "y" });
  const answer = { added: 2, updated: 1, unchanged: 3, skipped: 1, errors: [error(4)] };
  const state = withUsers(withUsers(begun("f.csv", 2, [error(9)]), answer), answer);
  assert.deepEqual([state.added, state.updated, state.unchanged, state.skipped], [4, 2, 6, 2]);
  assert.deepEqual([state.sent, state.parts], [2, 2]);
  assert.deepEqual(state.errors.map(({ line }) => line), [4, 4, 9]);
});

test("the template is what Excel writes, and can be cut like any list", () => {
  const text = template(["id", "namn"], [["anna", 'Anna "A"; Lind']]);
  assert.equal(text, '\ufeffid;namn\r\nanna;"Anna ""A""; Lind"\r\n');
});

test("a part has so many rows at most, and the later ones bring the header", () => {
  const file = ["id;namn", "a;A", "b;B", "c;C"].join("\n");
  const { parts } = cut(file, undefined, 2);
  assert.deepEqual(parts.map(({ csv, header, first_line }) => [csv, header, first_line]), [
    ["id;namn\na;A", null, 1],
    ["b;B\nc;C", "id;namn", 3],
  ]);
});
