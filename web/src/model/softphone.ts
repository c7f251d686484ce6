/** A softphone in the client (D7), whoever provides it. */

export interface Line {
  state: "idle" | "ringing" | "in_call";
  /** Who calls, E.164; null where nobody does or the number is withheld. */
  from: string | null;
  /** The contact that the server knows the call as. */
  contact: string | null;
}

export const IDLE: Line = { state: "idle", from: null, contact: null };

export type SoftphoneAct = "answer" | "reject" | "hang_up";

/** What keeps a softphone from ringing; null when nothing does. */
export type Trouble = "unreachable" | "login" | "microphone" | null;

/** Sends "change" when its line, or what is wrong with it, has changed. */
export interface Softphone extends EventTarget {
  readonly line: Line;
  readonly trouble: Trouble;
  start(): void;
  stop(): void;
  /** What the agent does with the call; nothing happens where there is none to do it with. */
  act(act: SoftphoneAct): Promise<void>;
}

/** What the server is told when the line turns: that the agent talks, or talks no more. */
export function toTell(before: Line, now: Line): "accept" | "hung_up" | null {
  if (now.state === "in_call" && before.state !== "in_call") return "accept";
  if (before.state === "in_call" && now.state !== "in_call") return "hung_up";
  return null;
}

/** What can be done at the softphone now. */
export function actsAt({ state }: Line): SoftphoneAct[] {
  if (state === "idle") return [];
  return state === "ringing" ? ["reject", "answer"] : ["hang_up"];
}

export function isSame(one: Line, other: Line): boolean {
  return one.state === other.state && one.from === other.from && one.contact === other.contact;
}
