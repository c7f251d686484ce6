import assert from "node:assert/strict";
import test from "node:test";
import { cut } from "../src/model/csv_parts.ts";
import { textOf } from "../src/model/file_text.ts";
import { reportText, withAnswer } from "../src/model/number_import.ts";

const row = (n: number) => `070174${n};Kund ${n}`;

test("names: a short list is one part, whose header is in it", () => {
  const { parts, tooLong } = cut("nummer;namn\r\n1;a\r\n");
  assert.deepEqual(parts, [{ csv: "nummer;namn\n1;a\n", header: null, first_line: 1 }]);
  assert.deepEqual(tooLong, []);
});

test("names: a long list is cut between rows, each part below its size, none lost", () => {
  const rows = ["nummer;namn", ...Array.from({ length: 5_000 }, (_, n) => row(n))];
  const { parts } = cut(rows.join("\n"), 4_000);
  assert.ok(parts.length > 20);
  for (const [at, part] of parts.entries()) {
    assert.ok(Buffer.byteLength(JSON.stringify(part.csv)) <= 4_000);
    assert.equal(part.header, at === 0 ? null : "nummer;namn");
    assert.equal(rows[part.first_line - 1], part.csv.split("\n")[0]);
  }
  assert.deepEqual(parts.flatMap((part) => part.csv.split("\n")), rows);
});

test("names: what JSON and UTF-8 add counts", () => {
  const { parts } = cut(Array.from({ length: 400 }, () => '1;"å\t"').join("\n"), 1_000);
  for (const { csv } of parts) assert.ok(Buffer.byteLength(JSON.stringify(csv)) <= 1_000);
});

test("names: no cut goes through a quoted line break, and lines go on counting", () => {
  const text = Array.from({ length: 60 }, (_, n) => `${n};"a\n""b"\n`).join("");
  const { parts } = cut(text, 100);
  for (const { csv, first_line } of parts) {
    assert.equal((csv.match(/"/g)?.length ?? 0) % 2, 0);
    assert.equal(first_line % 2, 1);
  }
});

test("names: a forgotten quotation mark does not glue the rest together", () => {
  const text = `1;"a\n${Array.from({ length: 100 }, (_, n) => row(n)).join("\n")}`;
  const { parts } = cut(text, 500);
  assert.ok(parts.length > 3);
  assert.equal(parts.map((part) => part.csv).join("\n"), text);
});

test("names: a row that no request can carry is told, the others are sent", () => {
  const { parts, tooLong } = cut(`1;a\n2;${"x".repeat(600)}\n3;c`, 500);
  assert.deepEqual(tooLong, [2]);
  assert.deepEqual(parts.map((part) => [part.first_line, part.csv]), [[1, "1;a"], [3, "3;c"]]);
});

test("names: a file of nothing is no part", () => {
  assert.deepEqual(cut("\n\n  \n").parts, []);
});

test("names: a file is read in the encoding that it has", () => {
  const bytes = (encoding: BufferEncoding, text: string) => new Uint8Array(Buffer.from(text, encoding));
  assert.equal(textOf(bytes("utf8", "Åsa")), "Åsa");
  assert.equal(textOf(bytes("utf8", "\ufeffÅsa")), "Åsa");
  assert.equal(textOf(bytes("latin1", "Åsa Öst")), "Åsa Öst");
  assert.equal(textOf(new Uint8Array([0x80])), "€");
  assert.equal(textOf(bytes("utf16le", "\ufeffÅsa")), "Åsa");
});

test("names: answers add up to one report by line", () => {
  const error = (line: number) => ({ line, code: "x", message: `Fel ${line}.` });
  const counts = { duplicates: 0, barred: 0 };
  const begun = { file: "f", sent: 0, parts: 2, kept: 0, errors: [error(9)], ...counts };
  const first = withAnswer(begun, { kept: 3, errors: [error(4)], duplicates: 2, barred: 1 });
  const state = withAnswer(first, { kept: 1, errors: [], duplicates: 1 });
  assert.deepEqual([state.duplicates, state.barred], [3, 1]);
  assert.deepEqual([state.sent, state.kept, state.errors.map((e) => e.line)], [2, 4, [4, 9]]);
  assert.equal(reportText(state.errors, "Rad"), "Rad 4: Fel 4.\nRad 9: Fel 9.");
});
