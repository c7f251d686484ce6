import { type TemplateResult, html, nothing } from "lit";
import REMOVE from "lucide-static/icons/x.svg";
import { initials } from "../model/people.ts";
import { formatPhone } from "../model/phone.ts";
import type { Phone } from "../model/phone_row.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";
import { phoneName } from "./phone_names.ts";
import type { PhoneAct } from "./sim_phone.ts";
import { switchTemplate } from "./switch.ts";

export interface Owner {
  phone: Phone;
  /** Number and switch are left alone during a call. */
  editable: boolean;
  act: (act: PhoneAct) => void;
}

/** The top of a display: whose phone, which number, and whether it is withheld. */
export function phoneOwner({ phone, editable, act }: Owner): TemplateResult {
  const hidden = switchTemplate(
    t("phones.hidden"),
    phone.hidden,
    (on) => act({ name: "hidden", hidden: on }),
    t("phones.hidden_rest"),
  );
  return html`
    <header class="owner">
      <span class="avatar" aria-hidden="true">${mark(phone)}</span>
      <div class="owner-who">
        <h2>${phoneName(phone)}</h2>
        <p class="note">${phone.organisation ?? t("phones.customer_kind")}</p>
      </div>
      ${phone.kind === "customer" && editable ? removeButton(phone, act) : nothing}
    </header>
    <div class="owner-number">
      ${phone.kind === "customer" && editable ? numberField(phone, act) : numberText(phone)}
      ${editable ? hidden : withheldMark(phone)}
    </div>
  `;
}

/** A person's initials; a customer's place in the row. */
function mark(phone: Phone): string {
  return phone.label === null ? String(phone.place) : initials(phone.label);
}

function removeButton(phone: Phone, act: Owner["act"]): TemplateResult {
  return html`
    <button
      type="button"
      class="remove"
      aria-label=${t("phones.remove", { name: phoneName(phone) })}
      @click=${() => act({ name: "remove" })}
    >
      ${icon(REMOVE)}
    </button>
  `;
}

function numberField(phone: Phone, act: Owner["act"]): TemplateResult {
  const changed = (event: Event) =>
    act({ name: "number", typed: (event.target as HTMLInputElement).value });
  const done = (event: KeyboardEvent) =>
    event.key === "Enter" && (event.target as HTMLInputElement).blur();
  return html`
    <input
      class="own-number"
      type="tel"
      aria-label=${t("phones.number")}
      .value=${formatPhone(phone.number)}
      autocomplete="off"
      @change=${changed}
      @keydown=${done}
    />
  `;
}

function numberText(phone: Phone): TemplateResult {
  return html`<p class="own-number">${formatPhone(phone.number)}</p>`;
}

function withheldMark(phone: Phone): TemplateResult {
  return html`<span class="note withheld">${phone.hidden ? t("phones.hidden") : nothing}</span>`;
}
