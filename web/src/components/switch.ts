import { type TemplateResult, html, nothing } from "lit";

/** Something that is on or off, at once. `rest` completes a label that had to be short. */
export function switchTemplate(
  label: string,
  on: boolean,
  change: (on: boolean) => void,
  rest?: string,
): TemplateResult {
  return html`
    <button
      type="button"
      class="toggle"
      role="switch"
      aria-checked=${on ? "true" : "false"}
      @click=${() => change(!on)}
    >
      <span class="toggle-track" aria-hidden="true"></span>
      <span>${label}${rest ? html`<span class="visually-hidden"> ${rest}</span>` : nothing}</span>
    </button>
  `;
}
