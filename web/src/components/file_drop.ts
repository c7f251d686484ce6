import { html } from "lit";
import UPLOAD from "lucide-static/icons/upload.svg";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/** Takes one file, dropped or chosen. Emits "file-taken" with it, or "files-refused". */
export class FileDrop extends JourElement {
  static override properties = { busy: { attribute: false }, describedby: {}, over: { state: true } };
  declare busy: boolean;
  /** The id of what says which files are meant. */
  declare describedby: string;
  /** A file hovers above. */
  declare over: boolean;

  constructor() {
    super();
    this.busy = this.over = false;
    this.describedby = "";
  }

  override render() {
    return html`
      <div
        class="drop ${this.over ? "over" : ""}"
        @dragover=${this.#hover}
        @dragleave=${() => (this.over = false)}
        @drop=${this.#dropped}
      >
        ${icon(UPLOAD)}
        <p>${t("import.drop")}</p>
        <label class="secondary button choose" aria-disabled=${this.busy ? "true" : "false"}>
          ${t("import.choose")}
          <input
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            aria-describedby=${this.describedby}
            ?disabled=${this.busy}
            @change=${this.#chosen}
          />
        </label>
      </div>
    `;
  }

  readonly #hover = (event: DragEvent): void => {
    event.preventDefault();
    this.over = !this.busy;
  };

  readonly #dropped = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    const files = event.dataTransfer?.files;
    if (files?.length === 1 && files[0] !== undefined) this.emit("file-taken", files[0]);
    else this.emit("files-refused");
  };

  readonly #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file === undefined) return;
    this.emit("file-taken", file);
    // The same file, corrected, may be chosen again.
    input.value = "";
  };
}
