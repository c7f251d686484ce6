import assert from "node:assert/strict";
import test from "node:test";
import { strength } from "../src/model/password_strength.ts";

test("nothing typed is no strength at all", () => {
  assert.equal(strength(""), 0);
});

test("four characters are weak, whatever they are", () => {
  assert.equal(strength("aB3!"), 1);
});

test("more of the same is never weaker, and length leads to the top", () => {
  let before = 0;
  const phrase = "fyra gula hästar kör buss";
  for (let length = 1; length <= phrase.length; length += 1) {
    const now = strength(phrase.slice(0, length));
    assert.ok(now >= before, phrase.slice(0, length));
    before = now;
  }
  assert.equal(before, 4);
});

test("kinds of characters help", () => {
  assert.ok(strength("kxwmqpzr") < strength("kX7m!pZr"));
});

test("repetition and counting on hardly help", () => {
  assert.equal(strength("aaaaaaaaaaaaaaaa"), 1);
  assert.equal(strength("abababababababab"), 1);
  assert.equal(strength("12345678901234"), 1);
  assert.ok(strength("abcdefghijklmnop") < strength("plmiwsxefvtghaqz"));
});

test("characters are counted, not their bytes", () => {
  assert.equal(strength("😀"), 1);
  assert.equal(strength("a\u030aterbruk"), strength("\u00e5terbruk"));
});
