import { type PropertyValues, type TemplateResult, html, nothing, svg } from "lit";
import { clock } from "../model/time.ts";
import { type Span, type TimelineRow } from "../model/timeline.ts";
import { locale, t, tOf } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";

const HOUR_MS = 3_600_000;
/** Of the width: a narrower span has no room for its word. */
const ROOM_FOR_WORD = 0.055;
const STATES = ["available", "paused", "busy"] as const;

/**
 * A drawn day: a row for each agent, hours along it, a span for each state. Colour, pattern and
 * word tell the states apart; what is pointed at or focused is told in full above the drawing.
 */
export class TimelineChart extends JourElement {
  static override properties = {
    rows: { attribute: false },
    begins: { attribute: false },
    hours: { attribute: false },
    groupName: { attribute: false },
    told: { state: true },
    at: { state: true },
  };
  declare rows: TimelineRow[];
  /** When the day begins, epoch milliseconds. */
  declare begins: number;
  /** The hours that are drawn, of the day. */
  declare hours: [number, number];
  declare groupName: (id: string) => string;
  declare told: { name: string; span: Span } | null;
  /** Row and span that the keyboard stands at. */
  declare at: [number, number];

  constructor() {
    super();
    this.told = null;
    this.at = [0, 0];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("rows")) return;
    const [row, span] = this.at;
    if (this.rows[row]?.spans[span] === undefined) this.at = [0, 0];
  }

  override render() {
    return html`
      <div class="timeline-head">
        <ul class="timeline-key">
          ${STATES.map(
            (state) => html`
              <li>
                <svg class="swatch" aria-hidden="true" focusable="false">
                  <rect class="span ${state}" width="100%" height="100%" rx="3"></rect>
                </svg>
                ${t(`timeline.${state}`)}
              </li>
            `,
          )}
        </ul>
        <p class="timeline-told">${this.#toldWords()}</p>
      </div>
      <div class="timeline" role="group" aria-label=${t("timeline.label")}>
        <svg class="visually-hidden" aria-hidden="true" focusable="false">
          <defs>
            <pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="stripe" width="2" height="6"></rect>
            </pattern>
            <pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
              <circle class="dot" cx="2.5" cy="2.5" r="1"></circle>
            </pattern>
          </defs>
        </svg>
        ${this.#axis()} ${this.rows.map((row, place) => this.#row(row, place))}
      </div>
    `;
  }

  #toldWords(): string {
    return this.told === null ? t("timeline.point") : `${this.told.name}: ${this.#words(this.told.span)}`;
  }

  #axis(): TemplateResult {
    const [from, to] = this.hours;
    const all = Array.from({ length: to - from }, (_, place) => from + place);
    return html`
      <div class="timeline-row axis" aria-hidden="true">
        <span></span>
        <svg class="track" focusable="false">
          ${all.map((hour, place) => {
            const time = clock(new Date(this.begins + hour * HOUR_MS), locale());
            return svg`<text class=${place % 2 ? "odd" : place % 4 ? "second" : ""} x=${`${(100 * place) / all.length}%`} y="14">${time}</text>`;
          })}
        </svg>
      </div>
    `;
  }

  #row({ user, name, spans }: TimelineRow, place: number): TemplateResult {
    const [from, to] = this.hours;
    const lines = Array.from({ length: to - from - 1 }, (_, line) => ((line + 1) * 100) / (to - from));
    return html`
      <div class="timeline-row" data-user=${user}>
        <span class="timeline-name" title=${name}>${name}</span>
        <svg class="track" role="list" aria-label=${name} focusable="false">
          <rect class="out" width="100%" height="100%" rx="5"></rect>
          ${lines.map((x) => svg`<line class="hour" x1=${`${x}%`} x2=${`${x}%`} y1="0" y2="100%"></line>`)}
          ${spans.map((span, number) => this.#span(span, place, number, name))}
        </svg>
      </div>
    `;
  }

  #span(span: Span, row: number, place: number, name: string): TemplateResult {
    const [x, width] = this.#extent(span);
    const [standsRow, standsSpan] = this.at;
    const here = standsRow === row && standsSpan === place;
    const tell = () => (this.told = { name, span });
    return svg`
      <g
        role="listitem"
        class="span-at"
        tabindex=${here ? "0" : "-1"}
        data-at=${`${row}:${place}`}
        aria-label=${this.#words(span)}
        @focus=${() => {
          this.at = [row, place];
          tell();
        }}
        @pointerenter=${tell}
        @click=${tell}
        @keydown=${(event: KeyboardEvent) => this.#turn(event)}
      >
        <rect class="span ${span.state}" x=${`${x * 100}%`} width=${`${width * 100}%`} height="100%" rx="4"></rect>
        <rect class="pattern ${span.state}" x=${`${x * 100}%`} width=${`${width * 100}%`} height="100%" rx="4"></rect>
        ${
          width < ROOM_FOR_WORD
            ? nothing
            : svg`<text class="word ${span.state}" x=${`${x * 100}%`} dx="7" y="19">${t(`timeline.${span.state}_short`)}</text>`
        }
      </g>
    ` as TemplateResult;
  }

  /** Where it begins, and how wide it is, from 0 to 1; the shortest can still be seen. */
  #extent({ from, to }: Span): [number, number] {
    const [first, last] = this.hours;
    const begin = this.begins + first * HOUR_MS;
    const whole = (last - first) * HOUR_MS;
    const x = Math.min(0.996, Math.max(0, (from - begin) / whole));
    return [x, Math.min(1 - x, Math.max(0.004, (to - Math.max(from, begin)) / whole))];
  }

  #words({ state, from, to, channel, reason, ended, open }: Span): string {
    const time = (at: number) => clock(new Date(at), locale());
    const begin = open.start ? t("timeline.before") : time(from);
    const end = open.end ? t("timeline.goes_on") : time(to);
    const why = reason === null ? "" : ` (${state === "busy" ? this.groupName(reason) : tOf("reason", reason)})`;
    const how = state === "busy" ? "" : `, ${t(`channel_short.${channel}`)}`;
    const out = ended === null ? "" : `. ${t("timeline.out", { why: causeWords(ended.reason, ended.by) })}`;
    return `${begin}–${end}, ${t(`timeline.${state}`)}${why}${how}${out}`;
  }

  #turn(event: KeyboardEvent): void {
    const next = neighbour(this.rows, this.at, event.key);
    if (next === null) return;
    event.preventDefault();
    this.at = next;
    this.querySelector<SVGElement>(`[data-at="${next[0]}:${next[1]}"]`)?.focus();
  }
}

/** "ny inloggning · mobil", "administratör · Alva": the cause, and by whom or what. */
export function causeWords(reason: string, by: string | null): string {
  const cause = tOf("cause", reason);
  if (by === null || by === "system" || reason === "user") return cause;
  return `${cause} · ${tOf("channel_short", by)}`;
}

/** Along the row with left and right; to the row above or below with up and down. */
function neighbour(rows: TimelineRow[], [row, span]: [number, number], key: string): [number, number] | null {
  const spans = rows[row]?.spans ?? [];
  const inRow = (to: number): [number, number] | null => {
    const there = rows[to]?.spans.length ?? 0;
    return there === 0 ? null : [to, Math.min(span, there - 1)];
  };
  switch (key) {
    case "ArrowRight":
      return span + 1 < spans.length ? [row, span + 1] : null;
    case "ArrowLeft":
      return span > 0 ? [row, span - 1] : null;
    case "ArrowDown":
      return inRow(row + 1);
    case "ArrowUp":
      return inRow(row - 1);
    case "Home":
      return [row, 0];
    case "End":
      return [row, spans.length - 1];
    default:
      return null;
  }
}
