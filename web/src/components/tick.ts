import type { ReactiveController, ReactiveControllerHost } from "lit";

const hosts = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls back once a second while the element is on the page; all elements share one timer. */
export class EverySecond implements ReactiveController {
  readonly #act: () => void;

  constructor(host: ReactiveControllerHost, act: () => void) {
    this.#act = act;
    host.addController(this);
  }

  hostConnected(): void {
    hosts.add(this.#act);
    timer ??= setInterval(() => hosts.forEach((act) => act()), 1000);
  }

  hostDisconnected(): void {
    hosts.delete(this.#act);
    if (hosts.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }
}
