import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import DOWN from "lucide-static/icons/arrow-down.svg";
import UP from "lucide-static/icons/arrow-up.svg";
import { type Sorting, type TableColumn, type TablePage, tablePage, turned } from "../model/data_table.ts";
import { locale, t } from "../texts/index.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

const PAGE_SIZE = 50;

/** A column as it is shown. */
export interface ShownColumn<Row> extends TableColumn<Row> {
  label: string;
  /** What stands in the cell; without it, the value. */
  cell?: (row: Row) => unknown;
  /** Left out where the screen is narrow: its words then belong in another cell. */
  wide?: boolean;
  /** Its head is not for pressing, and may be for the ear alone. */
  plain?: boolean;
}

/**
 * A list with search, sorting and pages. `rows` is null while they are fetched, `failure` says why
 * they were not; "table-retry" asks to fetch them again, and "table-search" says what is sought, for
 * a list of which not all is here. What was typed and sorted stays when rows
 * change.
 */
export class DataTable extends JourElement {
  static override properties = {
    name: {},
    label: {},
    columns: { attribute: false },
    rows: { attribute: false },
    key: { attribute: false },
    sorting: { attribute: false },
    failure: {},
    empty: {},
    searchLabel: { attribute: false },
    growing: { attribute: false },
    search: { state: true },
    page: { state: true },
  };
  /** Tells this list's fields from another's on the page. */
  declare name: string;
  declare label: string;
  declare columns: ShownColumn<never>[];
  declare rows: unknown[] | null;
  declare key: (row: never) => string;
  /** By which column first; afterwards what was pressed. */
  declare sorting: Sorting | null;
  declare failure: string;
  /** What is said where there is nothing at all. */
  declare empty: string;
  /** Empty: there is nothing to search. */
  declare searchLabel: string;
  /** More rows are on their way. */
  declare growing: boolean;
  declare search: string;
  declare page: number;

  constructor() {
    super();
    this.rows = null;
    this.sorting = null;
    this.failure = this.empty = this.searchLabel = this.search = "";
    this.growing = false;
    this.page = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("search") || changed.has("sorting")) this.page = 0;
  }

  override render() {
    if (this.failure !== "") return this.#failed();
    if (this.rows === null) {
      return html`<p class="empty note" role="status">${t("app.loading")}</p>`;
    }
    const query = {
      search: this.search,
      sorting: this.sorting,
      page: this.page,
      pageSize: PAGE_SIZE,
    };
    const shown = tablePage(this.rows as never[], this.columns, query, locale());
    return html`
      ${this.#tools(shown)} ${shown.found === 0 ? this.#nothing(shown) : this.#table(shown.rows)}
      ${shown.pages > 1 ? this.#pages(shown) : nothing}
    `;
  }

  #failed(): TemplateResult {
    return html`
      <div class="table-failed">
        <p class="alarm" role="alert">${this.failure}</p>
        <button type="button" class="secondary" @click=${() => this.emit("table-retry")}>
          ${t("table.retry")}
        </button>
      </div>
    `;
  }

  #tools(shown: TablePage<never>): TemplateResult {
    const id = `${this.name}-search`;
    return html`
      <div class="table-tools">
        ${this.searchLabel === ""
          ? nothing
          : html`
              <div class="field">
                <label class="visually-hidden" for=${id}>${this.searchLabel}</label>
                <input
                  id=${id}
                  type="search"
                  autocomplete="off"
                  spellcheck="false"
                  placeholder=${this.searchLabel}
                  .value=${this.search}
                  @input=${(event: Event) => this.#seek((event.target as HTMLInputElement).value)}
                />
              </div>
            `}
        <p class="note" role="status" aria-live=${this.search === "" ? "off" : "polite"}>
          ${this.#count(shown)}
        </p>
      </div>
    `;
  }

  #seek(search: string): void {
    this.search = search;
    this.emit("table-search", search);
  }

  #count({ found, total }: TablePage<never>): string {
    if (this.growing) return t("table.growing", { total });
    if (found !== total) return t("table.found", { found, total });
    return total === 1 ? t("table.count_one") : t("table.count", { total });
  }

  #nothing({ total }: TablePage<never>): TemplateResult {
    return html`<p class="empty note">${total === 0 ? this.empty : t("table.none")}</p>`;
  }

  /** On a narrow screen rows are drawn as blocks, so the table's parts say what they are. */
  #table(rows: never[]): TemplateResult {
    const acts = this.columns.some(({ plain }) => plain) ? "with-acts" : "";
    return html`
      <div class="table-frame" tabindex="0" role="group" aria-label=${this.label}>
        <table class="data ${acts}" role="table">
          <caption class="visually-hidden">${this.label}</caption>
          <thead role="rowgroup">
            <tr role="row">${this.columns.map((column) => this.#head(column))}</tr>
          </thead>
          <tbody role="rowgroup">
            ${rows.map(
              (row) => html`
                <tr role="row" data-row=${this.key(row)}>
                  ${this.columns.map((column, place) => cellOf(column, row, place))}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #head(column: ShownColumn<never>): TemplateResult {
    const wide = column.wide ? "wide" : "";
    if (column.plain) {
      return html`<th scope="col" role="columnheader" class=${wide}><span class="visually-hidden">${column.label}</span></th>`;
    }
    const mine = this.sorting?.column === column.id ? this.sorting : null;
    const way = mine === null ? "none" : mine.descending ? "descending" : "ascending";
    return html`
      <th scope="col" role="columnheader" class=${wide} aria-sort=${way}>
        <button type="button" @click=${() => (this.sorting = turned(this.sorting, column.id))}>
          ${column.label} ${mine === null ? nothing : icon(mine.descending ? DOWN : UP)}
        </button>
      </th>
    `;
  }

  #pages({ page, pages, first, last, found }: TablePage<never>): TemplateResult {
    const step = (text: "table.before" | "table.after", to: number, there: boolean) => html`
      <button
        type="button"
        class="secondary small"
        aria-disabled=${there ? "false" : "true"}
        @click=${() => there && void this.#turn(to)}
      >
        ${t(text)}
      </button>
    `;
    return html`
      <nav class="table-pages" aria-label=${t("table.pages", { list: this.label })}>
        ${step("table.before", page - 1, page > 0)}
        <p class="note">${t("table.shown", { first, last, found })}</p>
        ${step("table.after", page + 1, page < pages - 1)}
      </nav>
    `;
  }

  /** Reading goes on at the top of the new page; the button keeps the focus. */
  async #turn(to: number): Promise<void> {
    this.page = to;
    await this.updateComplete;
    this.querySelector(".table-frame")?.scrollIntoView({ block: "nearest" });
  }
}

/** The first cell names the row, for those who read it by ear. */
function cellOf(column: ShownColumn<never>, row: never, place: number): TemplateResult {
  const content = column.cell?.(row) ?? column.value(row) ?? "";
  const wide = column.wide ? "wide" : "";
  return place === 0
    ? html`<th scope="row" role="rowheader" class=${wide}>${content}</th>`
    : html`<td role="cell" class=${wide}>${content}</td>`;
}
