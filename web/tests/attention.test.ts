import assert from "node:assert/strict";
import test from "node:test";
import {
  type Attention,
  cleared,
  foremost,
  raised,
  rings,
  tabTitle,
  toNotify,
} from "../src/model/attention.ts";
import { DEFAULT_VOLUME, gainOf, volumeOf } from "../src/model/tone.ts";

const one = (id: string, more: Partial<Attention> = {}): Attention => ({
  id,
  title: `Samtal ${id}`,
  body: "",
  urgent: false,
  ...more,
});
const all = (...raises: Attention[]) => raises.reduce(raised, [] as readonly Attention[]);
const AWAY = { permission: "granted", watched: false } as const;

test("issue 9, 3: the tab tells of the newest that is urgent, then of the newest, then of the page", () => {
  const held = all(one("a", { urgent: true }), one("b"), one("c", { urgent: true }), one("d"));
  assert.equal(tabTitle(held, "Jour"), "● Samtal c");
  assert.equal(foremost(cleared(cleared(held, "a"), "c"))?.id, "d");
  assert.equal(tabTitle([], "Tillgänglig · Jour"), "Tillgänglig · Jour");
});

test("issue 9, 3: it rings as long as anything urgent stands", () => {
  const held = all(one("a", { urgent: true }), one("b"));
  assert.equal(rings(held), true);
  assert.equal(rings(cleared(held, "a")), false);
});

test("the very same thing raised again is no news; what is worded anew keeps its place", () => {
  const held = all(one("a"), one("b"));
  assert.equal(raised(held, one("a")), held);
  const again = raised(held, one("a", { title: "Två samtal" }));
  assert.deepEqual(again.map(({ title }) => title), ["Två samtal", "Samtal b"]);
  assert.equal(cleared(held, "unknown"), held);
});

test("issue 9, 3: the system tells each thing once, to those who look elsewhere and allowed it", () => {
  const held = all(one("a"), one("b"));
  assert.deepEqual(toNotify(held, new Set(["a"]), AWAY), [one("b")]);
  assert.deepEqual(toNotify(held, new Set(), { ...AWAY, watched: true }), []);
  for (const permission of ["denied", "default", "unsupported"] as const) {
    assert.deepEqual(toNotify(held, new Set(), { ...AWAY, permission }), []);
  }
});

test("a remembered volume that makes no sense is the usual one, and silence is silent", () => {
  for (const nonsense of [null, "", "loud", "-1", "101"]) {
    assert.equal(volumeOf(nonsense), DEFAULT_VOLUME);
  }
  assert.deepEqual(["0", "35", "100"].map(volumeOf), [0, 35, 100]);
  assert.equal(gainOf(0), 0);
});
