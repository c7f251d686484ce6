/** What needs an administrator, and how many are here in which state. */
import type { AgentState } from "./contract.ts";

export interface Standing {
  mails: number;
  texts: number;
  survey: { without_password: number; expired: number };
  unstaffed: number;
}

export interface Need {
  id: "mails" | "texts" | "void" | "expired" | "unstaffed";
  count: number;
}

/** What there is to see to, the most pressing first: customers, then those who cannot get in. */
export function attention({ mails, texts, survey, unstaffed }: Standing): Need[] {
  const all: Need[] = [
    { id: "unstaffed", count: unstaffed },
    { id: "mails", count: mails },
    { id: "void", count: survey.without_password },
    { id: "expired", count: survey.expired },
    { id: "texts", count: texts },
  ];
  return all.filter(({ count }) => count > 0);
}

export interface AgentCount {
  state: Exclude<AgentState, "offered">;
  count: number;
}

const STATES = ["available", "busy", "wrap_up", "paused"] as const;

/** How many are in each state; an offer counts as busy, since it soon is. */
export function countsOf(agents: readonly { state: AgentState }[]): AgentCount[] {
  const shown = agents.map(({ state }) => (state === "offered" ? "busy" : state));
  return STATES.map((state) => ({ state, count: shown.filter((one) => one === state).length }));
}
