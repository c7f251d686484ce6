import { type TemplateResult, html, nothing } from "lit";
import PHONE from "lucide-static/icons/phone.svg";
import FORWARD from "lucide-static/icons/phone-forwarded.svg";
import MISSED from "lucide-static/icons/phone-missed.svg";
import { isMade } from "../model/ringing_up.ts";
import type { Group, Handling, Hop, Me, Offer } from "../model/contract.ts";
import type { Lost } from "../model/news.ts";
import { groupNames } from "../model/people.ts";
import type { Line, SoftphoneAct } from "../model/softphone.ts";
import { secondsSince, stopwatch } from "../model/time.ts";
import { type TextKey, t } from "../texts/index.ts";
import { callerFull, callerWords } from "./caller.ts";
import { HeldRoom } from "./held_room.ts";
import { hopPlan } from "./hop_words.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";
import { Settling } from "./settling.ts";
import { EverySecond } from "./tick.ts";

/** How long it stays to be read why an offer went away. */
const LOST_SHOWS_MS = 8_000;

const PLACES: TextKey[] = ["offer.first", "offer.second", "offer.third"];

/**
 * What is happening to me, at full width: an offer before the telephone rings (D9), the call,
 * wrap-up (B5), an offer that went away, and a pause that the system took (B4).
 * Emits "handle" with a Handling, "softphone" with a SoftphoneAct, and "status".
 */
export class OccupationCard extends JourElement {
  static override properties = {
    me: { attribute: false },
    groups: { attribute: false },
    waitingSince: { attribute: false },
    lost: { attribute: false },
    line: { attribute: false },
    hop: { attribute: false },
    steady: { attribute: false },
  };
  declare me: Me;
  declare groups: Group[];
  declare waitingSince: string | null;
  declare lost: Lost | null;
  /** My softphone's; null where calls come to a telephone. */
  declare line: Line | null;
  /** Where my call goes when I hang up (W2). */
  declare hop: Hop | null;
  /** Keeps a place free for what comes next; otherwise it comes over the page. */
  declare steady: boolean;
  #said = "";
  #saidOf = "";
  #lostAt = 0;
  readonly #settling = new Settling();
  #hadFocus = false;

