import { type TemplateResult, html, nothing } from "lit";
import DOWNLOAD from "lucide-static/icons/download.svg";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { backLink } from "../components/back_link.ts";
import { icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import { USERS } from "../model/addresses.ts";
import { PART_BYTES, type Part, cut } from "../model/csv_parts.ts";
import { textOf } from "../model/file_text.ts";
import { type UsersImportState, begun, template, withUsers } from "../model/users_import.ts";
import { importUsers } from "../oversight_api.ts";
import { locale, t } from "../texts/index.ts";

const LARGEST_FILE = 10_000_000;
/** The server takes each row as a whole, one after the other: a part is answered in seconds. */
const ROWS_AT_ONCE = 25;

/** Users from a list: a template to begin with, what is wanted, progress, a report by line. */
export class UsersImportPage extends JourElement {
  static override properties = {
    framed: { attribute: false },
    wish: { state: true },
    state: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  /** Change those who are registered already; mail those who are new a password at once. */
  declare wish: { update: boolean; send: boolean };
  /** The newest import, under way or done. */
  declare state: UsersImportState | null;
  declare busy: boolean;
  declare refusal: string;
  #parts: Part[] = [];
  #stopped = false;

  constructor() {
    super();
    this.framed = this.busy = false;
    this.wish = { update: false, send: false };
    this.state = null;
    this.refusal = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopped = true;
  }

  override render() {
    return html`
      <div class="admin">
        ${backLink(USERS, t("users.title"))}
        ${this.framed ? nothing : html`<h1 tabindex="-1">${t("bring.title")}</h1>`}
        <section class="card panel" aria-labelledby="bring-how">
          <header class="panel-head">
            <h2 id="bring-how">${t("bring.how")}</h2>
            <button type="button" class="secondary with-icon" @click=${saveTemplate}>
              ${icon(DOWNLOAD)} ${t("bring.template")}
            </button>
          </header>
          <div class="import">
            <ul class="note import-rules" id="bring-rules">
              <li>${t("bring.columns")}</li>
              <li>${t("bring.several")}</li>
              <li>${t("bring.empty_cell")}</li>
              <li>${t("bring.again")}</li>
            </ul>
            ${this.#wishes()}
            <jour-file-drop
              describedby="bring-rules"
              .busy=${this.busy}
              @file-taken=${(event: CustomEvent<File>) => void this.#take(event.detail)}
              @files-refused=${() => (this.refusal = t("import.one_file"))}
            ></jour-file-drop>
            ${this.refusal ? html`<p class="alarm" role="alert">${this.refusal}</p>` : nothing}
            ${this.state === null ? nothing : this.#progress(this.state)}
          </div>
        </section>
      </div>
    `;
  }

  #wishes(): TemplateResult {
    const choice = (field: "update" | "send") => html`
      <label class="plain-choice">
        <input
          type="checkbox"
          .checked=${this.wish[field]}
          ?disabled=${this.busy}
          @change=${(event: Event) => {
            this.wish = { ...this.wish, [field]: (event.target as HTMLInputElement).checked };
          }}
        />
        <span>${t(`bring.${field}`)} <span class="note">${t(`bring.${field}_why`)}</span></span>
      </label>
    `;
    return html`
      <fieldset class="wishes">
        <legend class="visually-hidden">${t("bring.wishes")}</legend>
        ${choice("update")} ${choice("send")}
      </fieldset>
    `;
  }

  #progress(state: UsersImportState): TemplateResult {
    const going = this.busy || state.sent < state.parts;
    const { file, sent, parts } = state;
    return html`
      <div class="import-progress">
        <p class=${going ? "" : "banner"}>
          ${going ? t("bring.going", { file, sent, parts }) : doneWords(state)}
        </p>
        <dl class="import-counts">
          ${(["added", "updated", "unchanged", "refused"] as const).map(
            (name) => html`
              <div>
                <dt>${t(`bring.${name}`)}</dt>
                <dd>${name === "refused" ? state.errors.length : state[name]}</dd>
              </div>
            `,
          )}
        </dl>
        ${going
          ? html`
              <progress max=${parts} .value=${sent} aria-label=${t("import.progress", { file })}></progress>
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
    const { parts, tooLong } = cut(text, PART_BYTES, ROWS_AT_ONCE);
    if (parts.length === 0) {
      this.refusal = t("import.empty");
      return;
    }
    this.#parts = parts;
    const message = t("import.row_too_long");
    const errors = tooLong.map((line) => ({ line, code: "row_too_long", message }));
    this.state = begun(file.name, parts.length, errors);
    await this.#sendParts();
  }

  readonly #stopOrGoOn = (): void => {
    if (this.busy) this.#stopped = true;
    else void this.#sendParts();
  };

  /** Sends what is left, part by part; a refusal leaves it where it is, to go on from there. */
  async #sendParts(): Promise<void> {
    this.busy = true;
    this.#stopped = false;
    this.refusal = "";
    try {
      while (this.state !== null && !this.#stopped) {
        const part = this.#parts[this.state.sent];
        if (part === undefined) break;
        this.state = withUsers(this.state, await importUsers(part, this.wish));
      }
      if (this.state !== null && this.state.sent >= this.state.parts) announce(doneWords(this.state));
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.refusal = (error instanceof Problem && error.message) || t("import.network");
    } finally {
      this.busy = false;
    }
  }
}

function doneWords({ file, added, updated, errors }: UsersImportState): string {
  const words = { file, added, updated, bad: errors.length };
  return t(errors.length === 0 ? "bring.done" : "bring.done_but", words);
}

/** A file with the columns' names and one row to write over, as spreadsheets in Sweden read it. */
function saveTemplate(): void {
  const heads = t("bring.template_heads").split(";");
  const row = t("bring.template_row").split(";");
  const file = new Blob([template(heads, [row])], { type: "text/csv;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = locale() === "sv" ? "anvandare.csv" : "users.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}
