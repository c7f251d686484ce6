/** Notices when ringing or wrap-up ends by itself: then everybody shows it, and mine is asked about. */
import type { Surroundings } from "./link.ts";
import { isOver, nextEnd } from "./occupation.ts";
import type { PresenceState } from "./presence.ts";

/** How long to wait with asking again where the server does not yet find it over. */
const AGAIN_MS = 5_000;

interface EndEvents {
  /** Something that is shown is over now. */
  passed(): void;
  /** What occupied me is over by the clock: ask how I stand. */
  ask(): void;
}

export class EndWatch {
  readonly #later: Surroundings["later"];
  readonly #events: EndEvents;
  #cancel: (() => void) | null = null;
  #asked: string | null = null;

  constructor({ later }: Pick<Surroundings, "later">, events: EndEvents) {
    this.#later = later;
    this.#events = events;
  }

  /** To be called with whatever is known, whenever it has changed. */
  follow(state: PresenceState, now: Date): void {
    this.stop();
    const over = isOver(state.me, now);
    if (!over) this.#asked = null;
    else if (this.#asked !== state.me.until) this.#ask(state.me.until ?? null);
    const end = nextEnd(state, now)?.getTime() ?? Infinity;
    const wait = Math.min(end - now.getTime(), over ? AGAIN_MS : Infinity);
    if (wait !== Infinity) this.#cancel = this.#later(wait, () => this.#passed());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #ask(until: string | null): void {
    this.#asked = until;
    this.#events.ask();
  }

  #passed(): void {
    this.#cancel = null;
    this.#asked = null;
    this.#events.passed();
  }
}
