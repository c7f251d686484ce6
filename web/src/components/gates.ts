import { type TemplateResult, html, nothing } from "lit";
import SHUT from "lucide-static/icons/circle-x.svg";
import OPEN from "lucide-static/icons/circle-check.svg";
import { Problem, Unreachable } from "../api.ts";
import { gatesOf } from "../calls_api.ts";
import type { Gate } from "../model/contract.ts";
import { moment } from "../model/time.ts";
import { locale, t, tOf } from "../texts/index.ts";
import { helpLink } from "./help_link.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

const AGAIN_MS = 5_000;

/**
 * Everything that decides whether calls reach an agent (B1), kept fresh while it is shown.
 * With `user`, that agent's, which an administrator may see; without, mine: it emits "ask-gates"
 * when it wants them, and shows what comes back in `gates`.
 */
export class Gates extends JourElement {
  static override properties = {
    user: {},
    gates: { attribute: false },
    failed: { state: true },
  };
  declare user: string | undefined;
  declare gates: Gate[] | null;
  declare failed: boolean;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.gates = null;
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#ask(), AGAIN_MS);
    void this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("user") && changed.get("user") !== undefined) {
      this.gates = null;
      void this.#ask();
    }
  }

  async #ask(): Promise<void> {
    // Properties of an element in a template are set after it has been connected.
    await this.updateComplete;
    const { user } = this;
    if (user === undefined) return this.emit("ask-gates");
    try {
      const { gates } = await gatesOf(user);
      if (user !== this.user) return;
      this.gates = gates;
      this.failed = false;
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.failed = true;
    }
  }

  override render() {
    return html`
      ${this.failed ? html`<p class="note refusal" role="status">${t("gates.failed")}</p>` : nothing}
      ${this.gates === null ? this.#waiting() : this.#list(this.gates)}
    `;
  }

  #waiting(): TemplateResult | typeof nothing {
    return this.failed ? nothing : html`<p class="note">${t("gates.loading")}</p>`;
  }

  #list(gates: Gate[]): TemplateResult {
    const shut = gates.filter(({ open }) => !open);
    return html`
      <p class="gates-sum" role="status">${summary(shut.length)}</p>
      <ul class="gates">
        ${[...shut, ...gates.filter(({ open }) => open)].map(gateRow)}
      </ul>
      ${helpLink("inga-samtal", t("gates.ask"))}
    `;
  }
}

function summary(shut: number): string {
  if (shut === 0) return t("gates.all_open");
  return shut === 1 ? t("gates.one_closed") : t("gates.closed", { count: shut });
}

function gateRow({ gate, open, since, message }: Gate): TemplateResult {
  const time = since === null ? "" : moment(new Date(since), new Date(), locale());
  return html`
    <li class=${open ? "open" : "shut"} data-gate=${gate}>
      ${icon(open ? OPEN : SHUT)}
      <span class="gate-what">
        <span>${tOf("gate", gate)}</span>
        ${open ? nothing : html`<span class="gate-cure">${message}</span>`}
      </span>
      <span class="note gate-since">${time === "" ? nothing : t("gates.since", { time })}</span>
      <span class="gate-word">${t(open ? "gates.yes" : "gates.no")}</span>
    </li>
  `;
}
