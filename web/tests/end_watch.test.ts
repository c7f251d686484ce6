import assert from "node:assert/strict";
import test from "node:test";
import { EndWatch } from "../src/model/end_watch.ts";
import { ago } from "./calls_fixture.ts";
import { NOW, agent, anna, state } from "./people_fixture.ts";

function watched() {
  const waits: number[] = [];
  const acts: (() => void)[] = [];
  const said: string[] = [];
  const later = (ms: number, act: () => void) => {
    waits.push(ms);
    acts.push(act);
    return () => void waits.pop();
  };
  const watch = new EndWatch({ later }, { passed: () => said.push("passed"), ask: () => said.push("ask") });
  return { watch, waits, acts, said };
}

const wrapUp = (seconds: number) => ({ state: "wrap_up", until: ago(-seconds) }) as const;

test("it wakes at the nearest end", () => {
  const { watch, waits, acts, said } = watched();
  watch.follow(state([agent("bo", 1, wrapUp(12))], anna(1, wrapUp(30))), NOW);
  assert.deepEqual(waits, [12_000]);
  acts[0]?.();
  assert.deepEqual(said, ["passed"]);
});

test("my own end is asked about once, and again only after a while", () => {
  const { watch, waits, acts, said } = watched();
  const held = state([], anna(1, wrapUp(-1)));
  watch.follow(held, NOW);
  watch.follow(held, NOW);
  assert.deepEqual([said, waits], [["ask"], [5_000]]);
  acts.at(-1)?.();
  watch.follow(held, NOW);
  assert.deepEqual(said, ["ask", "passed", "ask"]);
});

test("a colleague's end is not asked about: they are as many as there are screens", () => {
  const { watch, said, waits } = watched();
  watch.follow(state([agent("bo", 1, wrapUp(-1))]), NOW);
  assert.deepEqual([said, waits], [[], []]);
});
