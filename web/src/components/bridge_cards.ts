import { type TemplateResult, html, nothing } from "lit";
import { formatPhone } from "../model/phone.ts";
import type { Bridge, BusyPhone } from "../model/simulator.ts";
import { listed, t } from "../texts/index.ts";

/** The conference bridges of the network, and who talks in each. */
export function bridgeCards(
  bridges: readonly Bridge[],
  busy: readonly BusyPhone[],
  who: (number: string | null) => string,
): TemplateResult | typeof nothing {
  if (bridges.length === 0) return nothing;
  return html`
    <section class="bridges" aria-labelledby="bridges-title">
      <h2 id="bridges-title">${t("phones.bridges")}</h2>
      <ul>
        ${bridges.map((bridge) => {
          const inside = busy.find(({ number }) => number === bridge.number)?.inside ?? [];
          return html`
            <li class=${inside.length > 0 ? "busy" : ""} data-bridge=${bridge.number}>
              <strong>${bridge.label}</strong>
              <span class="note number">
                ${formatPhone(bridge.number)}${bridge.pin === "" ? "" : ` · ${t("phones.bridge_pin", { pin: bridge.pin })}`}
              </span>
              <span role="status">
                ${inside.length === 0 ? t("phones.bridge_empty") : listed(inside.map(who))}
              </span>
            </li>
          `;
        })}
      </ul>
    </section>
  `;
}
