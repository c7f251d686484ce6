import { html } from "lit";
import { t } from "../texts/index.ts";
import { fieldNotes } from "./field.ts";
import { EYE, EYE_OFF, icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/** A password that can be looked at while it is written. Pasting and password managers work. */
export class PasswordField extends JourElement {
  static override properties = {
    name: {},
    label: {},
    error: {},
    autocomplete: {},
    visible: { state: true },
  };
  /** The name in the form, and the id of the input. */
  declare name: string;
  declare label: string;
  declare error: string | undefined;
  declare autocomplete: AutoFill;
  declare visible: boolean;

  constructor() {
    super();
    this.name = "password";
    this.label = "";
    this.autocomplete = "current-password";
    this.visible = false;
  }

  override render() {
    const says = this.visible ? t("login.hide") : t("login.show");
    return html`
      <div class="field">
        <label for=${this.name}>${this.label}</label>
        <div class="with-button">
          <input
            id=${this.name}
            name=${this.name}
            type=${this.visible ? "text" : "password"}
            autocomplete=${this.autocomplete}
            autocapitalize="none"
            spellcheck="false"
            aria-invalid=${this.error === undefined ? "false" : "true"}
            aria-describedby=${`${this.name}-error`}
          />
          <button type="button" class="inside" title=${says} aria-label=${says} @click=${this.#flip}>
            ${icon(this.visible ? EYE_OFF : EYE)}
          </button>
        </div>
        ${fieldNotes({ id: this.name, error: this.error })}
      </div>
    `;
  }

  #flip(): void {
    this.visible = !this.visible;
  }
}
