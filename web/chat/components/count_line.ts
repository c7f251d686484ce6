import { type TemplateResult, html, nothing } from "lit";
import { leftOf } from "../message_length.ts";
import { t } from "../texts/index.ts";

/** How many characters are left, near the end. */
export function countLine(text: string): TemplateResult | typeof nothing {
  const left = leftOf(text);
  if (left === null) return nothing;
  if (left < 0) return html`<p class="note refusal">${t("too_long", { count: -left })}</p>`;
  const words = left === 1 ? t("left_one") : t("left", { count: left });
  return html`<p class="note" role="status">${words}</p>`;
}
