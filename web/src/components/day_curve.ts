import { type TemplateResult, html, svg } from "lit";
import type { Call } from "../model/contract.ts";
import { type Point, type Slot, reachOf, slotsOf, smoothPath } from "../model/day_curve.ts";
import { clock } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";

const WIDTH = 600;
const HEIGHT = 72;
const HALF_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
/** Room above the highest point for the line's own width. */
const TOP = 6;

/** The day's answered calls as a hill, and over it how many waited at once. */
export function dayCurve(calls: readonly Call[], now: Date): TemplateResult {
  const slots = slotsOf(calls, now);
  const [from, to] = reachOf(slots, now);
  const most = Math.max(3, ...slots.flatMap(({ answered, waiting }) => [answered, waiting]));
  const x = (at: number) => ((at - from) / (to - from)) * WIDTH;
  const y = (count: number) => HEIGHT - (count / most) * (HEIGHT - TOP);
  const line = (count: (slot: Slot) => number) => smoothPath(pointsOf(slots, count, now, x, y));
  const answered = line((slot) => slot.answered);
  return html`
    <figure class="day-curve">
      <figcaption class="note">
        <span class="curve-key">${t("day.answered")}</span>
        <span class="curve-key waited">${t("day.waiting")}</span>
      </figcaption>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${words(slots)}>
        ${svg`
          <path class="hill" d="${answered}V${HEIGHT}H${x(from)}Z"></path>
          <path class="ridge" d=${answered}></path>
          <path class="waited" d=${line((slot) => slot.waiting)}></path>
        `}
      </svg>
      <svg class="day-hours" aria-hidden="true">
        ${hours(from, to).map((at) => {
          const place = `${(((at - from) / (to - from)) * 100).toFixed(1)}%`;
          return svg`<text x=${place} y="15">${clock(new Date(at), locale()).slice(0, 2)}</text>`;
        })}
      </svg>
    </figure>
  `;
}

/** From the first half hour's beginning until now, with each half hour's count at its middle. */
function pointsOf(
  slots: readonly Slot[],
  count: (slot: Slot) => number,
  now: Date,
  x: (at: number) => number,
  y: (count: number) => number,
): Point[] {
  const first = slots[0];
  const last = slots.at(-1);
  if (first === undefined || last === undefined) return [];
  const middles = slots
    .map((slot): Point => [x(slot.start.getTime() + HALF_MS), y(count(slot))])
    .filter(([at]) => at < x(now.getTime()));
  return [[x(first.start.getTime()), y(count(first))], ...middles, [x(now.getTime()), y(count(last))]];
}

function hours(from: number, to: number): number[] {
  const all: number[] = [];
  for (let at = Math.ceil(from / HOUR_MS) * HOUR_MS; at < to; at += HOUR_MS) all.push(at);
  const step = Math.ceil(all.length / 6);
  return all.filter((_, i) => i % step === 0);
}

/** The curve for those who can't see it. */
function words(slots: readonly Slot[]): string {
  const peak = (count: (slot: Slot) => number) =>
    slots.reduce((best, slot) => (count(slot) > count(best) ? slot : best));
  const busiest = peak((slot) => slot.answered);
  const fullest = peak((slot) => slot.waiting);
  const answered = slots.reduce((sum, slot) => sum + slot.answered, 0);
  const waiting = { waiting_most: fullest.waiting, waiting_at: clock(fullest.start, locale()) };
  if (answered === 0) return t("day.curve_quiet", waiting);
  return t("day.curve", {
    ...waiting,
    answered,
    answered_at: clock(busiest.start, locale()),
    answered_most: busiest.answered,
  });
}
