import { type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { callerFull, callerWords } from "../components/caller.ts";
import { JourElement } from "../components/jour_element.ts";
import { kindPill, laterWords } from "../components/kind_pill.ts";
import { mediumIcon } from "../components/medium_icon.ts";
import { peopleDrawn } from "../components/people_drawn.ts";
import { EverySecond } from "../components/tick.ts";
import type { Waiting } from "../model/contract.ts";
import type { PresenceState } from "../model/presence.ts";
import { type Queue, isLate, longestWait, shownQueues } from "../model/queue.ts";
import { type Reader, mayKnow } from "../model/reader.ts";
import { secondsSince, stopwatch } from "../model/time.ts";
import { t } from "../texts/index.ts";

/** Everybody who waits, group by group, in the order in which they will be answered (M4). */
export class QueuePage extends JourElement {
  static override properties = {
    presence: { attribute: false },
    reader: { attribute: false },
  };
  declare presence: PresenceState;
  declare reader: Reader;

  constructor() {
    super();
    new EverySecond(this, () => this.requestUpdate());
  }

  override render() {
    const now = new Date();
    const queues = shownQueues(this.presence);
    const busy = queues.filter(({ waiting }) => waiting.length > 0);
    const quiet = queues.filter(({ waiting }) => waiting.length === 0);
    return html`
      <div class="queues">
        ${queues.length === 0 ? emptyCard(t("queue.no_groups")) : nothing}
        ${queues.length > 0 && busy.length === 0 ? emptyCard(t("queue.none")) : nothing}
        ${busy.map((queue) => this.#queue(queue, now))}
        ${busy.length > 0 && quiet.length > 0 ? quietCard(quiet) : nothing}
        <a class="note to-wall" href="/wall">${t("nav.wall")}</a>
      </div>
    `;
  }

  #queue({ group, waiting }: Queue, now: Date): TemplateResult {
    const heading = `queue-${group.id}`;
    return html`
      <section class="card panel" aria-labelledby=${heading}>
        <header class="panel-head">
          <h2 id=${heading}>${group.name}</h2>
          ${peopleDrawn(waiting, now, 16)}
          <p class="note">
            ${t("queue.longest", { time: stopwatch(longestWait(waiting, now) ?? 0) })}
          </p>
        </header>
        <ol class="rows">
          ${repeat(
            waiting,
            ({ contact }) => contact,
            (one, at) => this.#row(one, at, now),
          )}
        </ol>
      </section>
    `;
  }

  #row(one: Waiting, at: number, now: Date): TemplateResult {
    const late = isLate(one, now);
    const known = mayKnow(this.reader, one.group);
    return html`
      <li class="waiting-row ${late ? "late" : ""}" data-contact=${one.contact}>
        <span class="place" aria-hidden="true">${at + 1}</span>
        <span class="waiting-who">
          ${mediumIcon(one.media)}${known ? callerFull(one) : html`<span class="nobody">${callerWords(one, false)}</span>`}
        </span>
        ${kindPill(one)} ${laterWords(one, now)}
        ${one.front
          ? html`<span class="pill waiting" title=${t("queue.front_why")}>${t("queue.front")}</span>`
          : nothing}
        ${late ? html`<span class="visually-hidden">${t("queue.late_row")}</span>` : nothing}
        <time class="queue-wait ${late ? "late" : ""}" datetime=${one.since}>
          ${stopwatch(secondsSince(one.since, now))}
        </time>
      </li>
    `;
  }
}

function emptyCard(text: string): TemplateResult {
  return html`<section class="card panel"><p class="empty note">${text}</p></section>`;
}

/** Groups where nobody waits, in one card below the others. */
function quietCard(queues: Queue[]): TemplateResult {
  return html`
    <section class="card panel">
      <ul class="rows quiet-queues">
        ${queues.map(
          ({ group }) => html`
            <li class="queue-row">
              <span class="queue-name">${group.name}</span>
              <span class="note">${t("queue.nobody")}</span>
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}
