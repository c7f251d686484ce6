/** Contacts to test with. */
import type { Call, Offer, Waiting } from "../src/model/contract.ts";
import { NOW } from "./people_fixture.ts";

export function ago(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000).toISOString();
}

export function offer(id: string, more: Partial<Offer> = {}): Offer {
  const group = "support";
  return { id, media: "voice", group, from: "+46701740690", name: null, waited_s: 42, calls_today: 1, ...more };
}

export function offered(id: string, until = ago(-20)) {
  return { type: "offer" as const, contact: offer(id), until };
}

export function waiting(contact: string, seconds: number, more: Partial<Waiting> = {}): Waiting {
  const since = ago(seconds);
  return { contact, group: "support", media: "voice", from: null, name: null, since, front: false, ...more };
}

export function call(contact: string, more: Partial<Call> = {}): Call {
  return {
    contact,
    group: "support",
    media: "voice",
    from: null,
    name: null,
    at: ago(600),
    waited_s: 10,
    agent: "bo",
    agent_name: "Bo",
    answered_at: ago(590),
    ended_at: ago(500),
    talked_s: 90,
    outcome: "answered",
    version: 1,
    ...more,
  };
}
