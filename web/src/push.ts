/** Push messages while the client is closed: this browser's subscription, and the server's knowledge of it. */
import { showsCaller } from "./attention.ts";
import { isSameKey, keyBytes } from "./model/push_key.ts";
import { remember, remembered } from "./preferences.ts";
import { pushState, turnPushOff, turnPushOn } from "./push_api.ts";
import { locale } from "./texts/index.ts";

/** A browser that cannot reach its push service asks for ever. */
const PATIENCE_MS = 20_000;

/** Whether this browser can; on an iPhone only the installed client can. */
export function canPush(): boolean {
  return "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
}

/** Whether it was wanted on this device, and is still allowed. */
export function wantsPush(): boolean {
  return canPush() && remembered("push") === "on" && Notification.permission === "granted";
}

/** Subscribes, and tells the server. To be called once notifications are allowed.
 * Raises as `call`, and a DOMException where the browser gets no subscription. */
export async function startPush(): Promise<void> {
  const { public_key } = await pushState();
  const manager = (await navigator.serviceWorker.ready).pushManager;
  const subscription = await subscribed(manager, keyBytes(public_key));
  const { endpoint, keys } = subscription.toJSON();
  await turnPushOn({
    endpoint: endpoint ?? "",
    keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" },
    language: locale(),
    shows_caller: showsCaller(),
    public_key,
  });
  remember("push", "on");
}

/** The server first: a subscription that it no longer knows of does no harm. Raises as `call`. */
export async function stopPush(): Promise<void> {
  await turnPushOff();
  remember("push", "off");
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

async function subscribed(manager: PushManager, key: Uint8Array<ArrayBuffer>): Promise<PushSubscription> {
  const held = await manager.getSubscription();
  if (held !== null && isSameKey(held.options.applicationServerKey, key)) return held;
  // Made for an older key of the server's, which is no more.
  await held?.unsubscribe();
  return inTime(manager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
}

async function inTime(answer: Promise<PushSubscription>): Promise<PushSubscription> {
  const late = new Promise<never>((_, refuse) => {
    setTimeout(() => refuse(new DOMException("No push service", "TimeoutError")), PATIENCE_MS);
  });
  return Promise.race([answer, late]);
}
