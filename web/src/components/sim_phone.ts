import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import ERASE from "lucide-static/icons/delete.svg";
import { formatPhone } from "../model/phone.ts";
import { type Line, greenKey, isLive, redKey } from "../model/phone_line.ts";
import { type Phone, presented } from "../model/phone_row.ts";
import type { SystemNumber } from "../model/simulator.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";
import { keypad } from "./keypad.ts";
import { phoneDirectory } from "./phone_directory.ts";
import { phoneDisplay } from "./phone_display.ts";
import { phoneName, who } from "./phone_names.ts";
import { phoneOwner } from "./phone_owner.ts";
import { EverySecond } from "./tick.ts";

/** What the one who holds a phone does with it. */
export type PhoneAct =
  | { name: "ring"; to: string }
  | { name: "digits"; digits: string }
  | { name: "answer" | "refuse" | "hang_up" | "hang_up_answered" | "clear" | "remove" }
  | { name: "number"; typed: string }
  | { name: "hidden"; hidden: boolean };

/** One simulated telephone: display, keypad, a green and a red key. */
export class SimPhone extends JourElement {
  static override properties = {
    phone: { attribute: false },
    line: { attribute: false },
    phones: { attribute: false },
    directory: { attribute: false },
    refusal: { attribute: false },
    typed: { state: true },
    pressed: { state: true },
  };
  declare phone: Phone;
  declare line: Line;
  /** All phones of the row, to name those who ring. */
  declare phones: readonly Phone[];
  declare directory: readonly SystemNumber[];
  declare refusal: string;
  /** The number being dialled. */
  declare typed: string;
  /** The digits pressed in the call. */
  declare pressed: string;

  #captions = 0;

  constructor() {
    super();
    this.typed = "";
    this.pressed = "";
    new EverySecond(this, () => isLive(this.line) && this.requestUpdate());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("line");
    if (before !== undefined && isLive(before) !== isLive(this.line)) this.pressed = "";
  }

  override render() {
    const { phone, line, typed } = this;
    const name = phoneName(phone);
    const label = line.name === "rung" ? `${name}, ${t("phones.rings")}` : name;
    return html`
      <div
        class=${`phone ${phone.kind} ${line.name}`}
        role="group"
        tabindex="0"
        aria-label=${label}
        data-number=${phone.number}
        @keydown=${this.#type}
      >
        <span class="earpiece" aria-hidden="true"></span>
        <div class="screen">
          ${phoneOwner({ phone, editable: !isLive(line), act: (act) => this.#act(act) })}
          ${line.name === "idle" ? this.#idle() : this.#display(line)} ${this.#refused()}
        </div>
        <div class="lower" @pointerdown=${this.#keepFocus}>
          ${keypad({
            green: greenKey(line, typed),
            red: redKey(line, typed),
            wanted: line.name === "talking" && line.call.wants_digits,
            press: (key) => this.#press(key),
            onGreen: () => this.#green(),
            onRed: () => this.#red(),
          })}
        </div>
      </div>
    `;
  }

  #idle(): TemplateResult {
    return html`
      ${this.#dialled()} ${phoneDirectory(this.directory, (number) => this.#ring(number))}
    `;
  }

  #display(line: Exclude<Line, { name: "idle" }>): TemplateResult {
    const name = (number: string | null) => who(number, this.directory, this.phones);
    return html`
      ${phoneDisplay({ line, who: name, pressed: this.pressed })}
      ${line.name === "over" ? this.#dialled() : nothing}
    `;
  }

  #dialled(): TemplateResult {
    const { typed } = this;
    return html`
      <div class="dialled">
        <output class=${typed === "" ? "dial-hint" : "dial-digits"} aria-label=${t("phones.dialled")}>
          ${typed === "" ? t("phones.dial_hint") : formatPhone(presented(typed))}
        </output>
        <button
          type="button"
          class="erase"
          aria-label=${t("phones.erase")}
          ?hidden=${typed === ""}
          @click=${this.#erase}
        >
          ${icon(ERASE)}
        </button>
      </div>
    `;
  }

  #refused(): TemplateResult {
    return html`<p class="phone-refusal" role="alert">${this.refusal || nothing}</p>`;
  }

  #act(act: PhoneAct): void {
    this.emit("phone-act", act);
  }

  #press(key: string): void {
    if (this.line.name === "talking" || this.line.name === "answered") {
      this.pressed += key;
      this.#act({ name: "digits", digits: key });
    } else if (!isLive(this.line)) {
      this.typed += key;
    }
  }

  readonly #erase = (): void => {
    this.typed = this.typed.slice(0, -1);
  };

  #ring(to: string): void {
    this.typed = "";
    this.#act({ name: "ring", to });
    // The entry that was pressed goes away; the digits that follow are meant for this phone.
    this.#focus();
  }

  #green(): void {
    const act = greenKey(this.line, this.typed);
    if (act === "ring") this.#ring(presented(this.typed));
    else if (act === "again" && this.line.name === "over") this.#ring(this.line.call.to);
    else if (act === "answer") this.#act({ name: "answer" });
  }

  #red(): void {
    const act = redKey(this.line, this.typed);
    if (act === "clear") this.typed = "";
    if (act !== null) this.#act({ name: act });
  }

  readonly #type = (event: KeyboardEvent): void => {
    const { key, target } = event;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (modified || target instanceof HTMLInputElement) return;
    if (/^[0-9*#]$/.test(key)) this.#press(key);
    else if (key === "+" && this.typed === "" && !isLive(this.line)) this.typed = "+";
    else if (key === "Backspace") this.#erase();
    else if (key === "Escape") this.#red();
    else if (key === "Enter" && !(target instanceof HTMLButtonElement)) this.#green();
    else return;
    event.preventDefault();
  };

  /** A key pressed by mouse leaves the focus with the phone, so that Enter rings next. */
  readonly #keepFocus = (event: PointerEvent): void => {
    if (event.pointerType !== "mouse") return;
    event.preventDefault();
    this.#focus();
  };

  #focus(): void {
    this.querySelector<HTMLElement>(".phone")?.focus({ preventScroll: true });
  }

  /** The newest sentence comes into view; otherwise whoever reads further up is left alone. */
  protected override updated(): void {
    const captions = this.querySelector(".captions");
    const count = captions?.childElementCount ?? 0;
    if (captions && count !== this.#captions) captions.scrollTop = captions.scrollHeight;
    this.#captions = count;
  }
}
