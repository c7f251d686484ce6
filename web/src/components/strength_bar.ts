import { type TemplateResult, html } from "lit";
import { type Strength, strength } from "../model/password_strength.ts";
import { t } from "../texts/index.ts";

const STEPS: Strength[] = [1, 2, 3, 4];

/** How hard the password is to guess: four pieces of a bar, and a word. */
export function strengthBar(password: string): TemplateResult {
  const reached = strength(password);
  return html`
    <div class="strength s${reached}">
      <div class="strength-bar" aria-hidden="true">
        ${STEPS.map((step) => html`<i class=${step <= reached ? "on" : ""}></i>`)}
      </div>
      <p class="note">
        ${t("password.strength")}: <span class="strength-word">${t(`password.strength_${reached}`)}</span>
      </p>
    </div>
  `;
}
