import { type TemplateResult, html, nothing, svg } from "lit";
import PLUS from "lucide-static/icons/plus.svg";
import CROSS from "lucide-static/icons/x.svg";
import {
  type Hours,
  MOST_SPANS,
  type Span,
  WEEKDAYS,
  type Weekday,
  asEnd,
  asTyped,
  likeMonday,
  officeHours,
  share,
  spansOf,
  withAnother,
  withSpans,
} from "../model/hours.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";
import { segmentTemplate } from "./segment.ts";

export interface HoursEditor {
  hours: Hours | null;
  /** The weekday that was refused, and why. */
  error: string | undefined;
  change: (hours: Hours | null) => void;
  /** Begins what the hours and the two choices are called. */
  words?: "group" | "lists";
  /** What there is to know about them. */
  note?: string;
}

/** When something is open: always, or at times that are drawn beside each weekday. */
export function hoursEditor(editor: HoursEditor): TemplateResult {
  const { hours, error, change, words = "group", note } = editor;
  const choice = (value: string, label: string, chosen: boolean, choose: () => void) =>
    segmentTemplate({ name: "open", value, label, chosen, choose });
  return html`
    <fieldset class="hours">
      <legend>${t(`hours_title.${words}`)}</legend>
      ${note === undefined ? nothing : html`<p class="note">${note}</p>`}
      <div class="segments">
        ${choice("always", t(`hours_always.${words}`), hours === null, () => change(null))}
        ${choice("some", t(`hours_some.${words}`), hours !== null, () => change(hours ?? officeHours()))}
      </div>
      ${hours === null ? nothing : daysTemplate(hours, change)}
      <p class="note refusal" role="alert">${error ?? nothing}</p>
    </fieldset>
  `;
}

function daysTemplate(hours: Hours, change: (hours: Hours) => void): TemplateResult {
  return html`
    <ul class="weekdays">
      ${WEEKDAYS.map((day) => dayTemplate(hours, day, change))}
    </ul>
    <button type="button" class="secondary small" @click=${() => change(likeMonday(hours))}>
      ${t("group.hours_like_monday")}
    </button>
  `;
}

function dayTemplate(hours: Hours, day: Weekday, change: (hours: Hours) => void): TemplateResult {
  const spans = spansOf(hours, day);
  const name = t(`day.${day}`);
  const put = (at: number, span: Span | null) =>
    change(withSpans(hours, day, spans.flatMap((old, n) => (n === at ? (span ? [span] : []) : [old]))));
  return html`
    <li>
      <strong>${name}</strong>
      ${drawn(spans)}
      <div class="spans">
        ${spans.length === 0 ? html`<span class="note">${t("group.closed")}</span>` : nothing}
        ${spans.map((span, at) => spanTemplate(span, name, (now) => put(at, now)))}
        ${spans.length < MOST_SPANS
          ? html`
              <button
                type="button"
                class="plain small"
                aria-label=${t("group.hours_add", { day: name })}
                title=${t("group.hours_add", { day: name })}
                @click=${() => change(withAnother(hours, day))}
              >
                ${icon(PLUS)}
              </button>
            `
          : nothing}
      </div>
    </li>
  `;
}

function spanTemplate([from, to]: Span, day: string, put: (span: Span | null) => void): TemplateResult {
  const typed = (event: Event) => (event.target as HTMLInputElement).value;
  return html`
    <span class="span">
      <input
        type="time"
        aria-label=${t("group.hours_from", { day })}
        .value=${from}
        @change=${(event: Event) => typed(event) !== "" && put([typed(event), to])}
        @blur=${(event: Event) => restored(event, from)}
      />
      <span aria-hidden="true">–</span>
      <input
        type="time"
        aria-label=${t("group.hours_to", { day })}
        .value=${asTyped(to)}
        @change=${(event: Event) => typed(event) !== "" && put([from, asEnd(typed(event))])}
        @blur=${(event: Event) => restored(event, asTyped(to))}
      />
      <button
        type="button"
        class="plain small"
        aria-label=${t("group.hours_remove", { day, from })}
        @click=${() => put(null)}
      >
        ${icon(CROSS)}
      </button>
    </span>
  `;
}

/** Half a time is none while its other half is being typed; one that is left so is as before. */
function restored(event: Event, before: string): void {
  const input = event.target as HTMLInputElement;
  if (input.value === "") input.value = before;
}

/** The day from midnight to midnight, open hours filled. */
function drawn(spans: Span[]): TemplateResult {
  return html`
    <svg class="day-line" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="night" width="100" height="6" rx="1"></rect>
      ${spans.map((span) => {
        const { at, width } = share(span);
        return svg`<rect x=${at} width=${width} height="6" rx="1"></rect>`;
      })}
    </svg>
  `;
}
