import { type TemplateResult, html } from "lit";
import type { Channel } from "../model/contract.ts";
import type { Connection } from "../model/link.ts";
import { t } from "../texts/index.ts";

/** Whether there is contact, and as what kind of client: "Ansluten · PC-klient". */
export function connectionState(now: Connection, channel: Channel): TemplateResult {
  const state = now === "stopped" ? "connecting" : now;
  return html`
    <p class="connection ${state}" role="status">
      <span>${t(`connection.${state}`)}</span>
      <span class="connection-kind">${t(`channel.${channel}`)}</span>
    </p>
  `;
}
