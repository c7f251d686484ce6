import { type TemplateResult, html, nothing } from "lit";
import CALL_OUT from "lucide-static/icons/phone-outgoing.svg";
import type { Group, Me, Offer, Report } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { type Stage, lastOf, stageOf } from "../model/ringing_up.ts";
import { type Line, actsAt } from "../model/softphone.ts";
import { clock, moment, secondsSince, stopwatch } from "../model/time.ts";
import { type TextKey, locale, t } from "../texts/index.ts";
import { callerFull, callerWords } from "./caller.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";
import { LOOKS, attemptWords, mayBeOver, noteField, softphoneButton } from "./made_call.ts";
import { Settling } from "./settling.ts";
import { EverySecond } from "./tick.ts";

const SAYINGS = {
  refused: "ring_up.refused",
  later: "ring_up.later",
  done: "ring_up.done",
} as const satisfies Partial<Record<Report["result"], TextKey>>;

/**
 * A call that I make (X6): offered, my telephone rings, the customer's rings, we talk, and how it
 * went. With a softphone the customer's rings first, then mine. Emits "ring-up" with the contact's id,
 * "report" with a Report, "softphone" with a SoftphoneAct, and "handle".
 */
export class RingingUp extends JourElement {
  static override properties = {
    me: { attribute: false },
    groups: { attribute: false },
    line: { attribute: false },
    note: { state: true },
    rung: { state: true },
  };
  declare me: Me;
  declare groups: Group[];
  /** My softphone's; null where I have a telephone. */
  declare line: Line | null;
  declare note: string;
  /** Ringing has been asked for: there is room at once for all that comes, which then stays still. */
  declare rung: boolean;
  #of = "";
  readonly #settling = new Settling();

  constructor() {
    super();
    this.note = "";
    this.rung = false;
    this.line = null;
    new EverySecond(this, () => this.requestUpdate());
  }

  override willUpdate(): void {
    const contact = this.#contact;
    const now = `${contact.id} ${stageOf(this.me)}`;
    if (now === this.#of) return;
    if (!this.#of.startsWith(contact.id)) {
      this.note = "";
      this.rung = false;
    }
    this.#of = now;
    this.#settling.turned();
  }

  override render() {
    const contact = this.#contact;
    const stage = stageOf(this.me);
    const whole = this.rung || stage !== "offered";
    return html`
      <section class="occupation made ${LOOKS[stage]} ${whole ? "whole" : ""}" aria-labelledby="occupation">
        <span class="occupation-ring">${icon(CALL_OUT)}</span>
        <div class="occupation-what">
          <h2 id="occupation">${callerFull(contact)}</h2>
          ${stage === "offered" ? this.#wants(contact) : html`<p role="status">${this.#what(stage, contact)}</p>`}
        </div>
        ${this.#time(stage)}
        <div class="occupation-acts">${this.#acts(stage, contact)}</div>
        ${whole ? this.#report(stage === "afterwards") : nothing}
      </section>
      ${stage === "offered" ? this.#says(contact) : nothing}
    `;
  }

  get #contact(): Offer {
    const { contact } = this.me;
    if (contact == null) throw new Error("shown for a call that is made");
    return contact;
  }

  #wants(contact: Offer): TemplateResult {
    const tries = contact.attempts ?? [];
    return html`
      <p>${[t("ring_up.wants"), this.#group(contact), this.#askedAt(contact)].join(" · ")}</p>
      ${tries.length === 0
        ? nothing
        : html`<p class="tries">${tries.map((one) => html`<span>${attemptWords(one)}</span>`)}</p>`}
    `;
  }

  #says(contact: Offer): TemplateResult {
    const words = t("ring_up.says", { who: callerWords(contact), group: this.#group(contact) });
    return html`<p class="visually-hidden" role="alert">${words}</p>`;
  }

  #what(stage: Exclude<Stage, "offered">, contact: Offer): string {
    const what =
      stage === "afterwards"
        ? this.#reached
          ? t("ring_up.how")
          : `${t("ring_up.not_reached")} · ${this.#again(contact)}`
        : t(`ring_up.${stage}`, { who: callerWords(contact) });
    return [what, this.#group(contact)].join(" · ");
  }

  #time(stage: Stage): TemplateResult {
    switch (stage) {
      case "offered":
        return timeTemplate(t("ring_up.within"), this.#left());
      case "afterwards":
        return timeTemplate(t("wrap_up.left"), this.#left());
      default:
        return timeTemplate(t("ring_up.since"), stopwatch(secondsSince(this.me.since, new Date())));
    }
  }

  #acts(stage: Stage, { id }: Offer): unknown {
    if (stage === "offered") return this.#button("ring_up.act", () => this.#ring(id));
    if (stage === "afterwards") {
      return this.#button("wrap_up.extend", () => this.emit("handle", { action: "wrap_up_extend" }), "quiet");
    }
    const acts = this.line === null || stage === "far_end" ? [] : actsAt(this.line);
    if (acts.length > 0) return acts.map((act) => softphoneButton(act, () => this.emit("softphone", act)));
    if (!mayBeOver(stage, this.line)) return nothing;
    return this.#button("ring_up.over", () => this.emit("handle", { action: "hung_up", contact: id }));
  }

  #ring(id: string): void {
    this.rung = true;
    this.emit("ring-up", id);
  }

  /** There from the first, so that nothing moves when it can be said: when the call is over. */
  #report(over: boolean): TemplateResult {
    return html`
      ${noteField(this.note, (note) => (this.note = note))}
      <div class="report-acts" role="group" aria-label=${t(over ? "ring_up.how" : "ring_up.how_later")}>
        ${this.#saying(over, "refused", "quiet")}
        ${this.#saying(over, "later", this.#reached ? "quiet" : "")}
        ${this.#saying(over, "done", this.#reached ? "" : "quiet")}
      </div>
    `;
  }

  #saying(over: boolean, result: Report["result"] & keyof typeof SAYINGS, look: string): TemplateResult {
    const say = () => this.emit("report", { contact: this.#contact.id, result, note: this.note });
    return this.#button(SAYINGS[result], say, look, !over);
  }

  /** Whether my last attempt found somebody; nothing is known of it before it is over. */
  get #reached(): boolean {
    return lastOf(this.#contact, this.me.user)?.result !== "not_reached";
  }

  #button(text: TextKey, act: () => void, look = "", disabled = false): TemplateResult {
    const click = () => {
      this.#settling.press(act);
    };
    return html`
      <button type="button" class="act ${look}" ?disabled=${disabled} @click=${click}>${t(text)}</button>
    `;
  }

  #group({ group }: Offer): string {
    return groupNames([group], this.groups);
  }

  #askedAt({ requested_at }: Offer): string {
    if (requested_at == null) return t("ring_up.of_list");
    return t("ring_up.asked_at", { time: moment(new Date(requested_at), new Date(), locale()) });
  }

  #again({ state, not_before }: Offer): string {
    if (state === "failed" || not_before == null) return t("ring_up.last");
    return t("ring_up.again_at", { time: clock(new Date(not_before), locale()) });
  }

  #left(): string {
    return stopwatch(Math.max(0, Math.ceil((Date.parse(this.me.until ?? "") - Date.now()) / 1000)) || 0);
  }
}

function timeTemplate(label: string, time: string): TemplateResult {
  return html`<p class="occupation-time"><span>${label}</span> <time>${time}</time></p>`;
}
