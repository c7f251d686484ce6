import { type TemplateResult, html } from "lit";
import { formatPhone } from "../model/phone.ts";
import type { SystemNumber } from "../model/simulator.ts";
import { t } from "../texts/index.ts";
import { entryName, entryNote } from "./phone_names.ts";

/** What the system can be rung on; one press rings. */
export function phoneDirectory(
  entries: readonly SystemNumber[],
  ring: (number: string) => void,
): TemplateResult {
  return html`
    <ul class="directory" aria-label=${t("phones.directory")}>
      ${entries.map((entry) => html`<li>${entryTemplate(entry, ring)}</li>`)}
    </ul>
  `;
}

function entryTemplate(entry: SystemNumber, ring: (number: string) => void): TemplateResult {
  return html`
    <button
      type="button"
      class=${`entry-row ${entry.kind}`}
      data-to=${entry.number}
      @click=${() => ring(entry.number)}
    >
      <span class="entry-who">
        <b><span class="visually-hidden">${t("phones.green_ring")}</span> ${entryName(entry)}</b>
        <span class="note">${entryNote(entry)}</span>
      </span>
      <span class="entry-number">${formatPhone(entry.number)}</span>
    </button>
  `;
}
