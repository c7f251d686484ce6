import { type TemplateResult, html, nothing } from "lit";
import type { RingingUp } from "../model/contract.ts";
import { clock } from "../model/time.ts";
import { locale, t, tOf } from "../texts/index.ts";
import { attemptWords } from "./made_call.ts";

/** That it is no call that came, but one that is made. */
export function kindPill({ kind }: RingingUp): TemplateResult | typeof nothing {
  // A chat has its medium's drawing already.
  if (kind === undefined || kind === "call" || kind === "chat") return nothing;
  return html`<span class="pill kind">${t(`kind.${kind}`)}</span>`;
}

/** When it is tried again, for one that nobody is given before. */
export function laterWords({ not_before }: RingingUp, now: Date): TemplateResult | typeof nothing {
  if (not_before == null || Date.parse(not_before) <= now.getTime()) return nothing;
  const time = clock(new Date(not_before), locale());
  return html`<span class="note">${t("queue.tried_at", { time })}</span>`;
}

/** Who tried when, in a word; whole on request. */
export function triesTemplate({ attempts = [] }: RingingUp): TemplateResult | typeof nothing {
  if (attempts.length === 0) return nothing;
  const count = attempts.length;
  return html`
    <details class="tries">
      <summary>${count === 1 ? t("calls.attempts_one") : t("calls.attempts", { count })}</summary>
      <ul>
        ${attempts.map((one) => html`<li>${attemptWords(one)}</li>`)}
      </ul>
    </details>
  `;
}

/** Why it came back or failed. */
export function troubleWords(code: string): string {
  if (code.startsWith("sms_") && code !== "sms_unknown") return t("trouble.sms");
  return tOf("trouble", code);
}