  constructor() {
    super();
    this.line = null;
    this.hop = null;
    this.steady = false;
    new HeldRoom(this, () => this.querySelector<HTMLElement>(":scope > div"));
    new EverySecond(this, () => this.requestUpdate());
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("lost")) this.#lostAt = Date.now();
    const before = changed.get("me") as Me | undefined;
    if (changed.has("me") && before?.state !== this.me.state) this.#settling.turned();
    this.#hadFocus = this.contains(document.activeElement);
    this.#say();
  }

  /** Whoever had the focus on a control that is gone finds it on what came instead. */
  override updated(): void {
    if (!this.#hadFocus || this.contains(document.activeElement)) return;
    // What the card is for comes first: nobody refuses or sends on with a key meant for something else.
    const next = ["button.act:not(.quiet)", "button", "div"]
      .map((what) => this.querySelector<HTMLElement>(what))
      .find((found) => found !== null);
    next?.focus({ preventScroll: true });
  }

  override render() {
    return html`
      <div tabindex="-1" class=${this.#place()}>${this.#card()}</div>
      <p class="visually-hidden" role="alert">${this.#said}</p>
    `;
  }

  /** Where it stands: in a place of its own, wide enough for all that may come, or over the page. */
  #place(): string {
    if (!this.steady) return "occupation-over";
    return this.#ringsLists() ? "occupation-place for-lists" : "occupation-place";
  }

  #card(): TemplateResult | typeof nothing {
    const { me } = this;
    const list = me.contact?.list;
    const mine = me.state === "offered" || me.state === "busy" || me.state === "wrap_up";
    if (mine && me.contact != null && list != null) {
      return html`
        <jour-list-call
          .me=${me}
          .contact=${me.contact}
          .list=${list}
          .groups=${this.groups}
          .line=${this.line}
        >
        </jour-list-call>
      `;
    }
    if (isMade(me)) {
      return html`
        <jour-ringing-up .me=${me} .groups=${this.groups} .line=${this.line}></jour-ringing-up>
      `;
    }
    switch (me.state) {
      case "offered":
        return me.contact == null ? nothing : this.#offer(me.contact);
      case "busy":
        return this.#call(me.contact ?? null);
      case "wrap_up":
        return this.#wrapUp(me.contact ?? null);
      default:
        if (me.state === "paused" && me.reason === "no_answer") return this.#missed();
        return this.#gone() ?? this.#nothingYet();
    }
  }

  #offer(contact: Offer): TemplateResult {
    const times = contact.from === null ? [] : [timesWords(contact.calls_today)];
    const rings = this.line?.state === "ringing";
    const phone = this.me.ringing === true ? "offer.ringing" : "offer.rings";
    const where = this.line === null ? phone : rings ? "softphone.rings" : "softphone.soon";
    const what = [this.#group(contact), ...times, t(where)];
    return html`
      <section class=${rings ? "occupation offer ringing" : "occupation offer"} aria-labelledby="occupation">
        <span class="occupation-ring">${icon(PHONE)}</span>
        <div class="occupation-what">
          <h2 id="occupation">${callerFull(contact)}</h2>
          <p>${what.join(" · ")}</p>
        </div>
        ${timeTemplate(t("offer.waited"), this.#waited())}
        ${this.line === null
          ? html`
              <div class="occupation-acts">
                ${this.#button("offer.accept", { action: "accept", contact: contact.id })}
              </div>
            `
          : this.#softphone(this.line)}
      </section>
    `;
  }

  #call(contact: Offer | null): TemplateResult {
    const what = [t("call.in_progress"), ...(contact === null ? [] : [this.#group(contact)])];
    return html`
      <section class="occupation call" aria-labelledby="occupation">
        <span class="occupation-ring">${icon(PHONE)}</span>
        <div class="occupation-what">
          <h2 id="occupation">${contact === null ? t("call.no_details") : callerFull(contact)}</h2>
          <p>${what.join(" · ")}</p>
        </div>
        ${timeTemplate(t("call.talked"), stopwatch(secondsSince(this.me.since, new Date())))}
        ${this.line !== null && this.line.state !== "idle"
          ? this.#softphone(this.line)
          : contact === null
            ? nothing
            : this.#acts(contact)}
        ${contact === null || this.hop === null ? nothing : this.#plan(contact, this.hop)}
      </section>
    `;
  }

  /** What can be done at my softphone now. */
  #softphone({ state }: Line): TemplateResult | typeof nothing {
    if (state === "idle") return nothing;
    const act = (text: TextKey, what: SoftphoneAct, look = "") => html`
      <button type="button" class="act ${look}" @click=${() => this.emit("softphone", what)}>${t(text)}</button>
    `;
    return html`
      <div class="occupation-acts">
        ${state === "ringing"
          ? html`${act("softphone.reject", "reject", "quiet")} ${act("softphone.answer", "answer")}`
          : act("softphone.hang_up", "hang_up")}
      </div>
    `;
  }

  /** Where the call may go, and that it is over: which a call that goes on is not. */
  #acts(contact: Offer): TemplateResult {
    return html`
      <div class="occupation-acts">
        ${this.me.phone === "softphone" ? nothing : this.#onward(contact)}
        ${this.hop === null
          ? this.#button("call.over", { action: "hung_up", contact: contact.id })
          : nothing}
      </div>
    `;
  }

  #onward({ id }: Offer): TemplateResult {
    const ask = (as: "forward" | "conference") => () => this.emit("send-on", { contact: id, as });
    return html`
      <button type="button" class="act quiet" @click=${ask("forward")}>${t("forward.act")}</button>
      <button type="button" class="act quiet" @click=${ask("conference")}>
        ${t("forward.conference")}
      </button>
    `;
  }

  #plan({ id }: Offer, hop: Hop): TemplateResult {
    return html`
      <p class="occupation-plan" role="status">
        ${icon(FORWARD)} <span>${hopPlan(hop)}</span>
        <button type="button" class="act quiet" @click=${() => this.emit("withdraw-hop", id)}>
          ${t("forward.withdraw")}
        </button>
      </p>
    `;
  }

  #wrapUp(contact: Offer | null): TemplateResult {
    const after = contact === null ? "" : t("wrap_up.after", { who: callerWords(contact) });
    const [left, share] = this.#left();
    return html`
      <section class="occupation wrap" aria-labelledby="occupation">
        <div class="occupation-what">
          <h2 id="occupation">${t("wrap_up.title")}</h2>
          <p>${after}</p>
        </div>
        ${left === null ? nothing : timeTemplate(t("wrap_up.left"), stopwatch(left))}
        <div class="occupation-acts">
          ${this.#button("wrap_up.extend", { action: "wrap_up_extend" }, "quiet")}
          ${this.#button("wrap_up.done", { action: "wrap_up_done" })}
        </div>
        ${left === null
          ? nothing
          : html`
              <svg class="time-left" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect width="100" height="1"></rect>
                <rect class="rest" width=${(100 * share).toFixed(2)} height="1"></rect>
              </svg>
            `}
      </section>
    `;
  }

  #missed(): TemplateResult {
    return html`
      <section class="occupation missed" aria-labelledby="occupation">
        <span class="occupation-ring">${icon(MISSED)}</span>
        <div class="occupation-what">
          <h2 id="occupation">${t("missed.title")}</h2>
          <p>${t("missed.what")}</p>
        </div>
        <div class="occupation-acts">
          <button
            type="button"
            class="act"
            @click=${() => this.emit("status", { status: "available", reason: null })}
          >
            ${t("missed.back")}
          </button>
        </div>
      </section>
    `;
  }

  /** The place where the next one comes: what is below it stays where it is then. */
  #nothingYet(): TemplateResult | typeof nothing {
    if (!this.steady) return nothing;
    return html`<p class="occupation idle">${t(`occupation.${this.me.state === "paused" ? "paused" : "idle"}`)}</p>`;
  }

  /** Whether numbers of a list may come, whose preview takes more room than a call. */
  #ringsLists(): boolean {
    return this.groups.some(({ id, media }) => media === "telemarketing" && this.me.groups.includes(id));
  }

  #gone(): TemplateResult | null {
    const { lost } = this;
    if (lost === null || Date.now() - this.#lostAt > LOST_SHOWS_MS) return null;
    const who = unbroken(callerWords(lost.contact));
    return html`
      <section class="occupation gone">
        <p><strong>${t(`offer.lost_${lost.reason}`)}</strong></p>
        <p class="note">${whatOfLost(lost, who)}</p>
      </section>
    `;
  }

  #button(text: TextKey, act: Handling, look = ""): TemplateResult {
    const click = () => {
      this.#settling.press(() => this.emit("handle", act));
    };
    return html`<button type="button" class="act ${look}" @click=${click}>${t(text)}</button>`;
  }

  #group({ group }: Offer): string {
    return groupNames([group], this.groups);
  }

  #waited(): string {
    return stopwatch(secondsSince(this.waitingSince ?? this.me.since, new Date()));
  }

  /** Seconds left of what ends by itself, and which share of the whole they are. */
  #left(): [seconds: number | null, share: number] {
    const { until, since } = this.me;
    if (until == null) return [null, 0];
    const whole = Math.max(1, Date.parse(until) - Date.parse(since));
    const left = Math.max(0, Date.parse(until) - Date.now());
    return [Math.ceil(left / 1000), Math.min(1, left / whole)];
  }

  /** What a listener hears: each offer, and each end of one, once. */
  #say(): void {
    const { me, lost } = this;
    const contact = me.state === "offered" ? (me.contact ?? null) : null;
    const rings = contact !== null && this.line?.state === "ringing";
    const of = rings ? `rings:${contact.id}` : (contact?.id ?? (me.state === "busy" ? me.state : `${lost?.contact.id}:${lost?.reason}`));
    if (of === this.#saidOf) return;
    this.#saidOf = of;
    if (rings) {
      this.#said = t("softphone.says", { who: callerWords(contact) });
    } else if (contact != null) {
      const [who, group] = [callerWords(contact), this.#group(contact)];
      const words = this.line === null ? "offer.says" : "softphone.says_soon";
      this.#said =
        contact.list == null
          ? t(words, { who, group, waited: this.#waited() })
          : t("list_call.says", { who, list: contact.list.name });
    } else if (lost !== null && me.state !== "busy") {
      const who = callerWords(lost.contact);
      this.#said = `${t(`offer.lost_${lost.reason}`)}. ${whatOfLost(lost, who)}`;
    } else {
      this.#said = "";
    }
  }
}

/** What becomes of a contact that I had: a caller waits on, a number goes back to its list. */
function whatOfLost({ contact, reason }: Lost, who: string): string {
  if (contact.list != null) return t("list_call.back", { who, list: contact.list.name });
  return t(`offer.lost_what_${reason}`, { who });
}

function timeTemplate(label: string, time: string): TemplateResult {
  return html`<p class="occupation-time"><span>${label}</span> <time>${time}</time></p>`;
}

/** A telephone number in running text stays on one line. */
function unbroken(words: string): string {
  return words.replace(/(?<=\d) (?=\d)/g, "\u00a0");
}

/** "andra samtalet i dag". */
function timesWords(count: number): string {
  const text = PLACES[Math.max(1, count) - 1];
  return text === undefined ? t("offer.nth", { count }) : t(text);
}
