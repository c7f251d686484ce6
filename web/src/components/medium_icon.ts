import { type TemplateResult, html } from "lit";
import CHAT from "lucide-static/icons/message-circle.svg";
import CALL from "lucide-static/icons/phone.svg";
import OUTBOUND from "lucide-static/icons/phone-outgoing.svg";
import type { Media } from "../model/contract.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";

const DRAWINGS: Record<Media, string> = { voice: CALL, chat: CHAT, telemarketing: OUTBOUND };

/** What a contact goes over, drawn, and in a word for those who hear it. */
export function mediumIcon(media: Media): TemplateResult {
  return html`
    <span class="medium" title=${t(`medium.${media}`)}>
      ${icon(DRAWINGS[media])}<span class="visually-hidden">${t(`medium.${media}`)}</span>
    </span>
  `;
}
