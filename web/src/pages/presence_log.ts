import { type TemplateResult, html, nothing } from "lit";
import BACK from "lucide-static/icons/chevron-left.svg";
import { groups } from "../administration_api.ts";
import { backLink } from "../components/back_link.ts";
import type { ShownColumn } from "../components/data_table.ts";
import { failureWords } from "../components/failure_words.ts";
import { CHEVRON, icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import { causeWords } from "../components/timeline_chart.ts";
import type { Group } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { clock, date, isoDate } from "../model/time.ts";
import { type Day, type DayEntry, type TimelineRow, hoursShown, timeline } from "../model/timeline.ts";
import { presenceDay } from "../oversight_api.ts";
import { locale, t, tOf } from "../texts/index.ts";

const OLDEST = { column: "at", descending: false };
/** The log is kept for so many days. */
const KEPT_DAYS = 90;

/** A day's logins, logouts, pauses and calls, drawn and as a list, with their causes (B6). */
export class PresenceLogPage extends JourElement {
  static override properties = {
    framed: { attribute: false },
    date: { state: true },
    day: { state: true },
    search: { state: true },
    groups: { state: true },
    failure: { state: true },
  };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  /** `YYYY-MM-DD`. */
  declare date: string;
  declare day: Day | null;
  /** Whose rows are drawn; empty for everybody's. */
  declare search: string;
  declare groups: Group[];
  declare failure: string;
  /** Of two days asked for, the later question's answer counts. */
  #question = 0;
  #begun = false;

  constructor() {
    super();
    this.framed = false;
    this.date = isoDate(new Date());
    this.day = null;
    this.search = this.failure = "";
    this.groups = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
    void this.#readGroups();
  }

  override render() {
    return html`
      <div class="admin log">
        ${backLink()} ${this.framed ? nothing : html`<h1 tabindex="-1">${t("log.title")}</h1>`}
        ${this.#choice()}
        <section class="card panel" aria-labelledby="day-title" aria-busy=${this.#isLoading() ? "true" : "false"}>
          <header class="panel-head">
            <h2 id="day-title">${date(midday(this.date), locale())}</h2>
            <p class="note" role="status">${this.#summary()}</p>
          </header>
          ${this.#drawing()}
        </section>
        ${this.#begun ? this.#events() : nothing}
      </div>
    `;
  }

  /** Not before it is known how much room the first day's drawing takes above. */
  #events(): TemplateResult {
    return html`
      <section class="card panel" aria-labelledby="events-title">
        <header class="panel-head"><h2 id="events-title">${t("log.events")}</h2></header>
        <jour-data-table
          name="log"
          .label=${t("log.events")}
          .columns=${columns()}
          .rows=${this.day?.entries ?? null}
          .key=${(entry: DayEntry) => `${entry.at} ${entry.user} ${entry.event}`}
          .sorting=${OLDEST}
          .searchLabel=${t("log.search")}
          .empty=${t("log.empty")}
          .failure=${this.failure}
          @table-retry=${() => void this.#read()}
        ></jour-data-table>
      </section>
    `;
  }

  #choice(): TemplateResult {
    const today = isoDate(new Date());
    const step = (days: number, drawing: string, words: "log.day_before" | "log.day_after") => {
      const to = shifted(this.date, days);
      const there = to <= today && to > shifted(today, -KEPT_DAYS);
      return html`
        <button
          type="button"
          class="secondary square"
          aria-label=${t(words)}
          aria-disabled=${there ? "false" : "true"}
          @click=${() => there && this.#choose(to)}
        >
          ${icon(drawing)}
        </button>
      `;
    };
    return html`
      <div class="card log-form">
        <div class="day-steps">
          ${step(-1, BACK, "log.day_before")}
          <div class="field">
            <label class="visually-hidden" for="log-date">${t("log.date")}</label>
            <input
              id="log-date"
              type="date"
              max=${today}
              min=${shifted(today, 1 - KEPT_DAYS)}
              .value=${this.date}
              @change=${(event: Event) => this.#choose((event.target as HTMLInputElement).value)}
            />
          </div>
          ${step(1, CHEVRON, "log.day_after")}
        </div>
        <div class="field">
          <label class="visually-hidden" for="log-user">${t("log.user")}</label>
          <input
            id="log-user"
            type="search"
            autocomplete="off"
            spellcheck="false"
            placeholder=${t("log.user")}
            .value=${this.search}
            @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
          />
        </div>
      </div>
    `;
  }

  #choose(day: string): void {
    if (day === "" || day === this.date) return;
    this.date = day;
    this.day = null;
    void this.#read();
  }

  #isLoading(): boolean {
    return this.day === null && this.failure === "";
  }

  #rows(day: Day): TimelineRow[] {
    const sought = this.search.trim().toLocaleLowerCase();
    return timeline(day, locale()).filter(({ name, user }) => `${name} ${user}`.toLocaleLowerCase().includes(sought));
  }

  #summary(): string {
    if (this.day === null) return "";
    const count = this.#rows(this.day).length;
    return t(count === 1 ? "timeline.count_one" : "timeline.count", { count });
  }

  #drawing(): TemplateResult | typeof nothing {
    if (this.day === null) {
      return this.failure ? nothing : html`<p class="empty note" role="status">${t("app.loading")}</p>`;
    }
    const rows = this.#rows(this.day);
    if (rows.length === 0) {
      return html`<p class="empty note">${t(this.search === "" ? "timeline.none" : "table.none")}</p>`;
    }
    return html`
      <jour-timeline
        .rows=${rows}
        .begins=${Date.parse(this.day.begins)}
        .hours=${hoursShown(rows, this.day)}
        .groupName=${(id: string) => groupNames([id], this.groups)}
      ></jour-timeline>
    `;
  }

  async #read(): Promise<void> {
    this.#question += 1;
    const question = this.#question;
    this.failure = "";
    try {
      const day = await presenceDay(this.date);
      if (question === this.#question) this.day = day;
    } catch (error) {
      const words = failureWords(error);
      if (question === this.#question) this.failure = words;
    } finally {
      this.#begun = true;
    }
  }

  async #readGroups(): Promise<void> {
    try {
      this.groups = (await groups()).groups;
    } catch (error) {
      this.failure = failureWords(error);
    }
  }
}

function columns(): ShownColumn<DayEntry>[] {
  return [
    {
      id: "who",
      label: t("log.who"),
      value: ({ name, user }) => `${name ?? ""} ${user}`,
      cell: ({ name, user }) => name ?? user,
    },
    {
      id: "at",
      label: t("log.time"),
      value: ({ at }) => Date.parse(at),
      search: false,
      cell: ({ at }) => html`<time datetime=${at}>${clock(new Date(at), locale())}</time>`,
    },
    { id: "what", label: t("log.what"), value: ({ event }) => tOf("event", event) },
    {
      id: "how",
      label: t("log.how"),
      value: ({ agent, channel }) => (agent ? t(`channel.${channel}`) : t("log.plain")),
      wide: true,
    },
    { id: "why", label: t("log.why"), value: whyWords },
  ];
}

function whyWords({ event, reason, by }: DayEntry): string {
  if (reason === null) return "";
  return event === "pause" ? tOf("reason", reason) : causeWords(reason, by);
}

function midday(day: string): Date {
  return new Date(`${day}T12:00:00`);
}

function shifted(day: string, days: number): string {
  const at = midday(day);
  at.setDate(at.getDate() + days);
  return isoDate(at);
}
