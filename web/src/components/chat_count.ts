import { type TemplateResult, html, nothing } from "lit";
import { t } from "../texts/index.ts";

/** "2 chattar", where there are any. */
export function chatCount(count: number): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  const words = count === 1 ? t("colleagues.chats_one") : t("colleagues.chats", { count });
  return html`<span class="note chat-count">${words}</span>`;
}
