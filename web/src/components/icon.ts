/** Icons: drawn in the text's colour and size. */
import { html, type TemplateResult } from "lit";
import { unsafeSVG } from "lit/directives/unsafe-svg.js";
import chevron from "lucide-static/icons/chevron-right.svg";
import eye from "lucide-static/icons/eye.svg";
import eyeOff from "lucide-static/icons/eye-off.svg";
import headset from "lucide-static/icons/headset.svg";

export const EYE = eye;
export const EYE_OFF = eyeOff;
export const HEADSET = headset;
export const CHEVRON = chevron;

/** A drawing from the bundle (never data), hidden from screen readers: words say the same. */
export function icon(svg: string): TemplateResult {
  return html`<span class="icon" aria-hidden="true">${unsafeSVG(svg)}</span>`;
}
