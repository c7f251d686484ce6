/** Chats in the few words that a tab and a notification have room for. */
import { clear, raise, showsCaller } from "./attention.ts";
import type { Attention } from "./model/attention.ts";
import { type ChatsState, type HeldChat, mine, offered } from "./model/chats.ts";
import type { Group } from "./model/contract.ts";
import { unread } from "./model/conversation.ts";
import { groupNames } from "./model/people.ts";
import { secondsSince, stopwatch } from "./model/time.ts";
import { offerTag } from "./offer_attention.ts";
import { remember, remembered } from "./preferences.ts";
import { t } from "./texts/index.ts";

interface Watched {
  state: ChatsState;
  groups: readonly Group[];
  /** The chat that I have before me: what is written there needs no alarm. */
  viewed: string | null;
}

/** Whether a customer's message is heard; offers sound as calls do. */
export function chatSound(): boolean {
  return remembered("chat_sound") !== "off";
}

export function chooseChatSound(wanted: boolean): void {
  remember("chat_sound", wanted ? "on" : "off");
}

/** Calls for attention as long as a chat is offered, or something in one is unread. */
export class ChatAlarm {
  #raised = new Set<string>();

  follow(watched: Watched | null): void {
    const calling = watched === null ? [] : attentions(watched);
    const ids = new Set(calling.map(({ id }) => id));
    for (const id of this.#raised) if (!ids.has(id)) clear(id);
    this.#raised = ids;
    for (const one of calling) raise(one);
  }
}

function attentions({ state, groups, viewed }: Watched): Attention[] {
  const waiting = mine(state).filter(
    ({ contact, conversation }) => contact.id !== viewed && unread(conversation) > 0,
  );
  return [
    ...waiting.map((chat) => writtenIn(chat, groups)),
    ...offered(state).map((chat) => offerOf(chat, groups)),
  ];
}

function writtenIn({ contact, conversation }: HeldChat, groups: readonly Group[]): Attention {
  const count = unread(conversation);
  return {
    id: `chat:${contact.id}`,
    title: t(count === 1 ? "chat_alerts.title_one" : "chat_alerts.title", { who: nameOf(contact), count }),
    body: t("chat_alerts.body", { group: groupNames([contact.group], groups) }),
    urgent: false,
    silent: !chatSound(),
  };
}

function offerOf({ contact, since }: HeldChat, groups: readonly Group[]): Attention {
  const group = groupNames([contact.group], groups);
  // The wait as it was when it was offered: a notification doesn't tick.
  const waited = stopwatch(contact.waited_s + secondsSince(since, new Date(since)));
  return {
    id: offerTag(contact.id),
    title: t("attention.offer_chat", { who: nameOf(contact), group }),
    body: t("attention.body", { waited }),
    urgent: true,
  };
}

function nameOf({ name }: { name: string | null }): string {
  return (showsCaller() ? name : null) ?? t("attention.somebody");
}
