import { type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { callerShort } from "../components/caller.ts";
import { hopStory } from "../components/hop_words.ts";
import { JourElement } from "../components/jour_element.ts";
import { kindPill, triesTemplate, troubleWords } from "../components/kind_pill.ts";
import { mediumIcon } from "../components/medium_icon.ts";
import { OUTCOMES, outcomePill } from "../components/outcome_pill.ts";
import { EverySecond } from "../components/tick.ts";
import { callsToday, chosen } from "../model/calls.ts";
import type { Call, Outcome } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { formatPhone } from "../model/phone.ts";
import type { PresenceState } from "../model/presence.ts";
import { type Reader, mayKnow } from "../model/reader.ts";
import { clock, secondsSince, stopwatch } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";

/** So many rows at first, and more for each time that more are asked for. */
const PAGE = 100;
const HEADS = [
  "calls.time",
  "calls.group",
  "calls.who",
  "calls.agent",
  "calls.outcome",
  "calls.waited",
  "calls.talked",
] as const;

/** All of today's calls (M4), by group and outcome; what goes on ticks. */
export class CallsPage extends JourElement {
  static override properties = {
    presence: { attribute: false },
    reader: { attribute: false },
    group: { state: true },
    outcome: { state: true },
    shown: { state: true },
  };
  declare presence: PresenceState;
  declare reader: Reader;
  declare group: string | null;
  declare outcome: Outcome | null;
  declare shown: number;

  constructor() {
    super();
    this.group = null;
    this.outcome = null;
    this.shown = PAGE;
    new EverySecond(this, () => this.requestUpdate());
  }

  /** Calls that come by themselves are not called out: only what a choice leaves. */
  #isChosen(): boolean {
    return this.group !== null || this.outcome !== null;
  }

  override render() {
    const today = callsToday(this.presence, new Date());
    const calls = chosen(today, this);
    const count =
      calls.length === 1 ? t("calls.count_one") : t("calls.count", { count: calls.length });
    return html`
      <section class="card panel" aria-label=${t("day.title")}>
        <div class="call-filters">
          ${this.#groups()} ${this.#outcomes()}
          <p class="note" role="status" aria-live=${this.#isChosen() ? "polite" : "off"}>${count}</p>
        </div>
        ${calls.length === 0
          ? html`
              <p class="empty note">
                ${t(today.length === 0 ? "calls.none" : "calls.none_chosen")}
              </p>
            `
          : this.#table(calls)}
      </section>
    `;
  }

  #groups(): TemplateResult {
    const { view, groups } = this.presence;
    const offered = groups.filter(({ id }) => view?.includes(id) ?? true);
    const options = offered.map(({ id, name }): [string, string] => [id, name]);
    return select("calls-group", t("calls.filter_group"), t("calls.all_groups"), options, this.group, (id) => {
      this.group = id;
      this.shown = PAGE;
    });
  }

  #outcomes(): TemplateResult {
    const options = OUTCOMES.map((one): [string, string] => [one, t(`outcome.${one}`)]);
    const [label, all] = [t("calls.filter_outcome"), t("calls.all_outcomes")];
    return select("calls-outcome", label, all, options, this.outcome, (one) => {
      this.outcome = one as Outcome | null;
      this.shown = PAGE;
    });
  }

  #table(calls: Call[]): TemplateResult {
    return html`
      <div class="call-table" role="table" aria-label=${t("day.title")}>
        <div class="call-heads" role="row">
          ${HEADS.map((head) => html`<span role="columnheader">${t(head)}</span>`)}
        </div>
        ${repeat(
          calls.slice(0, this.shown),
          ({ contact }) => contact,
          (call) => this.#row(call),
        )}
      </div>
      ${calls.length > this.shown
        ? html`
            <p class="panel-foot">
              <button type="button" class="secondary" @click=${() => (this.shown += PAGE)}>
                ${t("calls.more")}
              </button>
            </p>
          `
        : nothing}
    `;
  }

  /** For administrators: why one failed, and the way back into the queue. */
  #trouble({ contact, outcome, trouble }: Call): TemplateResult | typeof nothing {
    if (trouble == null || !this.reader.admin) return nothing;
    return html`
      <span class="note trouble">${troubleWords(trouble)}</span>
      ${outcome === "failed"
        ? html`
            <button type="button" class="quiet-link" @click=${() => this.emit("requeue", contact)}>
              ${t("calls.requeue")}
            </button>
          `
        : nothing}
    `;
  }

  #row(call: Call): TemplateResult {
    const number = call.name === null || call.from === null ? "" : formatPhone(call.from);
    return html`
      <div class="call-line" role="row" data-contact=${call.contact}>
        <span role="cell" class="call-at">
          <time datetime=${call.at}>${clock(new Date(call.at), locale())}</time>
        </span>
        <span role="cell" class="call-group">
          ${groupNames([call.group], this.presence.groups)}
        </span>
        <span role="cell" class="call-who">
          <span class="with-medium">
            ${mediumIcon(call.media)}${callerShort(call, mayKnow(this.reader, call.group))}
          </span>
          <span class="note number">${number}</span>
          ${kindPill(call)} ${triesTemplate(call)}
        </span>
        <span role="cell" class="call-agent">${call.agent_name ?? ""}</span>
        <span role="cell" class="call-outcome">
          ${outcomePill(call.outcome)} ${this.#trouble(call)}
          ${(call.hops ?? []).map((hop) => html`<span class="note call-hop">${hopStory(hop)}</span>`)}
        </span>
        <span role="cell" class="call-time">${timed("calls.waited", waited(call))}</span>
        <span role="cell" class="call-time">${timed("calls.talked", talked(call))}</span>
      </div>
    `;
  }
}

/** A time under its column's head; on a phone, where there are no heads, with its name. */
function timed(name: "calls.waited" | "calls.talked", time: string): TemplateResult | typeof nothing {
  if (time === "") return nothing;
  return html`<span class="call-name" aria-hidden="true">${t(name)} </span><time>${time}</time>`;
}

function waited(call: Call): string {
  if (call.outcome === "waiting" || call.outcome === "offered") {
    return stopwatch(secondsSince(call.at, new Date()));
  }
  return call.waited_s === null ? "" : stopwatch(call.waited_s);
}

function talked(call: Call): string {
  if (call.outcome === "talking" && call.answered_at !== null) {
    return stopwatch(secondsSince(call.answered_at, new Date()));
  }
  return call.talked_s === null ? "" : stopwatch(call.talked_s);
}

function select(
  id: string,
  label: string,
  all: string,
  options: [value: string, name: string][],
  value: string | null,
  choose: (value: string | null) => void,
): TemplateResult {
  return html`
    <label class="call-filter" for=${id}>
      <span class="note">${label}</span>
      <select id=${id} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value || null)}>
        <option value="" ?selected=${value === null}>${all}</option>
        ${options.map(
          ([one, name]) => html`<option value=${one} ?selected=${one === value}>${name}</option>`,
        )}
      </select>
    </label>
  `;
}
