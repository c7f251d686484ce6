/** The page that the chat stands on, as the frame knows it: by its messages, each from its window. */
import { type Appearance, checked } from "./appearance.ts";
import { type FrameSays, type HostSays, ours } from "./frame_messages.ts";

export interface HostEvents {
  dressed(look: Appearance): void;
  shown(shown: boolean, focus: boolean): void;
}

export class HostPage {
  /** Origin and path of the page; empty before it has said so. */
  page = "";
  readonly #parent: Window;
  readonly #events: HostEvents;
  /** Who embeds us, once they have spoken: what we say goes to them alone. */
  #origin: string | null = null;
  #last: FrameSays | null = null;

  constructor(parent: Window, events: HostEvents) {
    this.#parent = parent;
    this.#events = events;
    addEventListener("message", (event) => this.#heard(event));
    // Anybody may know that the frame is there; nothing else is said before we know whom to.
    parent.postMessage({ jour: "ready" } satisfies FrameSays, "*");
  }

  say(message: FrameSays): void {
    if (JSON.stringify(message) === JSON.stringify(this.#last)) return;
    if (this.#origin === null) return;
    if (message.jour === "state") this.#last = message;
    // A sandboxed host has no origin to name; how much is unread may be known to anybody.
    this.#parent.postMessage(message, this.#origin === "null" ? "*" : this.#origin);
  }

  #heard({ source, origin, data }: MessageEvent): void {
    if (source !== this.#parent) return;
    const said = ours<HostSays>(data);
    if (said?.jour === "host") {
      this.#origin = origin;
      this.page = pageOf(said.page, origin);
      this.#events.dressed(checked(said.appearance));
    } else if (said?.jour === "shown" && origin === this.#origin) {
      this.#events.shown(said.shown === true, said.focus === true);
    }
  }
}

/** So long an address the server takes; a longer one is cut to its origin. */
const LONGEST = 500;

/**
 * Origin and path; just the origin where the page claims to be on another one; nothing for a host
 * that is no website.
 */
export function pageOf(told: unknown, origin: string): string {
  if (!/^https?:/.test(origin)) return "";
  try {
    const url = new URL(String(told));
    const page = url.origin + url.pathname;
    return url.origin === origin && page.length <= LONGEST ? page : origin;
  } catch {
    return origin;
  }
}
