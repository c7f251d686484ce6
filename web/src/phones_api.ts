/** The local run's simulated telephone network. Not there anywhere else. */
import { Problem, call } from "./api.ts";
import type { EventDelivery } from "./model/event_delivery.ts";
import type { BusyPhone, Call, Numbers } from "./model/simulator.ts";

/** What can be rung, and the agents' registered phones; null where there is no such network. */
export async function numbers(): Promise<Numbers | null> {
  try {
    const answer = await call<Partial<Numbers>>("GET", "/sim/numbers");
    // Elsewhere the client's own page answers for the address.
    const { system, phones, bridges = [] } = answer;
    return system === undefined || phones === undefined ? null : { system, phones, bridges };
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

export async function busyPhones(): Promise<BusyPhone[]> {
  return (await call<{ phones: BusyPhone[] }>("GET", "/sim/phones")).phones;
}

export const ring = (from: string, to: string) =>
  call<{ id: string }>("POST", "/sim/calls", { from, to });

/** How a call stands; null when the network knows it no more. */
export async function callNow(id: string): Promise<Call | null> {
  try {
    return await call<Call>("GET", callPath(id));
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

export const sendDigits = (id: string, digits: string) =>
  call<unknown>("POST", `${callPath(id)}/dtmf`, { digits });

export const hangUp = (id: string) => call<unknown>("POST", `${callPath(id)}/hangup`);

/** How the exchange tells from now on that calls have ended. */
export const delivery = () => call<EventDelivery>("GET", "/sim/events");

export const setDelivery = (wanted: EventDelivery) =>
  call<EventDelivery>("POST", "/sim/events", wanted);

export type Act = "answer" | "reject" | "hangup";

/** What the one does whose phone was rung. */
export const actOnPhone = (number: string, act: Act) =>
  call<unknown>("POST", `/sim/phones/${encodeURIComponent(number)}/${act}`);

function callPath(id: string): string {
  return `/sim/calls/${encodeURIComponent(id)}`;
}
