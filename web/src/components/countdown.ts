import { type ReactiveController, type ReactiveControllerHost, type TemplateResult, html, nothing } from "lit";
import { announce } from "../announce.ts";
import { stopwatch } from "../model/time.ts";
import { t } from "../texts/index.ts";

const DEFAULT_WAIT_S = 30;

/** The seconds until the server listens again, after too many attempts. */
export class Countdown implements ReactiveController {
  left = 0;
  readonly #host: ReactiveControllerHost;
  #begun = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  /** `seconds`: as the server said; null where it said nothing. */
  start(seconds: number | null): void {
    clearInterval(this.#timer);
    this.left = seconds ?? DEFAULT_WAIT_S;
    this.#begun = true;
    this.#timer = setInterval(() => this.#count(), 1000);
  }

  /** Called when something is tried again: what was said of the wait is of no use any more. */
  forget(): void {
    this.#begun = false;
  }

  /** How long there is to wait, and then that it is over: the button below stays where it is. */
  line(): TemplateResult | typeof nothing {
    if (!this.#begun) return nothing;
    const words = this.left > 0 ? t("login.wait", { time: stopwatch(this.left) }) : t("login.wait_over");
    return html`<p class="note">${words}</p>`;
  }

  #count(): void {
    this.left -= 1;
    if (this.left <= 0) {
      clearInterval(this.#timer);
      announce(t("login.wait_over"));
    }
    this.#host.requestUpdate();
  }
}
