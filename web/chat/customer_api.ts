/** The customer's HTTP requests. A refusal is a Problem in the customer's language. */
import { Problem, Unreachable, ask } from "../src/ask.ts";
import type { ChatView, GroupView } from "./contract.ts";

export { Problem, Unreachable };

export interface Where {
  organisation: string;
  group: string;
}

export interface Asked extends Where {
  name: string;
  message: string;
  /** Origin and path of the page that the chat was opened on. */
  page: string;
  client_id: string;
}

export interface LeftMessage extends Asked {
  phone: string | null;
  email: string | null;
}

export class CustomerApi {
  readonly #language: () => "sv" | "en";

  constructor(language: () => "sv" | "en") {
    this.#language = language;
  }

  group({ organisation, group }: Where): Promise<GroupView> {
    const path = [organisation, group].map(encodeURIComponent).join("/");
    return this.#ask("GET", `/api/chats/groups/${path}`);
  }

  open(asked: Asked): Promise<ChatView> {
    return this.#ask("POST", "/api/chats", { ...asked, language: this.#language() });
  }

  leaveMessage(left: LeftMessage): Promise<unknown> {
    return this.#ask("POST", "/api/chats/messages", { ...left, language: this.#language() });
  }

  transcript(email: string): Promise<unknown> {
    return this.#ask("POST", "/api/chats/current/transcript", { email });
  }

  end(): Promise<unknown> {
    return this.#ask("POST", "/api/chats/current/end");
  }

  /** The chat that this browser has; null where it has none. */
  async current(): Promise<ChatView | null> {
    return (await this.#ask<ChatView | undefined>("GET", "/api/chats/current?if_any=true")) ?? null;
  }

  #ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return ask(method, path, this.#language(), body);
  }
}
