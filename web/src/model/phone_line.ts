/** What goes on with one phone, and what its green and its red key do then. */
import type { Made, Phone } from "./phone_row.ts";
import type { BusyPhone, Call } from "./simulator.ts";

export type Line =
  | { name: "idle" }
  /** It has asked for a call, which is not there yet. */
  | { name: "dialling"; to: string }
  /** The call that it made. */
  | { name: "talking"; call: Call; since: string }
  | { name: "over"; call: Call }
  /** Somebody rings it. */
  | { name: "rung"; from: string | null }
  | { name: "answered"; from: string | null; since: string };

/** What is known of the whole network at one moment. */
export interface Network {
  calls: ReadonlyMap<string, Call>;
  busy: readonly BusyPhone[];
  /** Which numbers are being asked for, by the phone that asks. */
  asked: ReadonlyMap<string, string>;
  /** When each phone that was rung was first seen talking, by its number. */
  answered: ReadonlyMap<string, string>;
}

/** A phone's line; its own call goes before one that comes. */
export function lineOf(phone: Phone, made: Made | undefined, network: Network): Line {
  const to = network.asked.get(phone.id);
  if (to !== undefined) return { name: "dialling", to };
  const call = made && network.calls.get(made.id);
  if (made && call && call.state !== "ended") return { name: "talking", call, since: made.since };
  const rung = network.busy.find((busy) => isRung(busy, phone, made));
  if (rung?.state === "ringing") return { name: "rung", from: rung.from };
  if (rung?.state === "in_call") {
    const since = network.answered.get(phone.number) ?? new Date().toISOString();
    return { name: "answered", from: rung.from, since };
  }
  return call === undefined ? { name: "idle" } : { name: "over", call };
}

/** The network may also list a phone as busy with the call that it made itself. */
function isRung(busy: BusyPhone, phone: Phone, made: Made | undefined): boolean {
  if (busy.number !== phone.number || busy.from === phone.number) return false;
  return made === undefined || busy.call !== made.id;
}

/** The call that a listed phone made from somewhere else: another tab, or a script. */
export function madeElsewhere(phone: Phone, made: Made | undefined, busy: readonly BusyPhone[]) {
  if (made !== undefined) return null;
  return busy.find(({ number, from }) => number === phone.number && from === number)?.call ?? null;
}

export type Green = "ring" | "again" | "answer" | null;

export function greenKey(line: Line, typed: string): Green {
  if (line.name === "rung") return "answer";
  if (isLive(line)) return null;
  if (typed !== "") return "ring";
  return line.name === "over" ? "again" : null;
}

export type Red = "hang_up" | "hang_up_answered" | "refuse" | "clear" | null;

export function redKey(line: Line, typed: string): Red {
  switch (line.name) {
    case "talking":
      return "hang_up";
    case "answered":
      return "hang_up_answered";
    case "rung":
      return "refuse";
    case "over":
      return "clear";
    default:
      return typed === "" ? null : "clear";
  }
}

/** Whether something goes on that must be followed closely. */
export function isLive(line: Line): boolean {
  return line.name !== "idle" && line.name !== "over";
}
