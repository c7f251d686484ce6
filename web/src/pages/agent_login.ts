import { html, nothing } from "lit";
import { textField } from "../components/field.ts";
import { segmentTemplate } from "../components/segment.ts";
import { LoginForm } from "../components/login_form.ts";
import type { FieldErrors } from "../components/login_attempt.ts";
import { proposedKind, rememberKind } from "../device.ts";
import type { ClientKind } from "../model/contract.ts";
import { SOFTPHONE, looksWrong } from "../model/phone.ts";
import { remember, remembered } from "../preferences.ts";
import { t } from "../texts/index.ts";

const KINDS: ClientKind[] = ["desktop", "mobile", "web"];

/** Logging in to answer: where calls go (D5–D7) and what kind of client this is (X2). */
export class AgentLoginPage extends LoginForm {
  static override properties = {
    reach: { state: true },
    kind: { state: true },
    phone: { state: true },
    doubt: { state: true },
  };
  declare reach: "phone" | "softphone";
  declare kind: ClientKind;
  declare phone: string;
  declare doubt: boolean;

  constructor() {
    super();
    this.reach = remembered("reach") ?? "phone";
    this.kind = proposedKind();
    this.phone = remembered("phone") ?? "";
    this.doubt = false;
  }

  protected choices(form: FormData) {
    const phone = this.reach === "softphone" ? SOFTPHONE : String(form.get("phone")).trim();
    return { agent: true, channel: this.kind, phone, groups: null };
  }

  protected override missing(form: FormData): FieldErrors {
    const needed = this.reach === "phone" && String(form.get("phone")).trim() === "";
    return needed ? { phone: t("agent.number_missing") } : {};
  }

  protected override remember(form: FormData): void {
    remember("reach", this.reach);
    rememberKind(this.kind);
    if (this.reach === "phone") remember("phone", String(form.get("phone")).trim());
  }

  override render() {
    return html`
      <section class="card entry">
        <h1 tabindex="-1">${t("agent.title")}</h1>
        <p class="lede">${t("agent.lede")}</p>
        <form novalidate @submit=${this.submit}>
          ${this.whoFields()} ${this.#reachChoice()} ${this.#kindChoice()}
          ${this.submitButton(t("agent.submit"))}
        </form>
      </section>
      <a class="quiet-link" href="/">${t("login.as_plain")}</a>
      <jour-install-help .quiet=${true}></jour-install-help>
    `;
  }

  #reachChoice() {
    const segment = (reach: "phone" | "softphone") =>
      segmentTemplate({
        name: "reach",
        value: reach,
        label: t(`agent.reach_${reach}`),
        chosen: this.reach === reach,
        choose: () => (this.reach = reach),
      });
    return html`
      <fieldset>
        <legend>${t("agent.reach")}</legend>
        <div class="segments">${segment("phone")} ${segment("softphone")}</div>
        ${this.reach === "phone" ? this.#numberField() : nothing}
      </fieldset>
    `;
  }

  #numberField() {
    const error = this.attempt.errors.phone;
    return textField({
      id: "phone",
      label: t("agent.number"),
      type: "tel",
      inputmode: "tel",
      autocomplete: "tel",
      value: this.phone,
      hint: t("agent.number_hint"),
      warning: this.doubt && error === undefined ? t("agent.number_odd") : "",
      error,
      onBlur: this.#weigh,
    });
  }

  /** A look at the number when it is left: only a doubt, since the server decides. */
  readonly #weigh = (event: FocusEvent): void => {
    this.phone = (event.target as HTMLInputElement).value.trim();
    this.doubt = this.phone !== "" && looksWrong(this.phone);
  };

  #kindChoice() {
    return html`
      <fieldset aria-describedby="kind-why">
        <legend>${t("agent.kind")}</legend>
        <div class="segments">
          ${KINDS.map((kind) =>
            segmentTemplate({
              name: "kind",
              value: kind,
              label: t(`agent.kind_${kind}`),
              chosen: this.kind === kind,
              choose: () => (this.kind = kind),
            }),
          )}
        </div>
        <p class="note" id="kind-why" aria-live="polite">${t(`agent.kind_${this.kind}_why`)}</p>
      </fieldset>
    `;
  }
}
