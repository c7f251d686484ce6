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
};
