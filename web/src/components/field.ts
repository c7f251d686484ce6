import { type TemplateResult, html, nothing } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

export interface Field {
  id: string;
  label: string;
  error?: string | undefined;
  hint?: string;
  warning?: string;
  value?: string;
  type?: "text" | "tel" | "date";
  autocomplete?: AutoFill;
  inputmode?: string;
  onBlur?: (event: FocusEvent) => void;
}

/** A labelled text field, with its hint and its error tied to it for screen readers. */
export function textField(field: Field): TemplateResult {
  const { id, error } = field;
  return html`
    <div class="field">
      <label for=${id}>${field.label}</label>
      <input
        id=${id}
        name=${id}
        type=${field.type ?? "text"}
        .value=${field.value ?? ""}
        autocomplete=${field.autocomplete ?? "off"}
        inputmode=${ifDefined(field.inputmode)}
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        aria-invalid=${error === undefined ? "false" : "true"}
        aria-describedby=${`${id}-hint ${id}-error`}
        @blur=${field.onBlur ?? nothing}
      />
      ${fieldNotes(field)}
    </div>
  `;
}

/** The lines under a field: its hint, or a mild doubt; and what was refused. */
export function fieldNotes(field: Pick<Field, "id" | "hint" | "warning" | "error">): TemplateResult {
  const { id, hint, warning, error } = field;
  const note = warning || hint;
  return html`
    <p id=${`${id}-hint`} class=${warning ? "note doubt" : "note"} ?hidden=${!note}>${note}</p>
    <p id=${`${id}-error`} class="note refusal" role="alert">${error ?? nothing}</p>
  `;
}
