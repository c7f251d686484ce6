/** The keys for chats: Alt and one more, so that nothing that is written sets one off. */

export type ChatKey =
  | { act: "accept" | "decline" | "next" | "answers" | "transfer" | "end" | "done" | "list" }
  | { act: "open"; place: number };

interface Pressed {
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** By the key's place, since Alt changes what is written on some keyboards. */
const KEYS: Record<string, Exclude<ChatKey["act"], "open">> = {
  KeyA: "accept",
  KeyN: "decline",
  KeyO: "next",
  KeyS: "answers",
  KeyT: "transfer",
  KeyX: "end",
  KeyK: "done",
  KeyL: "list",
};

/** As the list of them is shown. */
export const SHOWN_KEYS: readonly (readonly [keys: string, act: ChatKey["act"]])[] = [
  ["Alt A", "accept"],
  ["Alt N", "decline"],
  ["Alt 1–9", "open"],
  ["Alt O", "next"],
  ["Alt S", "answers"],
  ["Alt T", "transfer"],
  ["Alt X", "end"],
  ["Alt K", "done"],
  ["Alt L", "list"],
];

/** What a key does; null for any that is not ours. AltGr is Ctrl and Alt, and writes. */
export function chatKey({ code, altKey, ctrlKey, metaKey, shiftKey }: Pressed): ChatKey | null {
  if (!altKey || ctrlKey || metaKey || shiftKey) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  if (digit !== undefined) return { act: "open", place: Number(digit) - 1 };
  const act = KEYS[code];
  return act === undefined ? null : { act };
}
