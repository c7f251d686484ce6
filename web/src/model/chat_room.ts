/** Whether more chats can come to me, as my own card says it; the server decides by the same rules. */
import type { Group, Me } from "./contract.ts";

export type Hindrance = "channel" | "paused" | "full" | "call";

export interface ChatRoom {
  count: number;
  most: number;
  /** The first thing that keeps another chat away; null where nothing of mine does. */
  hindrance: Hindrance | null;
}

/** null where I staff no group for chats and have none, or the server is older than chats. */
export function chatRoom(me: Me, groups: readonly Group[]): ChatRoom | null {
  const count = (me.chats ?? []).length;
  const staffs = groups.some(({ id, media }) => media === "chat" && me.groups.includes(id));
  const most = me.chats_at_once;
  if (most === undefined || (!staffs && count === 0)) return null;
  return { count, most, hindrance: hindranceOf(me, count, most) };
}

function hindranceOf({ channel, status, state, chats_during_calls }: Me, count: number, most: number) {
  if (channel !== "desktop") return "channel";
  if (status === "paused") return "paused";
  if (count >= most) return "full";
  const calls = state === "busy" || state === "offered" || state === "wrap_up";
  return calls && chats_during_calls !== true ? "call" : null;
}
