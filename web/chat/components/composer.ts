import { LitElement, type TemplateResult, html } from "lit";
import SEND from "lucide-static/icons/send-horizontal.svg";
import { icon } from "../../src/components/icon.ts";
import { LONGEST_MESSAGE, lengthOf } from "../message_length.ts";
import { t } from "../texts/index.ts";
import { countLine } from "./count_line.ts";

/**
 * Where a message is written. Enter sends it, Shift+Enter begins a new line; on a phone, whose
 * keyboard has no such key, Enter begins a line and the button sends. Events: `write` with the text,
 * `typing`.
 */
export class Composer extends LitElement {
  static override properties = { text: { state: true } };
  declare text: string;

  constructor() {
    super();
    this.text = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Puts the cursor where one writes. */
  override focus(): void {
    this.querySelector("textarea")?.focus();
  }

  get #canSend(): boolean {
    const length = lengthOf(this.text);
    return length > 0 && length <= LONGEST_MESSAGE;
  }

  override render(): TemplateResult {
    return html`
      <form class="composer" @submit=${this.#submit}>
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint=${byButton() ? "enter" : "send"}
          aria-label=${t("write")}
          aria-describedby="write-hint"
          placeholder=${t("write")}
          .value=${this.text}
          @input=${this.#wrote}
          @keydown=${this.#pressed}
        ></textarea>
        <button class="primary send" aria-label=${t("send")} aria-disabled=${this.#canSend ? "false" : "true"}>
          ${icon(SEND)}
        </button>
        <span class="visually-hidden" id="write-hint">${byButton() ? "" : t("write_hint")}</span>
      </form>
      ${countLine(this.text)}
    `;
  }

  #wrote(event: InputEvent): void {
    this.text = (event.target as HTMLTextAreaElement).value;
    this.dispatchEvent(new CustomEvent("typing", { bubbles: true }));
  }

  #pressed(event: KeyboardEvent): void {
    // Enter that ends the choice of a word (in Japanese, for example) does not send it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || byButton()) return;
    event.preventDefault();
    this.#send();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.#send();
    this.focus();
  }

  #send(): void {
    if (!this.#canSend) return;
    this.dispatchEvent(new CustomEvent("write", { detail: this.text.trim(), bubbles: true }));
    this.text = "";
  }
}

function byButton(): boolean {
  return matchMedia("(pointer: coarse) and (hover: none)").matches;
}
