import { html, nothing } from "lit";
import { JourElement } from "../components/jour_element.ts";
import type { PhoneBookList } from "../components/phone_book_list.ts";
import { t } from "../texts/index.ts";

/** The organisation's phone book, for administrators: a list is imported, entries are read and removed. */
export class PhoneBookPage extends JourElement {
  static override properties = { framed: { attribute: false } };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;

  constructor() {
    super();
    this.framed = false;
    this.addEventListener("book-changed", () => {
      void this.querySelector<PhoneBookList>("jour-phone-book-list")?.read();
    });
  }

  override render() {
    return html`
      <div class="admin book">
        <div class="book-intro">
          ${this.framed ? nothing : html`<h1 tabindex="-1">${t("book.title")}</h1>`}
          <p class="lede">${t("book.lede")}</p>
          <a href="/administration">${t("book.back")}</a>
        </div>
        <jour-phone-book-import></jour-phone-book-import>
        <jour-phone-book-list></jour-phone-book-list>
      </div>
    `;
  }
}
