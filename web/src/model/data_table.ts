/** What a list shows: found by words, sorted by a column, one page of it. Without a browser. */

export type Cell = string | number | null;

export interface TableColumn<Row> {
  id: string;
  /** What the column sorts by and is searched in; null sorts last, whichever the direction. */
  value: (row: Row) => Cell;
  /** Searched unless this is false. */
  search?: boolean;
}

export interface Sorting {
  column: string;
  descending: boolean;
}

export interface TableQuery {
  search: string;
  sorting: Sorting | null;
  /** From 0; one beyond the last page means the last. */
  page: number;
  pageSize: number;
}

export interface TablePage<Row> {
  rows: Row[];
  found: number;
  total: number;
  page: number;
  pages: number;
  /** The first and the last row shown, counted from 1; 0 where there are none. */
  first: number;
  last: number;
}

/** One page of what was searched for. Every word has to stand somewhere in the row. */
export function tablePage<Row>(
  all: readonly Row[],
  columns: readonly TableColumn<Row>[],
  query: TableQuery,
  language: string,
): TablePage<Row> {
  const found = sorted(searched(all, columns, query.search), columns, query.sorting, language);
  const pages = Math.max(1, Math.ceil(found.length / query.pageSize));
  const page = Math.min(Math.max(0, query.page), pages - 1);
  const start = page * query.pageSize;
  const rows = found.slice(start, start + query.pageSize);
  return {
    rows,
    found: found.length,
    total: all.length,
    page,
    pages,
    first: rows.length === 0 ? 0 : start + 1,
    last: start + rows.length,
  };
}

/** A press on a column's head: up, then down, then up again. */
export function turned(sorting: Sorting | null, column: string): Sorting {
  return { column, descending: sorting?.column === column && !sorting.descending };
}

function searched<Row>(
  all: readonly Row[],
  columns: readonly TableColumn<Row>[],
  search: string,
): readonly Row[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return all;
  const read = columns.filter((column) => column.search !== false);
  return all.filter((row) => {
    const text = folded(read.map((column) => column.value(row) ?? "").join("\n"));
    return words.every((word) => text.includes(word));
  });
}

function sorted<Row>(
  found: readonly Row[],
  columns: readonly TableColumn<Row>[],
  sorting: Sorting | null,
  language: string,
): readonly Row[] {
  const column = columns.find(({ id }) => id === sorting?.column);
  if (sorting === null || column === undefined) return found;
  const order = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const turn = sorting.descending ? -1 : 1;
  return found
    .map((row) => ({ row, value: column.value(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) {
        return Number(a.value === null) - Number(b.value === null);
      }
      return turn * compared(a.value, b.value, order);
    })
    .map(({ row }) => row);
}

function compared(a: string | number, b: string | number, order: Intl.Collator): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return order.compare(String(a), String(b));
}

function folded(text: string): string {
  return text.normalize("NFKC").toLocaleLowerCase();
}
