import { html, nothing } from "lit";
import { t } from "../texts/index.ts";
import { UPDATE_CHANGED, offersUpdate, update } from "../updates.ts";
import { JourElement } from "./jour_element.ts";

/** "Ny version: ladda om", while one waits and nobody is in a call. */
export class UpdateBar extends JourElement {
  readonly #changed = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener(UPDATE_CHANGED, this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener(UPDATE_CHANGED, this.#changed);
  }

  override render() {
    return html`<div role="status">${offersUpdate() ? this.#bar() : nothing}</div>`;
  }

  #bar() {
    return html`
      <p class="update-bar">
        <span>${t("installed.new_version")}</span>
        <button type="button" class="secondary" @click=${update}>${t("installed.reload")}</button>
      </p>
    `;
  }
}
