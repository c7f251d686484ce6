import assert from "node:assert/strict";
import test from "node:test";
import {
  type Hours,
  asEnd,
  asTyped,
  faultyDay,
  likeMonday,
  officeHours,
  runs,
  share,
  withAnother,
  withSpans,
} from "../src/model/hours.ts";

test("neighbouring weekdays with the same hours are told as one run, a closed day parts them", () => {
  const hours: Hours = { ...officeHours(), sat: [["10:00", "14:00"]] };
  const told = (of: Hours) => runs(of).map(({ first, last }) => `${first}-${last}`);
  assert.deepEqual(told(hours), ["mon-fri", "sat-sat"]);
  assert.deepEqual(told(withSpans(hours, "wed", [])), ["mon-tue", "thu-fri", "sat-sat"]);
});

test("a span that ends before it begins, overlaps, or is not written is found with its day", () => {
  assert.equal(faultyDay(officeHours()), null);
  assert.equal(faultyDay({ tue: [["17:00", "08:00"]] }), "tue");
  assert.equal(faultyDay({ wed: [["08:00", "12:00"], ["11:00", "17:00"]] }), "wed");
  assert.equal(faultyDay({ wed: [["13:00", "17:00"], ["08:00", "12:00"]] }), null);
  assert.equal(faultyDay({ sun: [["", "12:00"]] }), "sun");
});

test("one span more follows the last, and stays within the day", () => {
  assert.deepEqual(withAnother({}, "mon").mon, [["08:00", "17:00"]]);
  assert.deepEqual(withAnother(officeHours(), "mon").mon?.[1], ["18:00", "20:00"]);
  assert.deepEqual(withAnother({ mon: [["08:00", "24:00"]] }, "mon").mon?.[1], ["23:00", "24:00"]);
});

test("Monday's hours are copied to the workdays and to no other day", () => {
  const hours: Hours = { mon: [["09:00", "16:00"]], sat: [["10:00", "14:00"]] };
  assert.deepEqual(likeMonday(hours).fri, [["09:00", "16:00"]]);
  assert.deepEqual(likeMonday(hours).sat, [["10:00", "14:00"]]);
  assert.equal(likeMonday(hours).sun, undefined);
});

test("midnight at a span's end is drawn at the end of the day, and typed as 00:00", () => {
  assert.deepEqual(share(["18:00", "24:00"]), { at: 75, width: 25 });
  assert.equal(asEnd(asTyped("24:00")), "24:00");
});
