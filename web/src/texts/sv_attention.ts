/** Swedish: what calls for attention, and how it may. */
export const svAttention = {
  "attention.somebody": "någon",
  "attention.offer_call": "Samtal: {who} · {group}",
  "attention.offer_chat": "Chatt: {who} · {group}",
  "attention.offer_callback": "Ring upp: {who} · {group}",
  "attention.offer_list": "Att ringa: {who} · {group}",
  "attention.body": "Har väntat {waited}. Öppna Jour för att svara.",
  "attention.body_list": "Öppna Jour för att ringa upp.",
};
