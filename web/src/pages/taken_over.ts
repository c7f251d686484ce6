import { html } from "lit";
import { JourElement } from "../components/jour_element.ts";
import { t } from "../texts/index.ts";

/** This tab rests: another one of the same login has the connection. Emits "take-back". */
export class TakenOverPage extends JourElement {
  override render() {
    return html`
      <section class="card entry notice">
        <h1 tabindex="-1">${t("taken.title")}</h1>
        <p class="lede" role="status">${t("taken.lede")}</p>
        <button class="primary" @click=${() => this.emit("take-back")}>${t("taken.here")}</button>
      </section>
    `;
  }
}
