import { type TemplateResult, html, nothing } from "lit";
import CLOSE from "lucide-static/icons/x.svg";
import type { Channel } from "../model/contract.ts";
import type { Trouble } from "../model/softphone.ts";
import { clock } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";
import { helpLink } from "./help_link.ts";
import { icon } from "./icon.ts";

export interface Notices {
  /** Since when there has been no contact; null while there is. */
  lostAt: Date | null;
  channel: Channel;
  /** What keeps calls from my softphone; null while nothing does. */
  softphone: "failed" | Trouble;
  /** What went wrong with the last thing that was asked for; empty when nothing did. */
  refusal: string;
  dismiss: () => void;
}

/** What must be said over the page, which stays where it is: what does not work, and refusals. */
export function notices({ lostAt, channel, softphone, refusal, dismiss }: Notices): TemplateResult {
  return html`
    <div class="notices" role="alert">
      ${lostAt === null ? nothing : lostTemplate(lostAt, channel)}
      ${softphone === null ? nothing : html`<p class="alarm">${t(`softphone.${softphone}`)}</p>`}
      ${refusal === "" ? nothing : refusalBox(refusal, dismiss)}
    </div>
  `;
}

function lostTemplate(lostAt: Date, channel: Channel): TemplateResult {
  return html`
    <p class="alarm">
      ${lostText(lostAt, channel)} ${helpLink("tappad-kontakt", t("connection.offline"))}
    </p>
  `;
}

function lostText(lostAt: Date, channel: Channel): string {
  const what = t(channel === "desktop" ? "connection.lost_desktop" : "connection.lost");
  return `${what} ${t("connection.as_of", { time: clock(lostAt, locale()) })}`;
}

function refusalBox(refusal: string, dismiss: () => void): TemplateResult {
  return html`
    <div class="alarm">
      <p>${refusal}</p>
      <button type="button" class="plain" aria-label=${t("action.close")} @click=${dismiss}>
        ${icon(CLOSE)}
      </button>
    </div>
  `;
}
