import { type TemplateResult, html, nothing } from "lit";
import { announce } from "../announce.ts";
import { type LineError, reportText } from "../model/number_import.ts";
import { type TextKey, t } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";

/** More lines are counted, and all of them are copied. */
const MOST_SHOWN = 200;

/** The lines of a list that were not kept, each with what to do about it; can be copied. */
export class ImportReport extends JourElement {
  static override properties = { errors: { attribute: false }, outcome: { state: true } };
  declare errors: readonly LineError[];
  /** How copying went. */
  declare outcome: TextKey | null;

  constructor() {
    super();
    this.errors = [];
    this.outcome = null;
  }

  override render() {
    const more = this.errors.length - MOST_SHOWN;
    return html`
      <div class="report">
        <div class="report-head">
          <h3>${t("import.report", { count: this.errors.length })}</h3>
          ${this.outcome === null ? nothing : html`<span class="note">${t(this.outcome)}</span>`}
          <button type="button" class="secondary small" @click=${() => void this.#copy()}>
            ${t("import.copy")}
          </button>
        </div>
        <div class="report-table" tabindex="0" role="region" aria-label=${t("import.report_label")}>
          <table>
            <thead>
              <tr><th scope="col">${t("import.line")}</th><th scope="col">${t("import.why")}</th></tr>
            </thead>
            <tbody>${this.errors.slice(0, MOST_SHOWN).map(row)}</tbody>
          </table>
        </div>
        ${more > 0 ? html`<p class="note">${t("import.more", { count: more })}</p>` : nothing}
      </div>
    `;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(reportText(this.errors, t("import.line")));
      this.outcome = "import.copied";
    } catch {
      // Not allowed, or no secure context: what is shown can still be marked.
      this.outcome = "import.copy_failed";
    }
    announce(t(this.outcome));
  }
}

function row({ line, message }: LineError): TemplateResult {
  return html`<tr><td>${line}</td><td>${message}</td></tr>`;
}
