import assert from "node:assert/strict";
import test from "node:test";
import { clock, dayPart, elapsed, isoDate, moment, secondsSince, stopwatch } from "../src/model/time.ts";

const MORNING = new Date(2026, 2, 4, 8, 2);

test("the clock is written as each language writes it", () => {
  assert.equal(clock(MORNING, "sv"), "08:02");
  assert.equal(clock(MORNING, "en"), "08:02");
  assert.equal(clock(new Date(2026, 2, 4, 0, 5), "sv"), "00:05");
});

test("calls are timed to the second", () => {
  assert.deepEqual([0, 20, 192, 3849].map(stopwatch), ["0:00", "0:20", "3:12", "1:04:09"]);
});

test("a status is timed in words that stay still for a while", () => {
  const times = [5, 720, 3599, 7300, 200_000].map((s) => elapsed(s, "sv"));
  assert.deepEqual(times, ["nyss", "12 min", "59 min", "2 h", "2 d"]);
});

test("a clock that is behind the server's never shows a negative time", () => {
  assert.equal(secondsSince("2026-03-04T08:00:10Z", new Date("2026-03-04T08:00:00Z")), 0);
  assert.equal(secondsSince("2026-03-04T08:00:00Z", new Date("2026-03-04T08:01:02Z")), 62);
});

test("another day is named", () => {
  const at = (day: number, hour: number) => new Date(2026, 2, day, hour, 40);
  assert.equal(moment(at(4, 7), MORNING, "sv"), "07:40");
  assert.equal(moment(at(3, 23), MORNING, "sv"), "i går 23:40");
  assert.equal(moment(at(1, 9), MORNING, "sv"), "1 mars 09:40");
  assert.equal(moment(at(1, 9), MORNING, "en"), "1 March 09:40");
});

test("the greeting follows the hour", () => {
  assert.deepEqual([3, 5, 9, 10, 17, 18, 22, 23].map(dayPart), [
    "day", "morning", "morning", "day", "day", "evening", "evening", "day",
  ]);
});

test("a date is the local day", () => {
  assert.equal(isoDate(new Date(2026, 2, 4, 0, 30)), "2026-03-04");
});
