/** What the local run's simulated telephone network tells, as its contract spells it. */

export interface SystemNumber {
  number: string;
  label: string;
  organisation: string | null;
  kind: "service" | "group";
}

export interface AgentNumber {
  number: string;
  label: string;
  organisation: string;
}

export interface Numbers {
  system: SystemNumber[];
  phones: AgentNumber[];
  bridges: Bridge[];
}

export interface Said {
  say: string;
  language: string;
  at: string;
}

export interface Call {
  id: string;
  from: string;
  to: string;
  state: "in_flow" | "ringing" | "bridged" | "ended";
  transcript: Said[];
  /** The number that is being rung for this caller. */
  ringing: string | null;
  bridged_to: string | null;
  wants_digits: boolean;
  ended_by: "caller" | "system" | "agent" | null;
}

/** A phone that something goes on with; all others are idle. */
export interface BusyPhone {
  number: string;
  state: "idle" | "ringing" | "in_call";
  from: string | null;
  call: string | null;
  /** Of a conference bridge: who is in it. */
  inside?: string[];
}

/** A conference bridge, which several can ring. */
export interface Bridge extends AgentNumber {
  pin: string;
}

/** How a caller is named who withholds the number. */
export const ANONYMOUS = "anonymous";
