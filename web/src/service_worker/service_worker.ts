/**
 * The installed client's own server: keeps this build's files, opens pages without a network, and
 * shows push messages. Every build is a worker of its own, which waits until the page asks it in.
 */
import { handlingOf } from "../model/offline_cache.ts";
import { FILES, keep, keptFile, page, removeOutdated } from "./files.ts";
import { click, show } from "./notifications.ts";

declare const self: ServiceWorkerGlobalScope;

/** From the page, once somebody has asked for the new version. */
const TAKE_OVER = "take-over";
const KEPT = new Set(FILES);

self.addEventListener("install", (event) => event.waitUntil(keep()));

self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate(): Promise<void> {
  await removeOutdated();
  // The browser asks for a page while this worker still starts.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

self.addEventListener("message", (event) => {
  if (event.data === TAKE_OVER) void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  switch (handlingOf(event.request, self.location.origin, KEPT)) {
    case "page":
      event.respondWith(page(event));
      break;
    case "file":
      event.respondWith(keptFile(event.request));
      break;
    case "network":
  }
});

self.addEventListener("push", (event) => event.waitUntil(show(event.data?.text() ?? "")));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(click());
});
