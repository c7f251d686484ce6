import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { en } from "../src/texts/en.ts";
import { fill, preferredLocale, setLocale, t, tOf } from "../src/texts/index.ts";
import { sv } from "../src/texts/sv.ts";

const SRC = join(import.meta.dirname, "..", "src");
const TEXTS = join(SRC, "texts");
const source = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((file) => join(SRC, file))
  .filter((file) => file.endsWith(".ts") && !file.startsWith(TEXTS))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

/** Keys that stand whole in the source, and beginnings of those that are put together there. */
const whole = new Set([...source.matchAll(/["'`]([a-z_]+\.[a-z_]+)["'`]/g)].map((match) => match[1]));
const composed = [
  ...[...source.matchAll(/`([a-z_]+\.[a-z_]*)\$\{/g)].map((match) => match[1] ?? ""),
  ...[...source.matchAll(/tOf\("([a-z_]+)"/g)].map((match) => `${match[1]}.`),
];

test("B8: both languages have the same texts, with the same holes to fill", () => {
  assert.deepEqual(Object.keys(en), Object.keys(sv));
  const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of Object.keys(sv) as (keyof typeof sv)[]) {
    assert.deepEqual(holes(en[key]), holes(sv[key]), key);
  }
});

test("B8: every text is used somewhere", () => {
  const used = (key: string) => whole.has(key) || composed.some((start) => key.startsWith(start));
  assert.deepEqual(Object.keys(sv).filter((key) => !used(key)), []);
});

test("B8: what is put together has at least one text", () => {
  const lonely = composed.filter((start) => !Object.keys(sv).some((key) => key.startsWith(start)));
  assert.deepEqual(lonely, []);
});

test("holes are filled, and an unknown one is left to be seen", () => {
  assert.equal(fill("{a} av {b}", { a: 3 }), "3 av {b}");
});

test("B8: numbers are written as the language writes them", () => {
  assert.equal(fill("{n}", { n: 12_345 }), "12\u00a0345");
  setLocale("en");
  assert.equal(fill("{n}", { n: 12_345 }), "12,345");
  setLocale("sv");
});

test("the language in use decides; what the server invents shows as it came", () => {
  setLocale("en");
  assert.equal(t("nav.desk"), "My desk");
  assert.equal(tOf("reason", "lunch"), "lunch");
  assert.equal(tOf("reason", "tandläkare"), "tandläkare");
  setLocale("sv");
  assert.equal(t("nav.desk"), "Mitt bord");
});

test("the browser's first known language is taken, else Swedish", () => {
  assert.equal(preferredLocale(["en-GB", "sv"]), "en");
  assert.equal(preferredLocale(["fi-FI", "sv-FI", "en"]), "sv");
  assert.equal(preferredLocale(["de"]), "sv");
});
