/**
 * Where in a scrolled list somebody is. At the end they stay at the end; elsewhere the line that they
 * read stays where it is, whatever is added or taken away above it.
 */

/** So near the end (px) counts as there: zoomed pages have fractions. */
const AT_END = 24;

export class ScrollPlace {
  /** The end is shown, and what is added there is scrolled to. */
  follows = true;
  #view: HTMLElement | null = null;
  #top = 0;
  #anchor: { key: string; top: number } | null = null;
  readonly #scrolled: () => void;
  /** A smaller view, as above a phone's keyboard, still shows the end. */
  readonly #resized = new ResizeObserver(() => this.follows && this.#toEnd());

  /** `scrolled` is called after the user, or this, has moved the list. */
  constructor(scrolled: () => void) {
    this.#scrolled = scrolled;
  }

  hold(view: HTMLElement): void {
    if (view === this.#view) return;
    this.release();
    this.#view = view;
    view.addEventListener("scroll", this.#onScroll, { passive: true });
    this.#resized.observe(view);
  }

  release(): void {
    this.#view?.removeEventListener("scroll", this.#onScroll);
    this.#resized.disconnect();
    this.#view = null;
  }

  follow(): void {
    this.follows = true;
  }

  /** Before the list changes: notes the first line that can be seen. */
  remember(): void {
    const view = this.#view;
    this.#anchor = null;
    if (view === null || this.follows) return;
    const edge = view.getBoundingClientRect().top;
    for (const line of view.querySelectorAll<HTMLElement>("[data-key]")) {
      const { top, bottom } = line.getBoundingClientRect();
      if (bottom <= edge) continue;
      this.#anchor = { key: line.dataset["key"] ?? "", top };
      return;
    }
  }

  /** After it has changed. `mayFollow` is false while the end is not drawn. */
  restore(mayFollow: boolean): void {
    const view = this.#view;
    if (view === null) return;
    if (this.follows && mayFollow) {
      this.#toEnd();
      return;
    }
    if (this.#anchor === null) return;
    const line = view.querySelector(`[data-key="${CSS.escape(this.#anchor.key)}"]`);
    if (line !== null) view.scrollTop += line.getBoundingClientRect().top - this.#anchor.top;
  }

  /** Pixels above and below what is seen; none of either while it is not on screen. */
  distances(): { above: number; below: number } {
    const view = this.#view;
    if (view === null || view.clientHeight === 0) return { above: Infinity, below: Infinity };
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    return { above: view.scrollTop, below };
  }

  #toEnd(): void {
    if (this.#view !== null) this.#view.scrollTop = this.#view.scrollHeight;
  }

  readonly #onScroll = (): void => {
    const top = this.#view?.scrollTop ?? 0;
    if (this.distances().below < AT_END) this.follows = true;
    // Only who goes up leaves the end; a view that became smaller has not been moved.
    else if (top < this.#top) this.follows = false;
    this.#top = top;
    this.#scrolled();
  };
}
