import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type RowWindow, type View, WHOLE, rowWindow } from "../model/row_window.ts";

type Host = ReactiveControllerHost & HTMLElement;

/**
 * Follows which rows of the host's list are in view, and renders the host when others are to be drawn.
 * The list scrolls with the page or in a frame (`.scrolls`). Around the drawn rows stand two elements
 * (`[data-rows="above"]` and `"below"`) as tall as the rows that are not drawn. The row that is read
 * stays where it is while others come and go above it; the browser's own anchoring, which loses the
 * row when it is moved in the document, is turned off by the stylesheet.
 */
export class RowsInView implements ReactiveController {
  readonly #host: Host;
  readonly #rowHeight: number;
  #view: View = { top: 0, height: 0 };
  #keys: readonly string[] = [];
  /** How far the list has to be scrolled for the row that is read to stay where it is. */
  #moved = 0;
  #drawn: RowWindow = rowWindow(0, 1, this.#view);

  /** `rowHeight`: in pixels, of each row, its border included. */
  constructor(host: Host, rowHeight: number) {
    this.#host = host;
    this.#rowHeight = rowHeight;
    host.addController(this);
  }

  hostConnected(): void {
    // Scrolling does not bubble; whichever frame it happens in, it is heard on its way down.
    document.addEventListener("scroll", this.#look, { capture: true, passive: true });
    addEventListener("resize", this.#look);
  }

  hostDisconnected(): void {
    document.removeEventListener("scroll", this.#look, { capture: true });
    removeEventListener("resize", this.#look);
  }

  /** What to draw of the rows with these keys. */
  of(keys: readonly string[]): RowWindow {
    const read = Math.floor(this.#view.top / this.#rowHeight);
    const key = this.#keys[read];
    const now = key === undefined || keys.length <= WHOLE ? -1 : keys.indexOf(key);
    const moved = read > 0 && now >= 0 ? (now - read) * this.#rowHeight : 0;
    this.#moved += moved;
    this.#view = { ...this.#view, top: this.#view.top + moved };
    this.#keys = keys;
    this.#drawn = rowWindow(keys.length, this.#rowHeight, this.#view);
    return this.#drawn;
  }

  hostUpdated(): void {
    for (const side of ["above", "below"] as const) {
      const rest = this.#host.querySelector<HTMLElement>(`[data-rows="${side}"]`);
      if (rest !== null) rest.style.blockSize = `${this.#drawn[side]}px`;
    }
    const scroller = this.#host.querySelector(".scrolls") ?? document.scrollingElement;
    if (this.#moved !== 0 && scroller !== null) scroller.scrollTop += this.#moved;
    this.#moved = 0;
    this.#look();
  }

  readonly #look = (): void => {
    const list = this.#host.querySelector("[data-rows=above]")?.parentElement;
    if (list == null) return;
    const frame = list.closest(".scrolls")?.getBoundingClientRect();
    const top = Math.max(0, frame?.top ?? 0);
    const bottom = Math.min(innerHeight, frame?.bottom ?? innerHeight);
    const from = list.getBoundingClientRect().top;
    this.#view = { top: top - from, height: Math.max(0, bottom - top) };
    const wanted = rowWindow(this.#keys.length, this.#rowHeight, this.#view);
    if (wanted.first !== this.#drawn.first || wanted.end !== this.#drawn.end) this.#host.requestUpdate();
  };
}
