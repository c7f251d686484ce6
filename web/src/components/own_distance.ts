import { type TemplateResult, html, nothing } from "lit";
import type { Group, OwnDistance } from "../model/contract.ts";
import { formatPhone } from "../model/phone.ts";
import { staffedByCall } from "../model/registration.ts";
import { listed, t } from "../texts/index.ts";
import { helpLink } from "./help_link.ts";

/** How I log in and out by telephone: the number, from which phones, and what a call does (F1, F9). */
export function ownDistance(
  own: OwnDistance | null | undefined,
  groups: readonly Group[],
): TemplateResult | typeof nothing {
  if (!own?.service_number) return nothing;
  const { service_number, numbers, preselected_groups } = own;
  const phones = numbers.map(formatPhone).join(t("own.or"));
  const staffed = staffedByCall(preselected_groups, groups);
  const names = listed(staffed.map((group) => group.name));
  return html`
    <section class="card own-distance" aria-labelledby="own-distance">
      <header class="titled">
        <h2 id="own-distance">${t("own.title")}</h2>
        ${helpLink("distansinloggning", t("own.title"))}
      </header>
      <a class="service-number number" href=${`tel:${service_number}`}>${formatPhone(service_number)}</a>
      <p class="note">${t("own.from", { phones })}</p>
      <p class="note">${t(names === "" ? "own.toggles" : "own.toggles_into", { groups: names })}</p>
    </section>
  `;
}
