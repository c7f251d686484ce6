/** Questions put to the server that wait for their answers, each known by its id. */
import type { Ok } from "./contract.ts";

/** The server said no, or nothing; the message is for the user. */
export class Refused extends Error {}

interface Waiting {
  resolve(answer: Ok): void;
  reject(error: Refused): void;
  cancel(): void;
}

export class Questions {
  readonly #limitMs: number;
  readonly #timers: { later(ms: number, act: () => void): () => void };
  readonly #waiting = new Map<string, Waiting>();
  #last = 0;

  constructor(limitMs: number, timers: { later(ms: number, act: () => void): () => void }) {
    this.#limitMs = limitMs;
    this.#timers = timers;
  }

  nextId(): string {
    this.#last += 1;
    return String(this.#last);
  }

  /** Resolves with the answer; rejects when refused, or with `silence` when none comes in time. */
  ask(id: string, silence: string): Promise<Ok> {
    return new Promise((resolve, reject) => {
      const cancel = this.#timers.later(this.#limitMs, () => this.refuse(id, silence));
      this.#waiting.set(id, { resolve, reject, cancel });
    });
  }

  answer(ok: Ok): void {
    this.#take(ok.id)?.resolve(ok);
  }

  refuse(id: string | null | undefined, message: string): void {
    this.#take(id)?.reject(new Refused(message));
  }

  refuseAll(message: string): void {
    for (const id of [...this.#waiting.keys()]) this.refuse(id, message);
  }

  #take(id: string | null | undefined): Waiting | undefined {
    const waiting = this.#waiting.get(id ?? "");
    if (waiting === undefined) return undefined;
    waiting.cancel();
    this.#waiting.delete(id ?? "");
    return waiting;
  }
}
