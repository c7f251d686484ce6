/**
 * Gets somebody's attention wherever they are looking: the tab's words and icon, a tone, and the
 * system's notification while another window or program has the screen. What is raised stands
 * until it is cleared.
 */
import { deviceKind } from "./device.ts";
import {
  type Attention,
  type Permission,
  cleared,
  raised,
  rings,
  tabTitle,
  toNotify,
} from "./model/attention.ts";
import { type AlertTone, TONES, volumeOf } from "./model/tone.ts";
import { remember, remembered } from "./preferences.ts";
import { RingTone } from "./ring_tone.ts";

export type { Attention } from "./model/attention.ts";

declare const ALERT_ICON: string;

const tone = new RingTone();
const told = new Set<string>();
let held: readonly Attention[] = [];
let page = document.title;
let quietIcon = "";
/** Notifications are shown and closed one after the other, so that none outlives its reason. */
let notifying = Promise.resolve();

/** Calls for attention, or words anew what already does. */
export function raise(one: Attention): void {
  const before = held;
  held = raised(held, one);
  if (held === before) return;
  const isNew = !before.some(({ id }) => id === one.id);
  if (isNew && !one.urgent && one.silent !== true) soundOnce();
  settle();
}

/** It has been answered, seen or withdrawn: nothing calls for it any more. */
export function clear(id: string): void {
  const before = held;
  held = cleared(held, id);
  if (held === before) return;
  told.delete(id);
  // Also one that a push message brought while this page slept.
  next(() => close(id));
  settle();
}

/** What the tab says while nothing calls for attention. */
export function setPageTitle(title: string): void {
  page = title;
  settle();
}

/** Begins to listen for what lets a tone be heard, and for the screen being left. */
export function watchOverAttention(): () => void {
  if (navigator.userActivation?.hasBeenActive) allow();
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, allow);
  for (const turn of ["blur", "focus"]) addEventListener(turn, settle);
  document.addEventListener("visibilitychange", settle);
  return () => {
    for (const gesture of ["pointerdown", "keydown"]) removeEventListener(gesture, allow);
    for (const turn of ["blur", "focus"]) removeEventListener(turn, settle);
    document.removeEventListener("visibilitychange", settle);
    for (const { id } of held) clear(id);
  };
}

export function alertTone(): AlertTone {
  const chosen = remembered("alert_tone");
  return chosen === "off" || (chosen !== null && chosen in TONES) ? chosen : "ring";
}

export function alertVolume(): number {
  return volumeOf(remembered("alert_volume"));
}

/** Whether tab and notification name who calls: on a phone, whose locked screen others see, not. */
export function showsCaller(): boolean {
  const chosen = remembered("alert_caller");
  return chosen === null ? deviceKind() !== "mobile" : chosen === "on";
}

export function chooseCaller(shown: boolean): void {
  remember("alert_caller", shown ? "on" : "off");
}

export function chooseTone(chosen: AlertTone): void {
  remember("alert_tone", chosen);
}

export function chooseVolume(volume: number): void {
  remember("alert_volume", String(volume));
}

/** Lets the chosen tone be heard; to be called in a gesture. */
export function tryTone(): void {
  allow();
  soundOnce();
}

export function notificationPermission(): Permission {
  return "Notification" in globalThis ? Notification.permission : "unsupported";
}

/** Asks for leave to notify; to be called in a gesture. */
export async function askToNotify(): Promise<Permission> {
  if (notificationPermission() === "default") await Notification.requestPermission();
  settle();
  return notificationPermission();
}

const allow = (): void => tone.allow();

function soundOnce(): void {
  choose();
  tone.ring();
}

function choose(): void {
  const chosen = alertTone();
  tone.tone = chosen === "off" ? null : TONES[chosen];
  tone.volume = alertVolume();
}

/** Brings tab, tone and notifications into line with what stands. */
function settle(): void {
  document.title = tabTitle(held, page);
  drawIcon(rings(held));
  choose();
  tone.set(rings(held));
  const watched = document.visibilityState === "visible" && document.hasFocus();
  const permission = notificationPermission();
  for (const one of toNotify(held, told, { permission, watched })) {
    told.add(one.id);
    next(() => notify(one));
  }
}

/** One that fails, as where the system allows none, must not keep back those that follow. */
function next(act: () => Promise<void>): void {
  notifying = notifying.then(act).catch((error: unknown) => console.info("No notification", error));
}

function drawIcon(calling: boolean): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) return;
  if (quietIcon === "") quietIcon = link.href;
  const wanted = calling ? new URL(ALERT_ICON, location.href).href : quietIcon;
  if (link.href !== wanted) link.href = wanted;
}

async function notify({ id, title, body, urgent }: Attention): Promise<void> {
  if (!held.some((one) => one.id === id)) return;
  const options = { body, tag: id, requireInteraction: urgent, silent: true };
  const worker = await registration();
  if (worker !== null) return await worker.showNotification(title, options);
  const shown = new Notification(title, options);
  unattended.set(id, shown);
  shown.onclick = () => window.focus();
}

/** Those that no service worker keeps. */
const unattended = new Map<string, Notification>();

async function close(id: string): Promise<void> {
  unattended.get(id)?.close();
  unattended.delete(id);
  const worker = await registration();
  for (const shown of (await worker?.getNotifications({ tag: id })) ?? []) shown.close();
}

async function registration(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  const found = await navigator.serviceWorker.getRegistration();
  return found?.active == null ? null : found;
}
