import assert from "node:assert/strict";
import test from "node:test";
import { WHOLE, rowWindow } from "../src/model/row_window.ts";

const ROW = 50;

test("issue 9: a short list is drawn whole, wherever the view is", () => {
  const whole = { first: 0, end: WHOLE, above: 0, below: 0 };
  assert.deepEqual(rowWindow(WHOLE, ROW, { top: 9000, height: 100 }), whole);
});

test("issue 9: whatever is in view of 1,000 rows is drawn, and few others; the height never changes", () => {
  for (let top = -3000; top < 53_000; top += 37) {
    const view = { top, height: 700 };
    const { first, end, above, below } = rowWindow(1000, ROW, view);
    assert.equal(above + (end - first) * ROW + below, 1000 * ROW);
    assert.ok(end - first < WHOLE, `${end - first} rows`);
    for (const y of [top, top + view.height - 1]) {
      if (y < 0 || y >= 1000 * ROW) continue;
      const row = Math.floor(y / ROW);
      assert.ok(first <= row && row < end, `row ${row} at ${top} is not among ${first}–${end}`);
    }
  }
});

test("a view taller than the list draws it all, no row twice", () => {
  const all = { first: 0, end: 100, above: 0, below: 0 };
  assert.deepEqual(rowWindow(100, ROW, { top: 2000, height: 90_000 }), all);
});
