/** The service worker from the page's side: registered, looked after, replaced when somebody says so. */

/** On window: whether a new version waits may have changed. */
export const UPDATE_CHANGED = "jour:update-changed";
const LOOK_EVERY_MS = 60 * 60_000;

let waiting: ServiceWorker | null = null;
let asked = false;
let occupied = false;

/** Registers it once the page has got what it needs itself. */
export function keepUpToDate(): void {
  if (!("serviceWorker" in navigator)) return;
  if (document.readyState === "complete") void register();
  else addEventListener("load", () => void register());
}

/** A new version waits, and nobody would be interrupted by it. */
export function offersUpdate(): boolean {
  return waiting !== null && !occupied;
}

/** While a call or a chat is going on nothing is offered. */
export function setOccupied(now: boolean): void {
  if (now === occupied) return;
  occupied = now;
  dispatchEvent(new Event(UPDATE_CHANGED));
}

/** Lets the new version in and loads this page anew; other tabs go on as they are. */
export function update(): void {
  asked = true;
  waiting?.postMessage("take-over");
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  // The first worker takes over a page that is of its own build: nothing to load anew.
  serviceWorker.addEventListener("controllerchange", () => {
    waiting = null;
    if (asked) location.reload();
    else dispatchEvent(new Event(UPDATE_CHANGED));
  });
  try {
    const registration = await serviceWorker.register("/service_worker.js");
    follow(registration);
    // A desk is open all day, and a browser looks by itself only when a page is gone to.
    setInterval(() => void look(registration), LOOK_EVERY_MS);
  } catch (error) {
    // Private windows may refuse, or the network went: the client works without it.
    console.info("No service worker", error);
  }
}

async function look(registration: ServiceWorkerRegistration): Promise<void> {
  try {
    await registration.update();
  } catch (error) {
    console.info("No news of a new version", error);
  }
}

function follow(registration: ServiceWorkerRegistration): void {
  const settle = () => {
    // Without a worker that has the page already, what waits is no update but the first one.
    waiting = navigator.serviceWorker.controller === null ? null : registration.waiting;
    dispatchEvent(new Event(UPDATE_CHANGED));
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", settle);
  });
  settle();
}
