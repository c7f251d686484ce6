/** Asks the browser what `likelyKind` needs to know. */
import type { ClientKind } from "./model/contract.ts";
import { likelyKind } from "./model/device.ts";
import { remember, remembered } from "./preferences.ts";

/** Whether this runs as a program of its own instead of in a browser's tab. */
export function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone), (display-mode: minimal-ui)").matches;
}

export function deviceKind(): ClientKind {
  return likelyKind({
    installed: isInstalled(),
    finePointer: matchMedia("(pointer: fine)").matches,
    touch: navigator.maxTouchPoints > 0,
    narrow: Math.min(screen.width, screen.height) < 600,
  });
}

/**
 * The kind to propose: as last chosen here, else as the device looks. The installed client shares
 * its memory with the browser's tabs but is another choice: who installs it wants what it is for.
 */
export function proposedKind(): ClientKind {
  return remembered(isInstalled() ? "kind_installed" : "kind") ?? deviceKind();
}

export function rememberKind(kind: ClientKind): void {
  remember(isInstalled() ? "kind_installed" : "kind", kind);
}
