/** A call that I make: how far it has come, and what there is to say of it afterwards. */
import type { Attempt, Me, Offer } from "./contract.ts";

/** Whether what occupies me is a call that I make. */
export function isMade({ state, contact }: Me): boolean {
  const occupied = state === "offered" || state === "busy" || state === "wrap_up";
  return occupied && contact != null && (contact.kind ?? "call") !== "call";
}

export type Stage = "offered" | "own_phone" | "far_end" | "softphone" | "talking" | "afterwards";

/** `me`: somebody whom such a call occupies. */
export function stageOf(me: Me): Stage {
  if (me.state === "offered") return me.ringing === true ? "softphone" : "offered";
  if (me.state === "wrap_up") return "afterwards";
  // With a softphone the other end is rung first.
  if (me.phone === "softphone") return me.contact?.state === "dialling" ? "far_end" : "talking";
  switch (me.contact?.state) {
    case "ringing":
      return "far_end";
    case "talking":
      return "talking";
    default:
      return "own_phone";
  }
}

/** How my own last attempt at it went; null before there is one. */
export function lastOf({ attempts }: Offer, user: string): Attempt | null {
  return (attempts ?? []).filter((one) => one.user === user).at(-1) ?? null;
}
