import { type TemplateResult, html, nothing } from "lit";
import type { ListedUser } from "../administration_api.ts";
import { tintOf } from "../model/credentials.ts";
import { moment } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";

/** How far a user's newest credentials have come, and since when. */
export function credentialsState({
  credentials,
  disabled,
}: ListedUser): TemplateResult | typeof nothing {
  if (disabled) return html`<span class="pill quiet">${t("users.disabled")}</span>`;
  if (credentials === null || credentials.state === "none") return nothing;
  const { state, at } = credentials;
  return html`
    <span class="credentials">
      <span class="pill ${tintOf(state)}">${t(`credentials.${state}`)}</span>
      <time class="note" datetime=${at}>${moment(new Date(at), new Date(), locale())}</time>
    </span>
  `;
}
