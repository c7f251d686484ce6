import { type TemplateResult, html } from "lit";
import ARROW from "lucide-static/icons/arrow-right.svg";
import { type TextKey, t } from "../texts/index.ts";
import { icon } from "./icon.ts";

interface Row {
  now: TextKey;
  then: TextKey;
  result: TextKey;
}

const ROWS: readonly Row[] = [
  { now: "help.replaces_anything", then: "help.replaces_any_but", result: "help.replaces_newest" },
  { now: "help.replaces_any_but", then: "help.replaces_call", result: "help.replaces_newest" },
  { now: "channel.distance", then: "help.replaces_call", result: "help.replaces_toggled" },
];

/** What replaces what (X1, X5, F9): the login there is, the one that comes, and what holds then. */
export function replacesDrawn(): TemplateResult {
  return html`
    <ol class="replaces">
      ${ROWS.map(
        ({ now, then, result }) => html`
          <li>
            <span class="replaces-old">
              <span class="note">${t("help.replaces_now")}</span> <strong>${t(now)}</strong>
            </span>
            ${icon(ARROW)}
            <span class="replaces-new">
              <span class="note">${t("help.replaces_then")}</span> <strong>${t(then)}</strong>
            </span>
            <span class="replaces-result">${t(result)}</span>
          </li>
        `,
      )}
    </ol>
  `;
}
