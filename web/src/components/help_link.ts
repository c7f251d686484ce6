import { type TemplateResult, html } from "lit";
import QUESTION from "lucide-static/icons/circle-question-mark.svg";
import { type TopicId, helpAddress } from "../model/help_topics.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";

/** The way to the help where the question arises; what it is about is heard, and stands beside it. */
export function helpLink(topic: TopicId, about: string): TemplateResult {
  return html`
    <a class="help-link" href=${helpAddress(topic)} aria-label=${t("help.about", { about })}>
      ${icon(QUESTION)} ${t("help.link")}
    </a>
  `;
}

/** The same beside something half written, which must not be left: in a tab of its own. */
export function helpLinkApart(topic: TopicId, about: string): TemplateResult {
  return html`
    <a
      class="help-link"
      href=${helpAddress(topic)}
      target="_blank"
      rel="noopener"
      aria-label=${t("help.about_apart", { about })}
    >
      ${icon(QUESTION)} ${t("help.link")}
    </a>
  `;
}
