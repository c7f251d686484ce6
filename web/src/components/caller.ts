import { type TemplateResult, html } from "lit";
import { formatPhone } from "../model/phone.ts";
import { t } from "../texts/index.ts";

interface Caller {
  from: string | null;
  name: string | null;
}

/** Who calls, in words: name and number; why there is none. `known`: the reader may know. */
export function callerWords({ from, name }: Caller, known = true): string {
  const parts = [name, from === null ? null : formatPhone(from)].filter((part) => part !== null);
  if (parts.length > 0) return parts.join(", ");
  return t(known ? "caller.withheld" : "caller.not_shown");
}

/** The same in short, for a row: the name where there is one. */
export function callerShort({ from, name }: Caller, known: boolean): TemplateResult {
  if (name !== null) return html`<span class="caller">${name}</span>`;
  if (from !== null) return html`<span class="caller number">${formatPhone(from)}</span>`;
  return html`<span class="caller nobody">${callerWords({ from, name }, known)}</span>`;
}

/** The same at full length, for a heading: a number never breaks. */
export function callerFull({ from, name }: Caller): TemplateResult {
  if (name === null || from === null) return html`<span>${callerWords({ from, name })}</span>`;
  return html`
    <span>${name}</span> <span class="dot" aria-hidden="true">·</span>
    <span class="number">${formatPhone(from)}</span>
  `;
}
