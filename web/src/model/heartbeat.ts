/** Whether the other end still answers: two beats in a row without any answer mean that it is gone. */

export const BEAT_MS = 30_000;
const MISSES_ALLOWED = 1;

export class Heartbeat {
  #unanswered = 0;

  /** Call before sending a beat; false means: don't send, reconnect. */
  beat(): boolean {
    if (this.#unanswered > MISSES_ALLOWED) return false;
    this.#unanswered += 1;
    return true;
  }

  /** Anything that arrives proves the connection. */
  heard(): void {
    this.#unanswered = 0;
  }
}
