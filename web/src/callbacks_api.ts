/** The HTTP part of calls that are made: ring up, say how it went, try again. */
import { call } from "./api.ts";
import type { Report } from "./model/contract.ts";

export const ringUp = (contact: string) => call<undefined>("POST", address(contact, "dial"));

export const report = ({ contact, ...said }: Report) =>
  call<undefined>("POST", address(contact, "done"), said);

/** For administrators: one that failed goes back into the queue. */
export const requeue = (contact: string) => call<undefined>("POST", address(contact, "requeue"));

function address(contact: string, act: string): string {
  return `/api/callbacks/${encodeURIComponent(contact)}/${act}`;
}
