/** English: what calls for attention, and how it may. */
import type { svAttention } from "./sv_attention.ts";

export const enAttention: Record<keyof typeof svAttention, string> = {
  "attention.somebody": "somebody",
  "attention.offer_call": "Call: {who} · {group}",
  "attention.offer_chat": "Chat: {who} · {group}",
  "attention.offer_callback": "Call back: {who} · {group}",
  "attention.offer_list": "To call: {who} · {group}",
  "attention.body": "Has waited {waited}. Open Jour to answer.",
  "attention.body_list": "Open Jour to make the call.",

  "alerts.title": "When something waits for you",
  "alerts.tone": "Sound",
  "alerts.tone_ring": "Ring",
  "alerts.tone_bell": "Bell",
  "alerts.tone_pulse": "Pulse",
  "alerts.tone_off": "Silent",
  "alerts.volume": "Volume",
  "alerts.try": "Listen",
  "alerts.ask_why": "Jour can tell you in the system's notifications while you look at something else.",
  "alerts.ask": "Allow notifications",
  "alerts.permission_granted": "Notifications are allowed here.",
  "alerts.permission_denied": "The browser blocks notifications. Allow them for this page in the browser's settings.",
  "alerts.permission_unsupported": "There are no notifications here. On iPhone and iPad you get them once Jour is installed on the home screen.",
  "alerts.push": "Tell me also when Jour is closed",
  "alerts.push_why": "Calls for you, and being logged out, for as long as you are logged in here.",
  "alerts.push_failed": "The browser could not turn it on. Try again, or with another browser.",
  "alerts.caller": "Show who is calling",
  "alerts.caller_why": "In the tab and in notifications, which may be seen on a locked screen.",
};
