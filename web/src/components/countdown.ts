import type { ReactiveController, ReactiveControllerHost } from "lit";

const DEFAULT_WAIT_S = 30;

/** The seconds until the server listens again, after too many attempts. */
export class Countdown implements ReactiveController {
  left = 0;
  readonly #host: ReactiveControllerHost;
  readonly #over: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, over: () => void) {
    this.#host = host;
    this.#over = over;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  start(seconds: number | null): void {
    clearInterval(this.#timer);
    this.left = seconds ?? DEFAULT_WAIT_S;
    this.#timer = setInterval(() => this.#count(), 1000);
  }

  #count(): void {
    this.left -= 1;
    if (this.left <= 0) {
      clearInterval(this.#timer);
      this.#over();
    }
    this.#host.requestUpdate();
  }
}
