/** The HTTP part of sending calls on, and of one's own forwarding (W2). */
import { Problem, Unreachable, call } from "./api.ts";
import { Refused } from "./model/questions.ts";
import { t } from "./texts/index.ts";
import type { Colleague, Destination, Forwarding, MyCall, Place } from "./model/forward.ts";

export interface Targets {
  colleagues: Colleague[];
  groups: Place[];
  rooms: Place[];
}

export const myCalls = () => call<{ calls: MyCall[] }>("GET", "/api/calls");

export const targets = () => call<Targets>("GET", "/api/calls/targets");

export const forward = (contact: string, to: Destination) =>
  call<unknown>("POST", `${address(contact)}/forward`, { to });

export const conference = (contact: string, room: string, invite: string[]) =>
  call<unknown>("POST", `${address(contact)}/conference`, { room, invite });

/** The call goes nowhere when I hang up, as ever. */
export const withdraw = (contact: string) => call<unknown>("DELETE", `${address(contact)}/forward`);

export const forwarding = () => call<{ forwarding: Forwarding | null }>("GET", "/api/forwarding");

export const setForwarding = (to: string, until: string) =>
  call<{ forwarding: Forwarding | null }>("PUT", "/api/forwarding", { to, until });

export const endForwarding = () => call<undefined>("DELETE", "/api/forwarding");

/** The same from a page that shows what was refused. */
export async function withdrawHop(contact: string): Promise<void> {
  try {
    await withdraw(contact);
  } catch (error) {
    if (error instanceof Problem || error instanceof Unreachable) {
      throw new Refused(error.message || t("login.network"));
    }
    throw error;
  }
}

function address(contact: string): string {
  return `/api/calls/${encodeURIComponent(contact)}`;
}
