import { type TemplateResult, html, nothing } from "lit";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { formatPhone } from "../model/phone.ts";
import type { NumberRegister, Numbered } from "../number_register_api.ts";
import { t } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";
import { nameOf, removalDialog } from "./removal_dialog.ts";

/** While somebody types, the server is asked when they pause. */
const TYPING_MS = 250;

/** A register's numbers: searched, read page by page, removed one by one or all. */
export class NumberList extends JourElement {
  static override properties = {
    register: { attribute: false },
    entries: { state: true },
    next: { state: true },
    total: { state: true },
    search: { state: true },
    asked: { state: true },
    busy: { state: true },
    failure: { state: true },
  };
  declare register: NumberRegister;
  /** null until the first answer. */
  declare entries: Numbered[] | null;
  /** Where the next page begins; null on the last. */
  declare next: string | null;
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
          <p class="note" role="status">${this.#count()}</p>
        </header>
        ${this.total === 0 ? nothing : this.#tools()}
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : nothing}
        ${this.#rows()}
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

  #count(): string {
    if (this.entries === null) return "";
    if (this.search.trim() === "") return t("book.count", { count: this.total });
    const found = this.next === null ? `${this.entries.length}` : `${this.entries.length}+`;
    return t("book.found", { found, total: this.total });
  }

  #tools(): TemplateResult {
    return html`
      <div class="book-tools">
        <div class="field">
          <label class="visually-hidden" for="book-search">${t("book.search")}</label>
          <input
            id="book-search"
            type="search"
            maxlength="100"
            autocomplete="off"
            spellcheck="false"
            placeholder=${t("book.search")}
            @input=${this.#typed}
          />
        </div>
        <button type="button" class="secondary small" @click=${() => (this.asked = "all")}>
          ${t(`numbers_remove_all.${this.#words}`)}
        </button>
      </div>
    `;
  }

  #rows(): TemplateResult | typeof nothing {
    if (this.entries === null) {
      return this.failure ? nothing : html`<p class="empty note">${t("app.loading")}</p>`;
    }
    if (this.entries.length === 0) {
      const key = this.search.trim() === "" ? (`numbers_empty.${this.#words}` as const) : "book.none";
      return html`<p class="empty note">${t(key)}</p>`;
    }
    return html`
      <ul class="rows">${this.entries.map((entry) => this.#row(entry))}</ul>
      ${this.next === null
        ? nothing
        : html`
            <div class="panel-foot">
              <button type="button" class="secondary" @click=${() => void this.#more()}>
                ${t("book.more")}
              </button>
            </div>
          `}
    `;
  }

  #row(entry: Numbered): TemplateResult {
    return html`
      <li class="person book-entry" data-number=${entry.number}>
        <span class="person-who">
          <span>${nameOf(entry)}</span>
          ${entry.name === "" ? nothing : html`<span class="note">${formatPhone(entry.number)}</span>`}
        </span>
        <button
          type="button"
          class="secondary small"
          aria-label=${t("book.remove_one", { name: nameOf(entry) })}
          @click=${() => (this.asked = entry)}
        >
          ${t("book.confirm")}
        </button>
      </li>
    `;
  }

  readonly #typed = (event: Event): void => {
    this.search = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.read(), TYPING_MS);
  };

  /** Reads the first page anew. */
  read(): Promise<void> {
    return this.#page(null);
  }

  async #more(): Promise<void> {
    const known = this.entries?.length ?? 0;
    await this.#page(this.next);
    await this.updateComplete;
    // The button may be gone: reading goes on at the first of the new ones.
    this.querySelectorAll<HTMLElement>(".book-entry button")[known]?.focus();
  }

  async #page(after: string | null): Promise<void> {
    this.#question += 1;
    const question = this.#question;
    await this.#try(async () => {
      const page = await this.register.read(this.search.trim(), after);
      if (question !== this.#question) return;
      this.entries = [...(after === null ? [] : (this.entries ?? [])), ...page.entries];
      this.next = page.after;
      this.total = page.total ?? this.total;
    });
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
