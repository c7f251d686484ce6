import { type TemplateResult, html } from "lit";
import type { AgentState } from "../model/contract.ts";
import { t, tOf } from "../texts/index.ts";

interface Standing {
  state: AgentState;
  reason: string | null;
}

/** A state in words: "Tillgänglig", "Paus · lunch". */
export function stateWords({ state, reason }: Standing): string {
  if (state !== "paused" || !reason) return t(`state.${state}`);
  return `${t("state.paused")} · ${tOf("reason", reason)}`;
}

/** A state as a word on a tint. */
export function statePill(standing: Standing): TemplateResult {
  return html`<span class="pill ${standing.state}">${stateWords(standing)}</span>`;
}
