import { type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { answeredShare, callsToday } from "../model/calls.ts";
import type { Call } from "../model/contract.ts";
import { slotsOf } from "../model/day_curve.ts";
import { firstName, groupNames } from "../model/people.ts";
import type { PresenceState } from "../model/presence.ts";
import { type Reader, mayKnow } from "../model/reader.ts";
import { clock, stopwatch } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";
import { callerShort } from "./caller.ts";
import { dayCurve } from "./day_curve.ts";
import { JourElement } from "./jour_element.ts";
import { mediumIcon } from "./medium_icon.ts";

const LATEST = 5;
const SOON_S = 30;

/** Today so far (M4): the day's curve, and the latest calls. */
export class DayCard extends JourElement {
  static override properties = {
    presence: { attribute: false },
    reader: { attribute: false },
  };
  declare presence: PresenceState;
  declare reader: Reader;

  override render() {
    const now = new Date();
    const calls = callsToday(this.presence, now);
    const share = answeredShare(calls, SOON_S);
    return html`
      <section class="card panel day-card" aria-labelledby="day">
        <header class="panel-head">
          <h2 id="day"><a href="/dagens-samtal">${t("day.title")}</a></h2>
          <p class="note">
            ${share === null ? t("day.none_yet") : t("day.service", { share })}
          </p>
        </header>
        ${calls.length === 0
          ? html`<p class="empty note">${t("day.none")}</p>`
          : this.#day(calls, now)}
      </section>
    `;
  }

  #day(calls: Call[], now: Date): TemplateResult {
    return html`
      ${slotsOf(calls, now).length > 1 ? dayCurve(calls, now) : nothing}
      <ul class="rows">
        ${repeat(
          calls.slice(0, LATEST),
          (call) => call.contact,
          (call) => this.#row(call),
        )}
      </ul>
      <p class="panel-foot note"><a href="/dagens-samtal">${t("day.all")}</a></p>
    `;
  }

  #row(call: Call): TemplateResult {
    return html`
      <li class="call-row">
        <time class="call-at" datetime=${call.at}>${clock(new Date(call.at), locale())}</time>
        <span class="with-medium">${mediumIcon(call.media)}${callerShort(call, mayKnow(this.reader, call.group))}</span>
        <span class="call-group">${groupNames([call.group], this.presence.groups)}</span>
        <span class="call-end">${ending(call)}</span>
      </li>
    `;
  }
}

/** "Bo · 3:12" for a call that somebody took; else what became of it. Who gave up was the caller. */
function ending({ agent_name, outcome, talked_s }: Call): string {
  const who = agent_name === null || outcome === "abandoned" ? [] : [firstName(agent_name)];
  if (outcome !== "answered") return [...who, t(`outcome.${outcome}`)].join(" · ");
  return [...who, stopwatch(talked_s ?? 0)].join(" · ");
}
