import { type TemplateResult, html } from "lit";
import CALL from "lucide-static/icons/phone.svg";
import type { Green, Red } from "../model/phone_line.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";

const KEYS = "123456789*0#".split("");
const SPOKEN: Record<string, () => string> = {
  "*": () => t("phones.key_star"),
  "#": () => t("phones.key_hash"),
};
const GREEN_TEXT = {
  ring: "phones.green_ring",
  again: "phones.green_again",
  answer: "phones.green_answer",
} as const;
const RED_TEXT = {
  hang_up: "phones.red_hang_up",
  hang_up_answered: "phones.red_hang_up",
  refuse: "phones.red_refuse",
  clear: "phones.red_clear",
} as const;

export interface Keypad {
  green: Green;
  red: Red;
  /** Somebody waits for digits. */
  wanted: boolean;
  press: (key: string) => void;
  onGreen: () => void;
  onRed: () => void;
}

/** Twelve keys, and the two that have a colour. */
export function keypad({ green, red, wanted, press, onGreen, onRed }: Keypad): TemplateResult {
  return html`
    <div class=${wanted ? "keys wanted" : "keys"} role="group" aria-label=${t("phones.keypad")}>
      ${KEYS.map(
        (key) => html`
          <button type="button" class="key" aria-label=${SPOKEN[key]?.() ?? key} @click=${() => press(key)}>
            ${key}
          </button>
        `,
      )}
    </div>
    <div class="call-keys">
      ${coloured("green", t(GREEN_TEXT[green ?? "ring"]), green, onGreen)}
      ${coloured("red", t(RED_TEXT[red ?? "hang_up"]), red, onRed)}
    </div>
  `;
}

function coloured(colour: "green" | "red", name: string, act: Green | Red, press: () => void) {
  return html`
    <button
      type="button"
      class=${`call-key ${colour} ${act ?? ""}`}
      aria-disabled=${act === null ? "true" : "false"}
      @click=${press}
    >
      ${icon(CALL)}<span>${name}</span>
    </button>
  `;
}
