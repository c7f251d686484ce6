import { type TemplateResult, html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

export interface Segment {
  name: string;
  value: string;
  label: string;
  chosen: boolean;
  choose: () => void;
  language?: string;
}

/** One of a few alternatives side by side: a radio button that looks like a part of a switch. */
export function segmentTemplate(segment: Segment): TemplateResult {
  return html`
    <label class="segment">
      <input
        type="radio"
        name=${segment.name}
        value=${segment.value}
        .checked=${segment.chosen}
        @change=${segment.choose}
      />
      <span lang=${ifDefined(segment.language)}>${segment.label}</span>
    </label>
  `;
}
