import { type TemplateResult, html, nothing } from "lit";
import PHONE from "lucide-static/icons/phone-outgoing.svg";
import { moment, proposed } from "../model/call_again.ts";
import type { Group, Handling, Me, Offer, OfferedList, Report } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { type Stage, stageOf } from "../model/ringing_up.ts";
import { type Line, actsAt } from "../model/softphone.ts";
import { secondsSince, stopwatch } from "../model/time.ts";
import { type TextKey, t } from "../texts/index.ts";
import { callerFull, callerWords } from "./caller.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";
import { LOOKS, attemptWords, mayBeOver, noteField, softphoneButton } from "./made_call.ts";
import { EverySecond } from "./tick.ts";

/**
 * A number of a list that I have (X4): the preview with 'Ring', the call, and how it went.
 * Emits "ring-up" with the contact's id, "report" with a Report, "softphone" with a
 * SoftphoneAct, and "handle".
 */
export class ListCall extends JourElement {
  static override properties = {
    me: { attribute: false },
    contact: { attribute: false },
    list: { attribute: false },
    groups: { attribute: false },
    line: { attribute: false },
    failure: { state: true },
    note: { state: true },
    again: { state: true },
    rung: { state: true },
  };
  declare me: Me;
  declare contact: Offer;
  declare list: OfferedList;
  declare groups: Group[];
  /** My softphone's; null where I have a telephone. */
  declare line: Line | null;
  declare failure: string;
  /** What I have written of the call; kept while it goes on. */
  declare note: string;
  /** When to ring again, as typed. */
  declare again: string;
  /** Ringing has been asked for: there is room at once for all that comes, which then stays still. */
  declare rung: boolean;

  constructor() {
    super();
    new EverySecond(this, () => this.requestUpdate());
    this.failure = this.note = "";
    this.rung = false;
    this.line = null;
    this.again = proposed(new Date());
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const was = changed.get("contact") as Offer | undefined;
    if (was === undefined || was.id === this.contact.id) return;
    this.failure = this.note = "";
    this.rung = false;
    this.again = proposed(new Date());
  }

  override render() {
    const stage = stageOf(this.me);
    const whole = this.rung || stage !== "offered";
    return html`
      <section class="occupation list-call ${LOOKS[stage]} ${whole ? "whole" : ""}" aria-labelledby="occupation">
        <span class="occupation-ring">${icon(PHONE)}</span>
        <div class="occupation-what">
          <h2 id="occupation">${callerFull(this.contact)}</h2>
          <p role="status">${this.#what(stage).join(" · ")}</p>
        </div>
        ${this.#time(stage)}
        <div class="occupation-acts">${this.#act(stage)}</div>
        <div class="list-words">
          ${this.#preview()} ${whole ? noteField(this.note, (note) => (this.note = note)) : nothing}
        </div>
        ${whole ? this.#report(stage === "afterwards") : nothing}
        ${this.failure ? html`<p class="list-failure" role="alert">${this.failure}</p>` : nothing}
      </section>
    `;
  }

  #what(stage: Stage): string[] {
    const from = [this.list.name, groupNames([this.contact.group], this.groups)];
    if (stage === "offered" || stage === "afterwards") return from;
    return [t(`ring_up.${stage}`, { who: callerWords(this.contact) }), ...from];
  }

  #time(stage: Stage): TemplateResult {
    switch (stage) {
      case "offered":
        return timeTemplate("ring_up.within", this.#left());
      case "afterwards":
        return timeTemplate("wrap_up.left", this.#left());
      default:
        return timeTemplate("ring_up.since", stopwatch(secondsSince(this.me.since, new Date())));
    }
  }

  #act(stage: Stage): unknown {
    const acts = this.line !== null && (stage === "softphone" || stage === "talking") ? actsAt(this.line) : [];
    if (acts.length > 0) return acts.map((act) => softphoneButton(act, () => this.emit("softphone", act)));
    switch (stage) {
      case "offered":
        return html`
          <button type="button" class="act with-icon" @click=${this.#ring}>
            ${icon(PHONE)} ${t("ring_up.act")}
          </button>
        `;
      case "afterwards":
        return this.#handles("wrap_up.extend", { action: "wrap_up_extend" }, "quiet");
      default:
        if (!mayBeOver(stage, this.line)) return nothing;
        return this.#handles("ring_up.over", { action: "hung_up", contact: this.contact.id });
    }
  }

  #handles(text: TextKey, act: Handling, look = ""): TemplateResult {
    return html`
      <button type="button" class="act ${look}" @click=${() => this.emit("handle", act)}>${t(text)}</button>
    `;
  }

  /** What the list says of the number, and what became of earlier attempts. */
  #preview(): TemplateResult | typeof nothing {
    const { note } = this.list;
    const attempts = this.contact.attempts ?? [];
    if (note === "" && attempts.length === 0) return nothing;
    return html`
      <div class="list-preview">
        ${note === "" ? nothing : html`<p class="list-note">${note}</p>`}
        ${attempts.length === 0
          ? nothing
          : html`
              <ul aria-label=${t("list_call.attempts")}>
                ${attempts.map((one) => html`<li>${attemptWords(one)}</li>`)}
              </ul>
            `}
      </div>
    `;
  }

  readonly #ring = (): void => {
    this.rung = true;
    this.emit("ring-up", this.contact.id);
  };

  /** There from the first, so that nothing moves when it can be said: when the call is over. */
  #report(over: boolean): TemplateResult {
    return html`
      <div class="report-acts">
        <div class="list-how" role="group" aria-labelledby="how">
          <p id="how">${t(over ? "ring_up.how" : "ring_up.how_later")}</p>
          <div class="list-results">
            ${this.list.results.map(({ id, name }) =>
              this.#saying(over, name, () => this.#say({ result: "done", code: id })),
            )}
          </div>
        </div>
        <label>
          <span>${t("list_call.again_at")}</span>
          <input
            type="datetime-local"
            .value=${this.again}
            @input=${(event: Event) => (this.again = (event.target as HTMLInputElement).value)}
          />
        </label>
        ${this.#saying(over, t("list_call.again"), this.#later, "quiet")}
        ${this.#saying(over, t("list_call.never"), () => this.#say({ result: "refused" }), "quiet")}
      </div>
    `;
  }

  #saying(over: boolean, words: string, say: () => void, look = ""): TemplateResult {
    return html`<button type="button" class="act ${look}" ?disabled=${!over} @click=${say}>${words}</button>`;
  }

  readonly #later = (): void => {
    const at = moment(this.again, new Date());
    this.failure = at === null ? t("list_call.again_wrong") : "";
    if (at !== null) this.#say({ result: "later", at });
  };

  #say(said: Omit<Report, "contact" | "note">): void {
    this.emit("report", { contact: this.contact.id, note: this.note.trim(), ...said });
  }

  #left(): string {
    const { until } = this.me;
    const left = until == null ? 0 : Math.max(0, Date.parse(until) - Date.now());
    return stopwatch(Math.ceil(left / 1000));
  }
}

function timeTemplate(label: TextKey, time: string): TemplateResult {
  return html`<p class="occupation-time"><span>${t(label)}</span> <time>${time}</time></p>`;
}
