/** What the cards of calls that I make have in common: a customer rung back, and a list's number. */
import { type TemplateResult, html } from "lit";
import type { Attempt } from "../model/contract.ts";
import type { Stage } from "../model/ringing_up.ts";
import type { Line, SoftphoneAct } from "../model/softphone.ts";
import { clock } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";

const LONGEST_NOTE = 500;

/** How a call that I make looks, in the colours of its state. */
export const LOOKS: Record<Stage, string> = {
  offered: "offer",
  own_phone: "call",
  far_end: "call",
  softphone: "call",
  talking: "call",
  afterwards: "wrap",
};
/** "10:42 Anna Lind: svarade inte, signaler gick fram". */
export function attemptWords({ at, name, result, note }: Attempt): string {
  const how = t(`attempt.${result}`);
  return `${clock(new Date(at), locale())} ${name}: ${note === "" ? how : `${how}, ${note}`}`;
}

/** What I write of a call that I make, during it and afterwards. */
export function noteField(note: string, written: (note: string) => void): TemplateResult {
  return html`
    <label class="report-note">
      <span>${t("ring_up.note")}</span>
      <textarea
        rows="2"
        maxlength=${LONGEST_NOTE}
        .value=${note}
        @input=${(event: Event) => written((event.target as HTMLTextAreaElement).value)}
      ></textarea>
    </label>
  `;
}

/** What I do with my softphone, in a call that I make. */
export function softphoneButton(act: SoftphoneAct, click: () => void): TemplateResult {
  const look = act === "reject" ? "act quiet" : "act";
  return html`<button type="button" class=${look} @click=${click}>${t(`softphone.${act}`)}</button>`;
}

/** Whether I may say that it is over: not before somebody has answered my call. */
export function mayBeOver(stage: Stage, line: Line | null): boolean {
  return stage === "talking" || (stage === "far_end" && line === null);
}

