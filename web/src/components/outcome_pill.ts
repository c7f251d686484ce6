import { type TemplateResult, html } from "lit";
import type { Outcome } from "../model/contract.ts";
import { t } from "../texts/index.ts";

/** Which of the state colours an outcome gets; its word says the same. */
const TINTS: Record<Outcome, string> = {
  waiting: "waiting",
  offered: "waiting",
  dialling: "waiting",
  ringing: "waiting",
  talking: "busy",
  answered: "available",
  abandoned: "paused",
  closed: "quiet",
  nobody: "paused",
  callback: "quiet",
  handed_over: "available",
  failed: "paused",
  not_reached: "paused",
  withdrawn: "quiet",
};

/** Every outcome, as a day's list is chosen by. */
export const OUTCOMES = Object.keys(TINTS) as Outcome[];

export function outcomePill(outcome: Outcome): TemplateResult {
  return html`<span class="pill ${TINTS[outcome]}">${t(`outcome.${outcome}`)}</span>`;
}
