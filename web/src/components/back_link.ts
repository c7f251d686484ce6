import { type TemplateResult, html } from "lit";
import BACK from "lucide-static/icons/chevron-left.svg";
import { ADMINISTRATION } from "../model/addresses.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";

/** The way from an administrators' page back to their start. */
export function backLink(href = ADMINISTRATION, words = t("admin.title")): TemplateResult {
  return html`<a class="crumb" href=${href}>${icon(BACK)} ${words}</a>`;
}
