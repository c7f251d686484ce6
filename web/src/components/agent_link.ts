import { html } from "lit";
import { t } from "../texts/index.ts";
import { CHEVRON, HEADSET, icon } from "./icon.ts";

/** The way on to the agents' form (W1), the same wherever somebody is not an agent (yet). */
export function agentLink() {
  return html`
    <a class="card way-on" href="/handlaggare">
      ${icon(HEADSET)}
      <span>
        <span class="note">${t("login.as_agent_why")}</span>
        <strong>${t("login.as_agent")}</strong>
      </span>
      ${icon(CHEVRON)}
    </a>
  `;
}
