/** Installing the client: what the browser offers, and whether it has been done. */
import { isInstalled } from "./device.ts";
import { type InstallWay, installWay } from "./model/install.ts";

/** Chromium's; no other browser has it. */
interface InstallOffer extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

/** On window: what `wayToInstall` says may have changed. */
export const INSTALL_CHANGED = "jour:install-changed";

let offer: InstallOffer | null = null;

/** To be called before the first page shows: the browser offers once, and early. */
export function awaitInstallOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    // Chromium's own bar comes at its own time; ours waits where it is looked for.
    event.preventDefault();
    offer = event as InstallOffer;
    dispatchEvent(new Event(INSTALL_CHANGED));
  });
  addEventListener("appinstalled", () => {
    offer = null;
    dispatchEvent(new Event(INSTALL_CHANGED));
  });
}

export function wayToInstall(): InstallWay {
  const { userAgent, maxTouchPoints } = navigator;
  const touch = maxTouchPoints > 0;
  return installWay({ userAgent, touch, installed: isInstalled(), offers: offer !== null });
}

/** Shows the browser's own question. An offer can be used once. */
export async function install(): Promise<void> {
  const mine = offer;
  offer = null;
  await mine?.prompt();
  dispatchEvent(new Event(INSTALL_CHANGED));
}
