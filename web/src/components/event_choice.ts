import { type TemplateResult, html } from "lit";
import { WAYS, type Way } from "../model/event_delivery.ts";
import { t } from "../texts/index.ts";
import { segmentTemplate } from "./segment.ts";

/** How the exchange tells that calls have ended; `chosen` is null where it is none of these. */
export function eventChoice(chosen: Way | null, choose: (way: Way) => void): TemplateResult {
  return html`
    <fieldset class="event-choice">
      <legend>${t("phones.events")}</legend>
      <p class="note">${t("phones.events_hint")}</p>
      <div class="segments">
        ${WAYS.map((way) =>
          segmentTemplate({
            name: "events",
            value: way,
            label: t(`phones.events_${way}`),
            chosen: chosen === way,
            choose: () => choose(way),
          }),
        )}
      </div>
    </fieldset>
  `;
}
