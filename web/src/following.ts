/** Asks again and again while somebody looks, and less often where there is no answer. */
const EVERY_MS = 3_000;
const LONGEST_MS = 30_000;

export class Following {
  readonly #ask: () => Promise<boolean>;
  #next: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #running = false;

  /** `ask` says whether there was an answer. */
  constructor(ask: () => Promise<boolean>) {
    this.#ask = ask;
  }

  start(): void {
    this.#running = true;
    document.addEventListener("visibilitychange", this.#look);
    void this.now();
  }

  stop(): void {
    this.#running = false;
    document.removeEventListener("visibilitychange", this.#look);
    clearTimeout(this.#next);
  }

  /** Asks at once, and goes on from there. */
  async now(): Promise<void> {
    clearTimeout(this.#next);
    const answered = await this.#ask();
    this.#failures = answered ? 0 : this.#failures + 1;
    // Asked twice at once, one goes on.
    clearTimeout(this.#next);
    if (!this.#running || document.hidden) return;
    const wait = Math.min(LONGEST_MS, EVERY_MS * 2 ** Math.min(this.#failures, 6));
    this.#next = setTimeout(() => void this.now(), wait);
  }

  readonly #look = (): void => {
    if (!document.hidden) void this.now();
  };
}
