/** Chats to test with. */
import type { MyChat } from "../src/model/chat_contract.ts";
import type { Me, Offer } from "../src/model/contract.ts";
import type { ChatMessage } from "../src/model/conversation.ts";
import { anna } from "./people_fixture.ts";

export function customer(id: string, more: Partial<Offer> = {}): Offer {
  return {
    id,
    media: "chat",
    kind: "chat",
    group: "chatt",
    from: null,
    name: "Karin Ek",
    waited_s: 12,
    calls_today: 0,
    page: "https://example.se/",
    first_message: "Hej",
    ...more,
  };
}

export function chat(id: string, more: Partial<MyChat> = {}): MyChat {
  return { contact: customer(id), state: "talking", since: "2026-01-05T08:59:00Z", until: null, ...more };
}

export function line(number: number, more: Partial<ChatMessage> = {}): ChatMessage {
  return {
    number,
    author: "customer",
    name: "Karin Ek",
    user: null,
    text: `Rad ${number}`,
    at: new Date(Date.UTC(2026, 0, 5, 8, 59, number)).toISOString(),
    client_id: null,
    event: null,
    ...more,
  };
}

/** Anna's record, with the chats that she has. */
export function annaWith(version: number, chats: MyChat[], more: Partial<Me> = {}): Me {
  return anna(version, { chats, chats_at_once: 3, chats_during_calls: false, ...more });
}
