/** What a chat is called, and why it came, in words. */
import type { Handover } from "../model/chat_contract.ts";
import { type Hindrance, chatRoom } from "../model/chat_room.ts";
import type { Group, Me, Offer } from "../model/contract.ts";
import { t } from "../texts/index.ts";

/** What the customer calls themselves; once that is erased, that it was somebody. */
export function customerName({ name }: Pick<Offer, "name">): string {
  return name ?? t("chat_alerts.somebody");
}

export function handoverWords({ name, why }: Handover): string {
  return t(`chat.from_${why}`, { name });
}

const HINDRANCES: Record<Exclude<Hindrance, "channel">, "full" | "call" | "off"> = { full: "full", call: "call", paused: "off" };

/** "1 av 3": the chats that I have of those that I can get; null for whom none come to. */
export function chatRoomWords(me: Me, groups: readonly Group[]): string | null {
  const room = chatRoom(me, groups);
  if (room === null) return null;
  if (room.hindrance === "channel") return t("status.chats_channel");
  const key = room.hindrance === null ? "status.chats_of" : (`status.chats_${HINDRANCES[room.hindrance]}` as const);
  return t(key, { count: room.count, most: room.most });
}
