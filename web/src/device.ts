/** Asks the browser what `likelyKind` needs to know. */
import type { ClientKind } from "./model/contract.ts";
import { likelyKind } from "./model/device.ts";

export function deviceKind(): ClientKind {
  return likelyKind({
    installed: matchMedia("(display-mode: standalone)").matches,
    finePointer: matchMedia("(pointer: fine)").matches,
    touch: navigator.maxTouchPoints > 0,
    narrow: Math.min(screen.width, screen.height) < 600,
  });
}
