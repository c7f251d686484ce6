import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import ANSWERS from "lucide-static/icons/message-square-text.svg";
import SEND from "lucide-static/icons/send-horizontal.svg";
import type { Chats } from "../chats.ts";
import { inserted } from "../model/canned.ts";
import { LONGEST, roomLeft } from "../model/chats.ts";
import type { Offer } from "../model/contract.ts";
import { t } from "../texts/index.ts";
import { customerName } from "./chat_words.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/** Where a message to the customer is written. Emits "written" once one is on its way. */
export class ChatComposer extends JourElement {
  static override properties = {
    chats: { attribute: false },
    contact: { attribute: false },
    groupName: { attribute: false },
    draft: { state: true },
    choosing: { state: true },
    refusal: { state: true },
  };
  declare chats: Chats;
  declare contact: Offer;
  declare groupName: string;
  declare draft: string;
  /** The ready answers are shown. */
  declare choosing: boolean;
  declare refusal: string;

  constructor() {
    super();
    this.draft = "";
    this.choosing = false;
    this.refusal = "";
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("contact") as Offer | undefined;
    if (!changed.has("contact") || before?.id === this.contact.id) return;
    this.draft = this.chats.draft(this.contact.id);
    this.choosing = false;
    this.refusal = "";
  }

  /** Goes to where one writes. */
  override focus(): void {
    this.querySelector("textarea")?.focus();
  }

  /** Shows the ready answers. */
  choose(): void {
    this.choosing = true;
  }

  override render() {
    return html`
      <form class="composer" @submit=${this.#submit}>
        ${this.choosing
          ? html`
              <jour-answer-picker
                .group=${this.contact.group}
                .groupName=${this.groupName}
                @answer=${(event: CustomEvent<string>) => this.#insert(event.detail)}
                @answers-closed=${(event: CustomEvent<string | null>) => this.#closed(event.detail)}
              ></jour-answer-picker>
            `
          : nothing}
        <label class="visually-hidden" for="compose">
          ${t("compose.label", { name: customerName(this.contact) })}
        </label>
        <textarea
          id="compose"
          rows="2"
          dir="auto"
          placeholder=${t("compose.hint")}
          aria-describedby="compose-keys compose-left"
          aria-invalid=${this.refusal === "" ? "false" : "true"}
          .value=${this.draft}
          @input=${this.#type}
          @keydown=${this.#key}
        ></textarea>
        <div class="composer-foot">
          <button
            type="button"
            class="plain with-icon"
            aria-expanded=${this.choosing ? "true" : "false"}
            aria-keyshortcuts="Alt+S"
            title="Alt+S"
            @click=${() => (this.choosing = !this.choosing)}
          >
            ${icon(ANSWERS)} <span>${t("answers.open")}</span>
          </button>
          <p class="note composer-keys" id="compose-keys">${t("compose.keys")}</p>
          <p class="note composer-left" id="compose-left" role="status">${this.#left()}</p>
          <button type="submit" class="primary with-icon">${icon(SEND)} <span>${t("compose.send")}</span></button>
        </div>
        <p class="note refusal" role="alert">${this.refusal}</p>
      </form>
    `;
  }

  #left(): TemplateResult | typeof nothing {
    const left = roomLeft(this.draft);
    if (left === null) return nothing;
    const words = left < 0 ? t("compose.over", { count: -left }) : t("compose.left", { count: left });
    return html`<span class=${left < 0 ? "over" : ""}>${words}</span>`;
  }

  readonly #type = (event: Event): void => {
    this.#write((event.target as HTMLTextAreaElement).value);
  };

  #write(draft: string): void {
    this.draft = draft;
    this.refusal = "";
    this.chats.type(this.contact.id, draft);
  }

  readonly #key = (event: KeyboardEvent): void => {
    // Enter also ends what an input method composes; that is no message yet.
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && !event.ctrlKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "/" && this.draft === "") {
      event.preventDefault();
      this.choosing = true;
    }
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#send();
    this.focus();
  };

  #send(): void {
    const text = this.draft.trim();
    if (text === "") return;
    if ([...text].length > LONGEST) {
      this.refusal = t("compose.too_long");
      return;
    }
    this.draft = "";
    this.refusal = "";
    this.chats.write(this.contact.id, text);
    this.emit("written");
  }

  #insert(answer: string): void {
    const field = this.querySelector("textarea");
    const at = this.draft.length;
    const { draft, cursor } = inserted(this.draft, answer, [
      field?.selectionStart ?? at,
      field?.selectionEnd ?? at,
    ]);
    this.#write(draft);
    this.choosing = false;
    void this.#standAt(cursor);
  }

  /** `instead`: what is written after all; null where the focus has gone elsewhere by itself. */
  #closed(instead: string | null): void {
    this.choosing = false;
    if (instead === null) return;
    if (instead !== "") this.#write(this.draft + instead);
    void this.#standAt(this.draft.length);
  }

  async #standAt(cursor: number): Promise<void> {
    await this.updateComplete;
    const field = this.querySelector("textarea");
    field?.focus();
    field?.setSelectionRange(cursor, cursor);
  }
}
