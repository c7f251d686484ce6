import { type TemplateResult, html, nothing } from "lit";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { formatPhone } from "../model/phone.ts";
import type { NumberPage, NumberRegister, Numbered } from "../number_register_api.ts";
import { t } from "../texts/index.ts";
import type { ShownColumn } from "./data_table.ts";
import { JourElement } from "./jour_element.ts";
import { nameOf, removalDialog } from "./removal_dialog.ts";

/** While somebody types, the server is asked when they pause. */
const TYPING_MS = 250;

/** So many are read by themselves; of a longer register the rest is sought at the server. */
const MOST = 2_000;
const BY_NAME = { column: "name", descending: false };

/** A register's numbers: searched, sorted, removed one by one or all. */
export class NumberList extends JourElement {
  static override properties = {
    register: { attribute: false },
    entries: { state: true },
    next: { state: true },
    growing: { state: true },
    total: { state: true },
    search: { state: true },
    asked: { state: true },
    busy: { state: true },
    failure: { state: true },
  };
  declare register: NumberRegister;
  /** null until the first answer. */
  declare entries: Numbered[] | null;
  /** Where what is not here begins; null where all is. */
  declare next: string | null;
  /** More are on their way. */
  declare growing: boolean;
  declare total: number;
  declare search: string;
  declare asked: Numbered | "all" | null;
  declare busy: boolean;
  declare failure: string;
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** Of two answers under way only the later question's counts. */
  #question = 0;

  constructor() {
    super();
    this.entries = null;
    this.next = null;
    this.growing = false;
    this.total = 0;
    this.search = "";
    this.asked = null;
    this.busy = false;
    this.failure = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  override render() {
    return html`
      <section class="card panel" aria-labelledby="book-title">
        <header class="panel-head">
          <h2 id="book-title">${t(`numbers_entries.${this.#words}`)}</h2>
          ${this.total === 0 ? nothing : this.#removeAllButton()}
        </header>
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : nothing}
        ${this.#isCut()
          ? html`
              <p class="note table-cut" role="status">
                ${t("book.first", { count: MOST, total: this.total })}
              </p>
            `
          : nothing}
        ${this.entries === null && this.failure ? nothing : this.#table()}
      </section>
      ${removalDialog({
        what: this.asked,
        words: this.#words,
        total: this.total,
        busy: this.busy,
        remove: () => void this.#remove(),
        close: () => this.#close(),
        closed: () => (this.asked = null),
      })}
    `;
  }

  get #words(): NumberRegister["words"] {
    return this.register.words;
  }

  /** Whether there are more than are read without being sought. */
  #isCut(): boolean {
    return this.next !== null && !this.growing;
  }

  #removeAllButton(): TemplateResult {
    return html`
      <button type="button" class="secondary" @click=${() => (this.asked = "all")}>
        ${t(`numbers_remove_all.${this.#words}`)}
      </button>
    `;
  }

  #table(): TemplateResult {
    return html`
      <jour-data-table
        name="book"
        .label=${t(`numbers_entries.${this.#words}`)}
        .columns=${this.#columns()}
        .rows=${this.entries}
        .key=${({ number }: Numbered) => number}
        .sorting=${BY_NAME}
        .searchLabel=${this.total === 0 ? "" : t("book.search")}
        .empty=${t(this.total === 0 ? `numbers_empty.${this.#words}` : "book.none")}
        .growing=${this.growing}
        @table-search=${this.#typed}
      ></jour-data-table>
    `;
  }

  #columns(): ShownColumn<Numbered>[] {
    return [
      { id: "name", label: t("book.name"), value: ({ name }) => name || null, cell: nameOf },
      {
        id: "number",
        label: t("book.number"),
        value: ({ number }) => sought(number),
        cell: ({ number }) => html`<span class="number">${formatPhone(number)}</span>`,
      },
      {
        id: "remove",
        label: t("book.confirm"),
        value: () => null,
        plain: true,
        search: false,
        cell: (entry) => html`
          <button
            type="button"
            class="secondary small"
            aria-label=${t("book.remove_one", { name: nameOf(entry) })}
            @click=${() => (this.asked = entry)}
          >
            ${t("book.confirm")}
          </button>
        `,
      },
    ];
  }

  /** What is here is searched by the table itself. */
  readonly #typed = (event: Event): void => {
    const before = this.search;
    this.search = (event as CustomEvent<string>).detail.trim();
    if (before === "" && !this.#isCut()) {
      this.search = "";
      return;
    }
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.read(), TYPING_MS);
  };

  /** Reads anew: page after page, up to MOST. */
  async read(): Promise<void> {
    this.#question += 1;
    const question = this.#question;
    const found: Numbered[] = [];
    let after: string | null = null;
    await this.#try(async () => {
      do {
        const page: NumberPage = await this.register.read(this.search, after);
        if (question !== this.#question) return;
        found.push(...page.entries);
        after = page.after;
        this.growing = after !== null && found.length < MOST;
        this.entries = [...found];
        this.next = after;
        this.total = page.total ?? this.total;
      } while (this.growing);
    });
    if (question === this.#question) this.growing = false;
  }

  /** The rest of the page is out of reach while the question stands. */
  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog:not([open])")?.showModal();
  }

  /** Closing it gives the focus back to where it was. */
  #close(): void {
    this.querySelector("dialog")?.close();
  }

  async #remove(): Promise<void> {
    const what = this.asked;
    if (what === null || this.busy) return;
    this.busy = true;
    await this.#try(() => (what === "all" ? this.#removeAll() : this.#removeOne(what)));
    this.busy = false;
    this.#close();
    // What had the focus is gone with its row; the closing question gives it back first.
    await new Promise(requestAnimationFrame);
    if (this.failure === "") this.querySelector<HTMLElement>("#book-search")?.focus();
  }

  async #removeOne(entry: Numbered): Promise<void> {
    const { number } = entry;
    await this.register.remove(number);
    this.entries = (this.entries ?? []).filter((one) => one.number !== number);
    this.total = Math.max(0, this.total - 1);
    announce(t("book.removed", { name: nameOf(entry) }));
    if (this.entries.length === 0) await this.read();
  }

  async #removeAll(): Promise<void> {
    try {
      while ((await this.register.clear()).left);
      this.search = "";
      announce(t(`numbers_cleared.${this.#words}`));
    } finally {
      await this.read();
    }
  }

  async #try(act: () => Promise<void>): Promise<void> {
    this.failure = "";
    try {
      await act();
    } catch (error) {
      if (error instanceof Problem) this.failure = error.message || t("admin.failed");
      else if (error instanceof Unreachable) this.failure = t("login.network");
      else throw error;
    }
  }
}

/** A number in every writing that somebody may seek it by. */
function sought(number: string): string {
  const shown = formatPhone(number);
  return [shown, shown.replace(/\D/g, ""), number].join(" ");
}
