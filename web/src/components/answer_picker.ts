import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { Problem, Unreachable } from "../api.ts";
import { cannedAnswers } from "../chats_api.ts";
import { fitting, moved } from "../model/canned.ts";
import type { CannedAnswer } from "../model/chat_contract.ts";
import { locale, t } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";

/** Answers change seldom: what was fetched is fresh for so long. */
const FRESH_MS = 60_000;

let fetched: { at: number; answers: Record<string, CannedAnswer[]> } | null = null;

/**
 * The group's ready answers, found by typing and chosen with arrows and Enter. Emits "answer" with
 * the text chosen, and "answers-closed" with what to write instead, if anything.
 */
export class AnswerPicker extends JourElement {
  static override properties = {
    group: {},
    groupName: { attribute: false },
    typed: { state: true },
    place: { state: true },
    answers: { state: true },
    failed: { state: true },
  };
  declare group: string;
  declare groupName: string;
  declare typed: string;
  declare place: number;
  declare answers: CannedAnswer[] | null;
  declare failed: boolean;

  constructor() {
    super();
    this.typed = "";
    this.place = 0;
    this.answers = null;
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#show();
    if (fetched === null || Date.now() - fetched.at > FRESH_MS) void this.#fetch();
  }

  protected override firstUpdated(): void {
    this.querySelector("input")?.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("place")) this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  async #fetch(): Promise<void> {
    try {
      fetched = { at: Date.now(), ...(await cannedAnswers()) };
      this.#show();
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.failed = this.answers === null;
    }
  }

  #show(): void {
    if (fetched !== null) this.answers = fetched.answers[this.group] ?? [];
  }

  override render() {
    const found = this.#found();
    return html`
      <div class="answers" @focusout=${this.#left}>
        <input
          type="search"
          role="combobox"
          class="answers-search"
          autocomplete="off"
          aria-label=${t("answers.search")}
          placeholder=${t("answers.search")}
          aria-expanded="true"
          aria-controls="answers-list"
          aria-autocomplete="list"
          aria-activedescendant=${found.length > 0 ? `answer-${this.place}` : nothing}
          .value=${this.typed}
          @input=${this.#type}
          @keydown=${this.#key}
        />
        <ul id="answers-list" role="listbox" aria-label=${t("answers.list")}>
          ${found.map((answer, at) => this.#row(answer, at))}
        </ul>
        ${this.#word(found)}
        <p class="answers-hint note">${t("answers.hint")}</p>
      </div>
    `;
  }

  #found(): CannedAnswer[] {
    return fitting(this.answers ?? [], this.typed, locale());
  }

  #row({ title, text }: CannedAnswer, at: number): TemplateResult {
    return html`
      <li
        id="answer-${at}"
        role="option"
        class="answer"
        aria-selected=${at === this.place ? "true" : "false"}
        @pointerdown=${(event: Event) => event.preventDefault()}
        @click=${() => this.emit("answer", text)}
      >
        <strong>${title}</strong> <span class="note">${text}</span>
      </li>
    `;
  }

  #word(found: CannedAnswer[]): TemplateResult | typeof nothing {
    if (this.failed) return html`<p class="answers-none note" role="alert">${t("answers.failed")}</p>`;
    if (this.answers === null) return html`<p class="answers-none note">${t("app.loading")}</p>`;
    if (found.length > 0) return nothing;
    const words =
      this.answers.length === 0 ? t("answers.none", { group: this.groupName }) : t("answers.none_found");
    return html`<p class="answers-none note" role="status">${words}</p>`;
  }

  readonly #type = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.place = 0;
  };

  readonly #key = (event: KeyboardEvent): void => {
    const found = this.#found();
    const chosen = found[this.place];
    if (event.key === "ArrowDown") this.place = moved(this.place, 1, found.length);
    else if (event.key === "ArrowUp") this.place = moved(this.place, -1, found.length);
    else if (event.key === "Enter" && chosen !== undefined) this.emit("answer", chosen.text);
    else if (event.key === "Escape") this.emit("answers-closed", "");
    // A second stroke: a message is to begin with one.
    else if (event.key === "/" && this.typed === "") this.emit("answers-closed", "/");
    else if (event.key === "Backspace" && this.typed === "") this.emit("answers-closed", "");
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Whoever goes elsewhere has done with it. */
  readonly #left = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (to instanceof Node && !this.contains(to)) this.emit("answers-closed", null);
  };
}
