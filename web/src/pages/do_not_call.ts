import { html, nothing } from "lit";
import { backLink } from "../components/back_link.ts";
import { JourElement } from "../components/jour_element.ts";
import type { NumberList } from "../components/number_list.ts";
import { CALL_LISTS } from "../model/addresses.ts";
import { DO_NOT_CALL } from "../number_register_api.ts";
import { t } from "../texts/index.ts";

/** Numbers that no list of the organisation may ring (X4): imported, read, removed. */
export class DoNotCallPage extends JourElement {
  static override properties = { framed: { attribute: false } };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;

  constructor() {
    super();
    this.framed = false;
    this.addEventListener("numbers-changed", () => {
      void this.querySelector<NumberList>("jour-number-list")?.read();
    });
  }

  override render() {
    return html`
      <div class="admin book">
        ${backLink(CALL_LISTS, t("lists.title"))}
        ${this.framed ? nothing : html`<h1 tabindex="-1">${t("barred.title")}</h1>`}
        <p class="lede">${t("barred.lede")}</p>
        <jour-number-import .target=${DO_NOT_CALL}></jour-number-import>
        <jour-number-list .register=${DO_NOT_CALL}></jour-number-list>
      </div>
    `;
  }
}
