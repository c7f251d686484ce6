/** What administrators see to: who is here, what failed, a day of the log, users from a list. */
import { call } from "./api.ts";
import type { AgentState, Channel } from "./model/contract.ts";
import type { Part } from "./model/csv_parts.ts";
import type { Day } from "./model/timeline.ts";
import type { UsersImportAnswer } from "./model/users_import.ts";
import { patiently } from "./patiently.ts";

export interface PresentAgent {
  user: string;
  name: string;
  channel: Channel;
  state: AgentState;
  reason: string | null;
  since: string;
  logged_in_at: string;
  groups: string[];
  misses: number;
  version: number;
}

export interface Present {
  agents: PresentAgent[];
  /** Logins that answer nothing. */
  others: { user: string; name: string; logged_in_at: string }[];
  /** Open groups with nobody logged in to them. */
  unstaffed: { id: string; name: string }[];
}

export interface Survey {
  users: number;
  without_password: number;
  expired: number;
  must_change: number;
  /** Would have to change at the next login, were the policy strict (P10). */
  not_strict: number;
}

export interface Undelivered {
  user: string;
  name: string;
  email: string;
  state: "failed" | "bounced";
  cause: string;
  at: string;
}

export const present = () => call<Present>("GET", "/api/admin/present");

/** Everybody's passwords, counted; the server counts some users at a time. */
export async function wholeSurvey(): Promise<Survey> {
  const sum: Survey = { users: 0, without_password: 0, expired: 0, must_change: 0, not_strict: 0 };
  let after: string | null = "";
  while (after !== null) {
    const part: Survey & { after: string | null } = await call(
      "GET",
      `/api/admin/survey?${new URLSearchParams({ after })}`,
    );
    for (const name of Object.keys(sum) as (keyof Survey)[]) sum[name] += part[name];
    after = part.after;
  }
  return sum;
}

export const deliveries = () => call<{ credentials: Undelivered[] }>("GET", "/api/admin/deliveries");

/** A day, `YYYY-MM-DD`. */
export const presenceDay = (date: string) =>
  call<Day>("GET", `/api/admin/presence-day?${new URLSearchParams({ date })}`);

export const textAgain = (id: string) => call<unknown>("POST", `${textAddress(id)}/again`);

export const textSeenTo = (id: string) => call<undefined>("DELETE", textAddress(id));

/** Ends every login of a user. */
export const logOutUser = (user: string) =>
  call<undefined>("POST", `/api/admin/users/${encodeURIComponent(user)}/logout`);

/** Sends a part of a list; it may be sent again. */
export const importUsers = (part: Part, wish: { update: boolean; send: boolean }) =>
  patiently(() => call<UsersImportAnswer>("POST", "/api/admin/users/import", { ...part, ...wish }));

function textAddress(id: string): string {
  return `/api/admin/sms/${encodeURIComponent(id)}`;
}
