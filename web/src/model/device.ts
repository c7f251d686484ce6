/** Which kind of client this device most likely is. */
import type { ClientKind } from "./contract.ts";

export interface DeviceTraits {
  installed: boolean;
  finePointer: boolean;
  touch: boolean;
  narrow: boolean;
}

/** A phone in the hand is a mobile, a machine with a mouse a PC; what is neither is the web. */
export function likelyKind(traits: DeviceTraits): ClientKind {
  if (traits.finePointer) return "desktop";
  if (traits.touch && (traits.narrow || traits.installed)) return "mobile";
  return traits.installed ? "desktop" : "web";
}
