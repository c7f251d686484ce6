import { html, nothing } from "lit";
import { backLink } from "../components/back_link.ts";
import { JourElement } from "../components/jour_element.ts";
import type { NumberList } from "../components/number_list.ts";
import { PHONE_BOOK } from "../number_register_api.ts";
import { t } from "../texts/index.ts";

/** The organisation's phone book, for administrators: a list is imported, entries are read and removed. */
export class PhoneBookPage extends JourElement {
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
        ${backLink()}
        <div class="book-intro">
          ${this.framed ? nothing : html`<h1 tabindex="-1">${t("book.title")}</h1>`}
          <p class="lede">${t("book.lede")}</p>
        </div>
        <jour-number-import .target=${PHONE_BOOK}></jour-number-import>
        <jour-number-list .register=${PHONE_BOOK}></jour-number-list>
      </div>
    `;
  }
}
