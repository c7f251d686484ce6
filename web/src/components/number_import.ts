import { type TemplateResult, html, nothing } from "lit";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { type Part, cut } from "../model/csv_parts.ts";
import { textOf } from "../model/file_text.ts";
import { type ImportAnswer, type ImportState, withAnswer } from "../model/number_import.ts";
import { t } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";

const LARGEST_FILE = 10_000_000;

/** Where a list goes; `words` begins what is said of its columns. */
export interface ImportTarget {
  words: "book" | "barred" | "list";
  send: (part: Part, file: string) => Promise<ImportAnswer>;
}

/**
 * Takes a list of numbers, dropped or chosen, and sends it in parts; then the report.
 * Emits "numbers-changed" when it ends or pauses.
 */
export class NumberImport extends JourElement {
  static override properties = {
    target: { attribute: false },
    state: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };
  declare target: ImportTarget;
  /** The newest import, under way or done. */
  declare state: ImportState | null;
  declare busy: boolean;
  declare refusal: string;
  #parts: Part[] = [];
  #file = "";
  #stopped = false;

  constructor() {
    super();
    this.state = null;
    this.busy = false;
    this.refusal = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopped = true;
  }

  override render() {
    return html`
      <section class="card panel" aria-labelledby="import-title">
        <header class="panel-head"><h2 id="import-title">${t("import.title")}</h2></header>
        <div class="import">
          <jour-file-drop
            describedby="import-rules"
            .busy=${this.busy}
            @file-taken=${(event: CustomEvent<File>) => void this.#take(event.detail)}
            @files-refused=${() => (this.refusal = t("import.one_file"))}
          ></jour-file-drop>
          <ul class="note import-rules" id="import-rules">
            <li>${t(`import_columns.${this.target.words}`)}</li>
            <li>${t(`import_adds.${this.target.words}`)}</li>
            <li>${t(`import_limit.${this.target.words}`)}</li>
          </ul>
          ${this.refusal ? html`<p class="alarm" role="alert">${this.refusal}</p>` : nothing}
          ${this.state === null ? nothing : this.#progress(this.state)}
        </div>
      </section>
    `;
  }

  #progress(state: ImportState): TemplateResult {
    const going = this.busy || state.sent < state.parts;
    const { file, kept } = state;
    return html`
      <div class="import-progress">
        <p class=${going ? "" : "banner"}>
          ${going
            ? t("import.sending", { file, sent: state.sent, parts: state.parts, kept })
            : doneWords(state)}
        </p>
        ${leftOut(state)}
        ${going
          ? html`
              <progress
                max=${state.parts}
                .value=${state.sent}
                aria-label=${t("import.progress", { file })}
              ></progress>
              <div class="buttons">
                <button type="button" class="secondary" @click=${this.#stopOrGoOn}>
                  ${t(this.busy ? "import.stop" : "import.go_on")}
                </button>
              </div>
            `
          : nothing}
      </div>
      ${state.errors.length === 0
        ? nothing
        : html`<jour-import-report .errors=${state.errors}></jour-import-report>`}
    `;
  }

  async #take(file: File): Promise<void> {
    if (this.busy) return;
    this.refusal = "";
    this.state = null;
    if (file.size > LARGEST_FILE) {
      this.refusal = t("import.too_large");
      return;
    }
    let text: string;
    try {
      text = textOf(new Uint8Array(await file.arrayBuffer()));
    } catch {
      this.refusal = t("import.unreadable");
      return;
    }
    const { parts, tooLong } = cut(text);
    if (parts.length === 0) {
      this.refusal = t("import.empty");
      return;
    }
    this.#parts = parts;
    this.#file = fileName();
    const message = t("import.row_too_long");
    const errors = tooLong.map((line) => ({ line, code: "row_too_long", message }));
    this.state = {
      file: file.name,
      sent: 0,
      parts: parts.length,
      kept: 0,
      duplicates: 0,
      barred: 0,
      errors,
    };
    await this.#send();
  }

  readonly #stopOrGoOn = (): void => {
    if (this.busy) this.#stopped = true;
    else void this.#send();
  };

  /** Sends what is left, part by part; a refusal leaves it where it is, to go on from there. */
  async #send(): Promise<void> {
    this.busy = true;
    this.#stopped = false;
    this.refusal = "";
    try {
      while (this.state !== null && !this.#stopped) {
        const part = this.#parts[this.state.sent];
        if (part === undefined) break;
        this.state = withAnswer(this.state, await this.target.send(part, this.#file));
      }
      this.#say();
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.refusal = error.message && error instanceof Problem ? error.message : t("import.network");
    } finally {
      this.busy = false;
      this.emit("numbers-changed");
    }
  }

  #say(): void {
    if (this.state === null || this.state.sent < this.state.parts) return;
    announce(doneWords(this.state));
  }
}

function doneWords({ file, kept, errors }: ImportState): string {
  const bad = errors.length;
  if (bad === 0) return t("import.done", { file, kept });
  return t(bad === 1 ? "import.done_but_one" : "import.done_but", { file, kept, bad });
}

/** What was left out on purpose, counted. */
function leftOut({ duplicates, barred }: ImportState): TemplateResult | typeof nothing {
  if (duplicates + barred === 0) return nothing;
  return html`
    <ul class="left-out note">
      ${duplicates === 0 ? nothing : html`<li>${t("import.duplicates", { count: duplicates })}</li>`}
      ${barred === 0 ? nothing : html`<li>${t("import.barred", { count: barred })}</li>`}
    </ul>
  `;
}

/** A name that tells this import's parts from those of any other; says nothing of the file. */
function fileName(): string {
  return [...crypto.getRandomValues(new Uint8Array(6))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
