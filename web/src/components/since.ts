import { html } from "lit";
import type { AgentState } from "../model/contract.ts";
import { clock, elapsed, secondsSince, stopwatch } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";
import { EverySecond } from "./tick.ts";

/** What goes on with a customer is timed to the second; the rest in whole minutes. */
const TIMED: ReadonlySet<AgentState> = new Set(["offered", "busy", "wrap_up"]);

/** How long a state has lasted, ticking; renders only when its words change. */
export class Since extends JourElement {
  static override properties = {
    since: { attribute: false },
    state: { attribute: false },
    words: { state: true },
  };
  declare since: string;
  declare state: AgentState;
  declare words: string;

  constructor() {
    super();
    new EverySecond(this, () => this.#count());
  }

  override willUpdate(): void {
    this.#count();
  }

  override render() {
    const start = t("status.since", { time: clock(new Date(this.since), locale()) });
    return html`<time datetime=${this.since} title=${start}>${this.words}</time>`;
  }

  #count(): void {
    const seconds = secondsSince(this.since, new Date());
    this.words = TIMED.has(this.state) ? stopwatch(seconds) : elapsed(seconds, locale());
  }
}
