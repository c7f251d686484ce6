import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What I did so shortly ago is the cause of what I see now. */
const CAUSED_MS = 1_000;
const DONE = ["click", "keyup"] as const;

/**
 * What goes away by itself leaves its room free until something is clicked or pressed: what is below
 * does not move from under the eyes, or from under a pointer that is about to press it. Marked with
 * "data-held" meanwhile, as styles may have no room for what is empty.
 */
export class HeldRoom implements ReactiveController {
  readonly #room: () => HTMLElement | null;
  #doneAt = -CAUSED_MS;
  #height = 0;

  /** `room`: what is as tall as its content. */
  constructor(host: ReactiveControllerHost, room: () => HTMLElement | null) {
    this.#room = room;
    host.addController(this);
  }

  hostConnected(): void {
    for (const done of DONE) addEventListener(done, this.#done);
  }

  hostDisconnected(): void {
    for (const done of DONE) removeEventListener(done, this.#done);
  }

  hostUpdate(): void {
    this.#height = height(this.#room());
  }

  hostUpdated(): void {
    const room = this.#room();
    const caused = performance.now() - this.#doneAt < CAUSED_MS;
    if (room === null || caused || height(room) >= this.#height) return;
    room.dataset["held"] = "";
    room.style.minBlockSize = `${this.#height}px`;
  }

  readonly #done = (): void => {
    this.#doneAt = performance.now();
    const room = this.#room();
    if (room === null) return;
    delete room.dataset["held"];
    room.style.removeProperty("min-block-size");
  };
}

/** In whole and parts of pixels. */
function height(room: HTMLElement | null): number {
  return room?.getBoundingClientRect().height ?? 0;
}
