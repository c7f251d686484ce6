import { type TemplateResult, html, nothing } from "lit";
import type { Gate } from "../model/contract.ts";
import type { PresenceState } from "../model/presence.ts";
import { LATE_S, type Queue, longestWait, oldestFirst, shownQueues } from "../model/queue.ts";
import { stopwatch } from "../model/time.ts";
import { t } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";
import { mediumIcon } from "./medium_icon.ts";
import { peopleDrawn } from "./people_drawn.ts";
import { EverySecond } from "./tick.ts";

/** Calls in queue by group (M4), and the quiet question why none of them comes to me (B1). */
export class QueueCard extends JourElement {
  static override properties = {
    presence: { attribute: false },
    gates: { attribute: false },
    asking: { state: true },
  };
  declare presence: PresenceState;
  declare gates: Gate[] | null;
  declare asking: boolean;

  constructor() {
    super();
    this.asking = false;
    new EverySecond(this, () => this.requestUpdate());
  }

  /** News of me may open or close a gate. */
  override updated(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get("presence") as PresenceState | undefined;
    const turned = before !== undefined && before.me.version !== this.presence.me.version;
    if (this.asking && turned) this.emit("ask-gates");
  }

  override render() {
    const now = new Date();
    const queues = shownQueues(this.presence);
    const longest = longestWait(oldestFirst(queues), now);
    return html`
      <section class="card panel" aria-labelledby="queue">
        <header class="panel-head">
          <h2 id="queue"><a href="/ko">${t("queue.title")}</a></h2>
          <p class="note">
            ${longest === null
              ? t("queue.nobody")
              : t("queue.longest", { time: stopwatch(longest) })}
          </p>
        </header>
        ${queues.length === 0 ? html`<p class="empty note">${t("queue.no_groups")}</p>` : nothing}
        <ul class="rows">
          ${queues.map((queue) => queueRow(queue, now))}
        </ul>
        ${this.#why()}
      </section>
    `;
  }

  #why(): TemplateResult {
    return html`
      <div class="why">
        <button
          type="button"
          class="quiet-link"
          aria-expanded=${this.asking ? "true" : "false"}
          aria-controls="why-gates"
          @click=${() => (this.asking = !this.asking)}
        >
          ${t("gates.ask")}
        </button>
        <div id="why-gates" ?hidden=${!this.asking}>
          ${this.asking ? html`<jour-gates .gates=${this.gates}></jour-gates>` : nothing}
        </div>
      </div>
    `;
  }
}

function queueRow({ group, waiting }: Queue, now: Date): TemplateResult {
  const longest = longestWait(waiting, now);
  const late = longest !== null && longest >= LATE_S;
  return html`
    <li class="queue-row" data-group=${group.id}>
      <span class="queue-name">${mediumIcon(group.media)}${group.name}</span>
      ${peopleDrawn(waiting, now)}
      <span class="queue-count" aria-hidden="true">${waiting.length}</span>
      <span class="queue-wait ${late ? "late" : ""}">
        ${longest === null ? "–" : html`<time>${stopwatch(longest)}</time>`}
      </span>
    </li>
  `;
}
