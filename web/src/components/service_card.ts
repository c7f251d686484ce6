import { type TemplateResult, html } from "lit";
import { formatPhone } from "../model/phone.ts";
import { t } from "../texts/index.ts";

/** The service number and how it is used, beside an agent's registration (F1, F2, F6, F9). */
export function serviceCard(number: string | null): TemplateResult {
  return html`
    <aside class="card service" aria-labelledby="service-title">
      <h2 id="service-title">${t("distance.service")}</h2>
      ${number === null
        ? html`<p class="note">${t("distance.service_none")}</p>`
        : html`<p class="service-number number">${formatPhone(number)}</p>`}
      <ol class="steps">
        <li>${t("distance.step_ring")}</li>
        <li>${t("distance.step_toggle")}</li>
        <li>${t("distance.step_hear")}</li>
      </ol>
    </aside>
  `;
}
