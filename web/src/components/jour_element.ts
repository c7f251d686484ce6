import { LitElement } from "lit";
import { onLocale } from "../texts/index.ts";

export { define } from "./define.ts";

/**
 * The base of every element here. It renders into the page itself: labels, descriptions and
 * password managers work across elements, and one stylesheet serves all. A change of language
 * renders it again.
 */
export class JourElement extends LitElement {
  #stopListening: (() => void) | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = onLocale(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
  }

  /** Sends an event upwards; what happens then is for the page to decide. */
  protected emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
