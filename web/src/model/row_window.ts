/** Which rows of a long list are drawn: those in view, and some on each side of them. */

/** A list that is no longer than this is drawn whole: there is nothing to win. */
export const WHOLE = 60;
/** So many rows are ready on each side of those in view: a quick scroll meets rows, no holes. */
const MARGIN = 10;

/** What can be seen of the list, in pixels from its top; `top` is negative below the fold's start. */
export interface View {
  top: number;
  height: number;
}

export interface RowWindow {
  first: number;
  /** One past the last row that is drawn. */
  end: number;
  /** How many pixels stand for the rows that are not drawn. */
  above: number;
  below: number;
}

/** All rows have the same height; before it is known what is in view, the list's start is drawn. */
export function rowWindow(count: number, rowHeight: number, view: View): RowWindow {
  if (count <= WHOLE) return { first: 0, end: count, above: 0, below: 0 };
  const inView = Math.ceil(view.height / rowHeight) + 1;
  const size = Math.min(count, inView + 2 * MARGIN);
  const wanted = Math.floor(view.top / rowHeight) - MARGIN;
  const first = Math.min(Math.max(0, wanted), count - size);
  const end = first + size;
  return { first, end, above: first * rowHeight, below: (count - end) * rowHeight };
}
