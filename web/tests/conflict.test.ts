import assert from "node:assert/strict";
import test from "node:test";
import { settled, theirChanges } from "../src/model/conflict.ts";

const field = (name: string, words: string, mine = false) => ({ field: name, label: name, words, mine });

test("what the other changed is told; where I typed too, I have to choose", () => {
  const seen = [field("name", "Anna", true), field("email", "a@x"), field("roles", "agent", true)];
  const now = [field("name", "Anna B", true), field("email", "b@x"), field("roles", "agent", true)];
  const theirs = theirChanges(seen, now);
  assert.deepEqual(theirs.map(({ field: name, words, clash }) => [name, words, clash]), [
    ["name", "Anna B", true],
    ["email", "b@x", false],
  ]);
  assert.deepEqual(settled(theirs, "name").map(({ clash }) => clash), [false, false]);
});

test("where the other changed something else entirely there is nothing to choose", () => {
  const same = [field("name", "Anna", true)];
  assert.deepEqual(theirChanges(same, same), []);
});
