/** Sending calls on (W2): who can be chosen, in which order, and what will happen, in words. */
import type { AgentState, Hop } from "./contract.ts";

export interface MyCall {
  contact: string;
  group: string;
  group_name: string;
  caller: string | null;
  name: string | null;
  since: string;
  state: "offered" | "talking";
  /** With IP telephony the softphone transfers by itself. */
  is_softphone: boolean;
  next_hop: Hop | null;
  hops: Hop[];
}

export interface Colleague {
  user: string;
  name: string;
  /** `away`: not logged in as an agent. */
  state: AgentState | "away";
  since: string | null;
  forwarding_until: string | null;
  /** How they would be reached; null: not now. */
  reached_by: "login" | "forwarding" | "number" | null;
}

/** A group, or a conference room. */
export interface Place {
  id: string;
  name: string;
  answers: boolean;
}

export interface Forwarding {
  to: string;
  until: string;
}

export type Destination = { user: string } | { group: string } | { number: string };

/** Colleagues whose name or user id holds what was typed, those who can be reached first. */
export function found(colleagues: readonly Colleague[], typed: string, locale: string): Colleague[] {
  const wanted = typed.trim().toLocaleLowerCase(locale);
  const order = new Intl.Collator(locale);
  return colleagues
    .filter(({ name, user }) => `${name} ${user}`.toLocaleLowerCase(locale).includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || order.compare(a.name, b.name));
}

function rank({ reached_by }: Colleague): number {
  return reached_by === null ? 1 : 0;
}

/** What a user chooses for "until", as the field has it, and as the contract does. */
export function localMoment(at: Date): string {
  const pad = (part: number) => String(part).padStart(2, "0");
  const date = [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join("-");
  return `${date}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** Five in the afternoon, today or, once that is near, tomorrow: until when most are away. */
export function usualEnd(now: Date): Date {
  const end = new Date(now);
  end.setHours(17, 0, 0, 0);
  if (end.getTime() - now.getTime() < 30 * 60_000) end.setDate(end.getDate() + 1);
  return end;
}
