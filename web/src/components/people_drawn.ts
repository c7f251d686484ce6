import { type TemplateResult, html, nothing } from "lit";
import type { Waiting } from "../model/contract.ts";
import { isLate } from "../model/queue.ts";
import { t } from "../texts/index.ts";

/** A queue drawn as the people in it: the late ones red, those who go first filled. */
export function peopleDrawn(waiting: readonly Waiting[], now: Date, most = 10): TemplateResult {
  const late = waiting.filter((one) => isLate(one, now)).length;
  const words =
    waiting.length === 1 ? t("queue.people_one") : t("queue.people", { count: waiting.length });
  return html`
    <span class="people">
      <span class="visually-hidden">
        ${words}${late > 0 ? t("queue.late", { count: late }) : nothing}
      </span>
      ${waiting.slice(0, most).map(
        (one) => html`
          <i class="${isLate(one, now) ? "late" : ""} ${one.front ? "goes-first" : ""}" aria-hidden="true"></i>
        `,
      )}
      ${waiting.length > most
        ? html`<span class="note" aria-hidden="true">${t("queue.more", { count: waiting.length - most })}</span>`
        : nothing}
    </span>
  `;
}
