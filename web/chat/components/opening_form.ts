import { LitElement, type TemplateResult, html, nothing } from "lit";
import { fieldNotes, textField } from "../../src/components/field.ts";
import { moment } from "../../src/model/time.ts";
import type { GroupView } from "../contract.ts";
import { LONGEST_MESSAGE, LONGEST_NAME, lengthOf } from "../message_length.ts";
import { type Key, locale, t } from "../texts/index.ts";
import { countLine } from "./count_line.ts";

/** What was filled in. `phone` and `email` are empty where a chat is opened. */
export interface Filled {
  name: string;
  message: string;
  phone: string;
  email: string;
}

type Fault = Partial<Record<keyof Filled, Key>>;

/**
 * Name and first message; and where nobody can chat, how to reach the customer instead. It says
 * first how things are. Event: `filled` with what was filled in, once it is whole.
 */
export class OpeningForm extends LitElement {
  static override properties = {
    group: { attribute: false },
    busy: { type: Boolean },
    refusal: {},
    faults: { state: true },
    message: { state: true },
  };
  declare group: GroupView;
  declare busy: boolean;
  /** Why the server refused; empty for no refusal. */
  declare refusal: string;
  declare faults: Fault;
  declare message: string;

  constructor() {
    super();
    this.busy = false;
    this.refusal = "";
    this.faults = {};
    this.message = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  get #isOpen(): boolean {
    return this.group.state === "open";
  }

  override render(): TemplateResult {
    const { group } = this;
    const canWrite = this.#isOpen || group.leave_message;
    return html`
      <div class="scene">
        <p class="lede ${this.#isOpen ? "" : "shut"}" role="status">${howItIs(group, new Date())}</p>
        ${canWrite
          ? this.#form()
          : html`<p class="note">${t("later")}</p>`}
      </div>
    `;
  }

  #form(): TemplateResult {
    return html`
      <form class="opening" novalidate @submit=${this.#submit}>
        ${this.#field("name", { autocomplete: "name" })} ${this.#messageField()}
        ${this.#isOpen ? nothing : this.#reach()}
        <p class="note refusal" role="alert">${this.refusal}</p>
        <button class="primary" aria-disabled=${this.busy ? "true" : "false"}>
          ${t(this.#isOpen ? "begin" : "send_message")}
        </button>
      </form>
    `;
  }

  #field(
    name: "name" | "phone" | "email",
    more: { autocomplete: AutoFill; type?: "tel"; inputmode?: string },
  ): TemplateResult {
    const fault = this.faults[name];
    return textField({ id: name, label: t(name), error: fault && t(fault), ...more });
  }

  #messageField(): TemplateResult {
    const fault = this.faults.message;
    return html`
      <div class="field">
        <label for="message">${t("question")}</label>
        <textarea
          id="message"
          name="message"
          rows="4"
          dir="auto"
          aria-invalid=${fault === undefined ? "false" : "true"}
          aria-describedby="message-hint message-error"
          @input=${this.#wrote}
        ></textarea>
        ${fieldNotes({ id: "message", error: fault && t(fault) })} ${countLine(this.message)}
      </div>
    `;
  }

  #reach(): TemplateResult {
    return html`
      <p class="note">${t("reach_hint")}</p>
      ${this.#field("phone", { autocomplete: "tel", type: "tel" })}
      ${this.#field("email", { autocomplete: "email", inputmode: "email" })}
    `;
  }

  #wrote(event: InputEvent): void {
    this.message = (event.target as HTMLTextAreaElement).value;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(event.target as HTMLFormElement);
    const word = (name: string) => String(data.get(name) ?? "").trim();
    const filled = {
      name: word("name"),
      message: word("message"),
      phone: word("phone"),
      email: word("email"),
    };
    this.faults = faultsOf(filled, !this.#isOpen);
    await this.updateComplete;
    const first = this.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (first !== null) first.focus();
    else this.dispatchEvent(new CustomEvent("filled", { detail: filled, bubbles: true }));
  }
}

/** How things are, honestly: open, how many wait, closed until when, nobody there. */
function howItIs(group: GroupView, now: Date): string {
  if (group.state === "open") {
    if (group.waiting === 0) return t("open");
    const count = group.waiting;
    return count === 1 ? t("open_waiting_one") : t("open_waiting", { count });
  }
  const closed =
    group.state === "closed" && group.opens_at !== null
      ? t("closed_until", { when: opening(group.opens_at, now) })
      : t(group.state);
  return group.leave_message ? `${closed} ${t("leave")}` : closed;
}

/** "i morgon 08.00", "fredag 08.00", "3 mars 08.00". */
function opening(at: string, now: Date): string {
  const when = new Date(at);
  const days = Math.round((midnight(when) - midnight(now)) / 86_400_000);
  const clock = moment(when, when, locale());
  const language = locale() === "sv" ? "sv-SE" : "en-GB";
  if (days <= 0) return clock;
  if (days === 1) return `${new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(1, "day")} ${clock}`;
  if (days < 7) return `${when.toLocaleDateString(language, { weekday: "long" })} ${clock}`;
  return moment(when, now, locale());
}

function midnight(at: Date): number {
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
}

function faultsOf({ name, message, phone, email }: Filled, reach: boolean): Fault {
  const faults: Fault = {};
  if (name === "") faults.name = "name_missing";
  else if (lengthOf(name) > LONGEST_NAME) faults.name = "name_long";
  if (message === "") faults.message = "message_missing";
  else if (lengthOf(message) > LONGEST_MESSAGE) faults.message = "message_long";
  if (reach && phone === "" && email === "") faults.phone = "reach_missing";
  if (reach && email !== "" && !/^\S+@\S+\.\S+$/.test(email)) faults.email = "email_wrong";
  return faults;
}
