import { type TemplateResult, html } from "lit";
import { initials } from "../model/people.ts";
import { type Line, isLive } from "../model/phone_line.ts";
import type { Phone } from "../model/phone_row.ts";
import { t } from "../texts/index.ts";
import { phoneName } from "./phone_names.ts";

/** Where one phone fills the view: all of them in small, and which of them ring. */
export function phoneStrip(
  phones: readonly Phone[],
  lines: ReadonlyMap<string, Line>,
  goTo: (id: string) => void,
): TemplateResult {
  return html`
    <nav class="phone-strip" aria-label=${t("phones.strip")}>
      ${phones.map((phone) => chip(phone, lines.get(phone.id) ?? { name: "idle" }, goTo))}
    </nav>
  `;
}

function chip(phone: Phone, line: Line, goTo: (id: string) => void): TemplateResult {
  const name = phoneName(phone);
  const rings = line.name === "rung" ? `, ${t("phones.rings")}` : "";
  const short = phone.label === null ? String(phone.place) : initials(phone.label);
  const state = line.name === "rung" ? "rung" : isLive(line) ? "live" : "";
  return html`
    <button
      type="button"
      class=${`strip-chip ${phone.kind} ${state}`}
      @click=${() => goTo(phone.id)}
    >
      <span aria-hidden="true">${short}</span>
      <span class="visually-hidden">${name}${rings}</span>
    </button>
  `;
}
