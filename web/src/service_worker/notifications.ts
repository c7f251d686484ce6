/** Push messages on the screen, and what a click on one does. */
import { isDesk, isLate, isSeen, pushMessage } from "../model/push_message.ts";

declare const self: ServiceWorkerGlobalScope;
declare const NOTIFICATION_ICON: string;
declare const NOTIFICATION_BADGE: string;

/** Shows a message, unless a page of ours is being looked at and says the same. */
export async function show(text: string): Promise<void> {
  const message = pushMessage(text);
  const pages = await self.clients.matchAll({ type: "window" });
  if (isSeen(pages)) return;
  const loud = message.urgent && !isLate(message, new Date());
  await self.registration.showNotification(message.title, {
    body: message.body,
    tag: message.tag,
    icon: NOTIFICATION_ICON,
    badge: NOTIFICATION_BADGE,
    requireInteraction: loud,
    silent: !loud,
  });
}

/** Brings the desk forward, or opens it. */
export async function click(): Promise<void> {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const desk = open.find(({ frameType, url }) => frameType === "top-level" && isDesk(url));
  await (desk === undefined ? self.clients.openWindow("/") : desk.focus());
}
