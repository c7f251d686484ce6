import { type TemplateResult, html, nothing } from "lit";
import MET from "lucide-static/icons/circle-check.svg";
import OPEN from "lucide-static/icons/circle.svg";
import LATER from "lucide-static/icons/clock.svg";
import BROKEN from "lucide-static/icons/circle-x.svg";
import type { RuleRow, RuleState } from "../model/password_rules.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";

const DRAWINGS: Record<RuleState, string> = { open: OPEN, met: MET, broken: BROKEN, later: LATER };

/** The rules with a sign and words for each: met, broken and why, or judged with the change. */
export function ruleList(rows: RuleRow[]): TemplateResult {
  return html`<ul class="rules">${rows.map(ruleRow)}</ul>`;
}

function ruleRow({ rule, text, state, why }: RuleRow): TemplateResult {
  return html`
    <li class="rule ${state}" data-rule=${rule}>
      ${icon(DRAWINGS[state])}
      <span class="visually-hidden">${t(`password.rule_${state}`)}</span>
      <span>
        ${text} ${why === "" ? nothing : html`<span class="rule-why">${why}</span>`}
        ${state === "later" ? html`<span class="rule-later">${t("password.later_why")}</span>` : nothing}
      </span>
    </li>
  `;
}
