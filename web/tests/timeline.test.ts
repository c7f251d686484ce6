import assert from "node:assert/strict";
import test from "node:test";
import { type Day, type DayEntry, hoursShown, timeline } from "../src/model/timeline.ts";

const at = (clock: string) => `2026-03-11T${clock}:00.000Z`;
const DAY: Day = {
  begins: "2026-03-10T23:00:00.000Z",
  ends: "2026-03-11T23:00:00.000Z",
  now: "2026-03-12T09:00:00.000Z",
  before: [],
  entries: [],
  talks: [],
};

function entry(clock: string, event: string, more: Partial<DayEntry> = {}): DayEntry {
  return {
    at: at(clock),
    user: "anna",
    name: "Anna",
    event,
    channel: "desktop",
    reason: null,
    by: null,
    agent: true,
    ...more,
  };
}

function told(day: Partial<Day>): string[] {
  const [row] = timeline({ ...DAY, ...day }, "sv");
  const clock = (time: number) => new Date(time).toISOString().slice(11, 16);
  return (row?.spans ?? []).map(({ state, from, to }) => `${clock(from)}-${clock(to)} ${state}`);
}

test("B6: a day is a row of spans from the login to the logout", () => {
  const entries = [
    entry("07:00", "login"),
    entry("08:00", "groups"),
    entry("10:00", "pause", { reason: "lunch" }),
    entry("11:00", "resume"),
    entry("15:00", "logout", { reason: "user" }),
  ];
  assert.deepEqual(told({ entries }), ["07:00-10:00 available", "10:00-11:00 paused", "11:00-15:00 available"]);
  const last = timeline({ ...DAY, entries }, "sv")[0]?.spans.at(-1);
  assert.deepEqual(last?.ended, { reason: "user", by: null });
});

test("B6: who was there when the day began has been there since", () => {
  const before = [
    { user: "anna", name: "Anna", channel: "mobile" as const, paused: true, reason: "lunch", since: at("00:00") },
  ];
  assert.deepEqual(told({ before }), ["23:00-23:00 paused"]);
  assert.deepEqual(told({ entries: [entry("06:00", "logout")] }), ["23:00-06:00 available"]);
  assert.deepEqual(told({ entries: [entry("06:00", "resume")] }), ["23:00-06:00 paused", "06:00-23:00 available"]);
});

test("B6: a call lies over what the agent says of themselves", () => {
  const entries = [entry("07:00", "login"), entry("15:00", "logout")];
  const talks = [
    { user: "anna", name: "Anna", group: "support", begins: at("08:00"), ends: at("08:10") },
    { user: "anna", name: "Anna", group: "support", begins: at("14:55"), ends: at("15:05") },
  ];
  assert.deepEqual(told({ entries, talks }), [
    "07:00-08:00 available",
    "08:00-08:10 busy",
    "08:10-14:55 available",
    "14:55-15:05 busy",
  ]);
});

test("B6: while the day lasts it ends now; a login that is replaced ends where the next begins", () => {
  const entries = [entry("07:00", "login"), entry("09:00", "login", { channel: "mobile" })];
  const day = { entries, now: at("10:00") };
  assert.deepEqual(told(day), ["07:00-09:00 available", "09:00-10:00 available"]);
  const spans = timeline({ ...DAY, ...day }, "sv")[0]?.spans ?? [];
  assert.deepEqual(spans.map(({ channel, open }) => [channel, open.end]), [["desktop", false], ["mobile", true]]);
});

test("plain logins have no row; names are in order; hours around what happened are shown", () => {
  const entries = [
    entry("07:00", "login", { user: "o", name: "Örjan" }),
    entry("07:30", "login", { user: "b", name: "Bo" }),
    entry("08:00", "login", { user: "x", name: "Axel", agent: false }),
    entry("09:00", "logout", { user: "o", name: "Örjan" }),
    entry("09:00", "logout", { user: "b", name: "Bo" }),
  ];
  const rows = timeline({ ...DAY, entries }, "sv");
  assert.deepEqual(rows.map(({ name }) => name), ["Bo", "Örjan"]);
  assert.deepEqual(hoursShown(rows, DAY), [8, 16]);
  assert.deepEqual(hoursShown([], DAY), [8, 18]);
});
