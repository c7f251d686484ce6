import { type TemplateResult, html, nothing } from "lit";
import CALL_OUT from "lucide-static/icons/phone-outgoing.svg";
import type { Attempt, Group, Me, Offer, Report } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { type Stage, lastOf, stageOf } from "../model/ringing_up.ts";
import { type Line, type SoftphoneAct, actsAt } from "../model/softphone.ts";
import { clock, moment, secondsSince, stopwatch } from "../model/time.ts";
import { type TextKey, locale, t } from "../texts/index.ts";
import { callerFull, callerWords } from "./caller.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";
import { EverySecond } from "./tick.ts";

/** A second click on what was just replaced is no answer to what replaced it. */
const SETTLES_MS = 700;
const LONGEST_NOTE = 500;

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
  };
  declare me: Me;
  declare groups: Group[];
  /** My softphone's; null where I have a telephone. */
  declare line: Line | null;
  declare note: string;
  #of = "";
  #turnedAt = 0;

  constructor() {
    super();
    this.note = "";
    this.line = null;
    new EverySecond(this, () => this.requestUpdate());
  }

  override willUpdate(): void {
    const contact = this.#contact;
    const now = `${contact.id} ${stageOf(this.me)}`;
    if (now === this.#of) return;
    if (!this.#of.startsWith(contact.id)) this.note = "";
    this.#of = now;
    this.#turnedAt = Date.now();
  }

  override render() {
    const contact = this.#contact;
    const stage = stageOf(this.me);
    switch (stage) {
      case "offered":
        return this.#offered(contact);
      case "afterwards":
        return this.#afterwards(contact);
      default:
        return this.#under_way(contact, t(`ring_up.${stage}`, { who: callerWords(contact) }));
    }
  }

  get #contact(): Offer {
    const { contact } = this.me;
    if (contact == null) throw new Error("shown for a call that is made");
    return contact;
  }

  #offered(contact: Offer): TemplateResult {
    const tries = contact.attempts ?? [];
    return html`
      <section class="occupation offer made" aria-labelledby="occupation">
        <span class="occupation-ring">${icon(CALL_OUT)}</span>
        <div class="occupation-what">
          <h2 id="occupation">${callerFull(contact)}</h2>
          <p>${[t("ring_up.wants"), this.#group(contact), this.#askedAt(contact)].join(" · ")}</p>
          ${tries.length === 0
            ? nothing
            : html`<p class="tries">${tries.map((one) => html`<span>${attemptWords(one)}</span>`)}</p>`}
        </div>
        ${timeTemplate(t("ring_up.within"), this.#left())}
        <div class="occupation-acts">${this.#button("ring_up.act", () => this.emit("ring-up", contact.id))}</div>
        <p class="visually-hidden" role="alert">
          ${t("ring_up.says", { who: callerWords(contact), group: this.#group(contact) })}
        </p>
      </section>
    `;
  }

  #under_way(contact: Offer, what: string): TemplateResult {
    return html`
      <section class="occupation call made" aria-labelledby="occupation">
        <span class="occupation-ring">${icon(CALL_OUT)}</span>
        <div class="occupation-what">
          <h2 id="occupation">${callerFull(contact)}</h2>
          <p role="status">${[what, this.#group(contact)].join(" · ")}</p>
        </div>
        ${timeTemplate(t("ring_up.since"), stopwatch(secondsSince(this.me.since, new Date())))}
        ${this.#acts(contact)}
      </section>
    `;
  }

  #acts(contact: Offer): TemplateResult | typeof nothing {
    const stage = stageOf(this.me);
    const acts = this.line === null || stage === "far_end" ? [] : actsAt(this.line);
    if (acts.length > 0) {
      return html`<div class="occupation-acts">${acts.map((act) => softphoneButton(act, () => this.emit("softphone", act)))}</div>`;
    }
    if (!mayBeOver(stage, this.line)) return nothing;
    return html`
      <div class="occupation-acts">
        ${this.#button("ring_up.over", () => this.emit("handle", { action: "hung_up", contact: contact.id }))}
      </div>
    `;
  }

  #afterwards(contact: Offer): TemplateResult {
    const mine = lastOf(contact, this.me.user);
    const reached = mine?.result !== "not_reached";
    return html`
      <section class="occupation wrap made report" aria-labelledby="occupation">
        <div class="occupation-what">
          <h2 id="occupation">${t(reached ? "ring_up.how" : "ring_up.not_reached")}</h2>
          <p>${callerFull(contact)}${reached ? "" : ` · ${this.#again(contact)}`}</p>
        </div>
        ${timeTemplate(t("wrap_up.left"), this.#left())}
        <label class="report-note">
          <span>${t("ring_up.note")}</span>
          <textarea
            rows="2"
            maxlength=${LONGEST_NOTE}
            .value=${this.note}
            @input=${(event: Event) => (this.note = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </label>
        <div class="occupation-acts">
          ${this.#button("wrap_up.extend", () => this.emit("handle", { action: "wrap_up_extend" }), "quiet")}
          ${this.#says("refused", "ring_up.refused", "quiet")}
          ${this.#says("later", "ring_up.later", reached ? "quiet" : "")}
          ${this.#says("done", "ring_up.done", reached ? "" : "quiet")}
        </div>
      </section>
    `;
  }

  #says(result: Report["result"], text: TextKey, look: string): TemplateResult {
    return this.#button(text, () => this.emit("report", { contact: this.#contact.id, result, note: this.note }), look);
  }

  #button(text: TextKey, act: () => void, look = ""): TemplateResult {
    const click = () => {
      if (Date.now() - this.#turnedAt > SETTLES_MS) act();
    };
    return html`<button type="button" class="act ${look}" @click=${click}>${t(text)}</button>`;
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

/** "10:42 Anna Lind: svarade inte, signaler gick fram". */
export function attemptWords({ at, name, result, note }: Attempt): string {
  const how = t(`attempt.${result}`);
  return `${clock(new Date(at), locale())} ${name}: ${note === "" ? how : `${how}, ${note}`}`;
}

/** What I do with my softphone, in a call that I make. */
export function softphoneButton(act: SoftphoneAct, click: () => void): TemplateResult {
  const look = act === "reject" ? "act quiet" : "act";
  return html`<button type="button" class=${look} @click=${click}>${t(`softphone.${act}`)}</button>`;
}

/** Whether I may say that it is over: not before somebody has answered my call. */
export function mayBeOver(stage: Stage, line: Line | null): boolean {
  return stage === "talking" || (stage === "far_end" && line === null);
}

function timeTemplate(label: string, time: string): TemplateResult {
  return html`<p class="occupation-time"><span>${label}</span> <time>${time}</time></p>`;
}
