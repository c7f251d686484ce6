import { type TemplateResult, html, nothing } from "lit";
import { endForwarding, forwarding, setForwarding } from "../forward_api.ts";
import { type Forwarding, localMoment, usualEnd } from "../model/forward.ts";
import { formatPhone } from "../model/phone.ts";
import { moment } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";
import { fieldNotes } from "./field.ts";
import { SavingForm } from "./saving_form.ts";

/** My forwarding: where calls go that colleagues send to me, and until when. */
export class OwnForwarding extends SavingForm {
  static override properties = {
    place: {},
    now: { state: true },
    editing: { state: true },
    to: { state: true },
    until: { state: true },
  };
  /** On the settings page, or in the panel of my calls, which may be opened over it. */
  declare place: "page" | "panel";
  /** undefined until it is known. */
  declare now: Forwarding | null | undefined;
  declare editing: boolean;
  declare to: string;
  declare until: string;

  constructor() {
    super();
    this.place = "panel";
    this.now = undefined;
    this.editing = false;
    this.to = "";
    this.until = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.save(async () => {
      this.now = (await forwarding()).forwarding;
    }, "");
  }

  protected fields(): readonly string[] {
    return ["to", "until"];
  }

  protected outdated(): void {
    this.editing = false;
  }

  override render() {
    return html`
      <section class="own-forwarding" aria-labelledby=${this.#id("title")}>
        ${this.#heading()}
        <p class="note">${t("mine.what")}</p>
        ${this.noticeTemplate()}
        <p class="own-forwarding-now" role="status">${this.now === undefined ? "\u00a0" : this.#words()}</p>
        ${this.editing ? this.#form() : this.#buttons()}
      </section>
    `;
  }

  /** One level below what it stands under. */
  #heading(): TemplateResult {
    const id = this.#id("title");
    const title = t("mine.title");
    return this.place === "page" ? html`<h2 id=${id}>${title}</h2>` : html`<h3 id=${id}>${title}</h3>`;
  }

  /** An id of its own also where page and panel both show. */
  #id(name: string): string {
    return `own-forwarding-${this.place}-${name}`;
  }

  #words(): string {
    if (!this.now) return t("mine.off");
    const until = moment(new Date(this.now.until), new Date(), locale());
    return t("mine.on", { number: formatPhone(this.now.to), time: until });
  }

  #buttons(): TemplateResult {
    // Their place is theirs also before it is known what they offer.
    if (this.now === undefined) return html`<div class="buttons"></div>`;
    return html`
      <div class="buttons">
        <button type="button" class="secondary" @click=${() => void this.#edit()}>
          ${t(this.now === null ? "mine.save" : "mine.change")}
        </button>
        ${this.now === null
          ? nothing
          : html`
              <button type="button" class="plain" @click=${() => void this.#end()}>${t("mine.end")}</button>
            `}
      </div>
    `;
  }

  #form(): TemplateResult {
    return html`
      <form class="form inner" novalidate @submit=${this.#save}>
        ${this.#field("to", "tel", t("mine.to"), this.to)}
        ${this.#field("until", "datetime-local", t("mine.until"), this.until, t("mine.until_hint"))}
        <div class="buttons">
          <button type="submit" class="primary" aria-disabled=${this.busy ? "true" : "false"}>
            ${t("mine.save")}
          </button>
          <button type="button" class="plain" @click=${() => (this.editing = false)}>
            ${t("form.undo")}
          </button>
        </div>
      </form>
    `;
  }

  #field(name: "to" | "until", type: string, label: string, value: string, hint = ""): TemplateResult {
    const id = this.#id(name);
    const error = this.errors[name];
    return html`
      <div class="field">
        <label for=${id}>${label}</label>
        <input
          id=${id}
          name=${name}
          type=${type}
          autocomplete=${name === "to" ? "tel" : "off"}
          .value=${value}
          aria-invalid=${error === undefined ? "false" : "true"}
          aria-describedby=${`${id}-hint ${id}-error`}
          @input=${(event: Event) => this.#type(name, (event.target as HTMLInputElement).value)}
        />
        ${fieldNotes({ id, hint, error })}
      </div>
    `;
  }

  #type(name: "to" | "until", typed: string): void {
    this[name] = typed;
    this.touched(name);
  }

  async #edit(): Promise<void> {
    this.to = this.now ? formatPhone(this.now.to) : "";
    this.until = localMoment(this.now ? new Date(this.now.until) : usualEnd(new Date()));
    this.editing = true;
    await this.updateComplete;
    this.querySelector<HTMLElement>('[name="to"]')?.focus();
  }

  async #end(): Promise<void> {
    await this.save(async () => {
      await endForwarding();
      this.now = null;
    }, t("mine.ended"));
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const until = new Date(this.until);
    const moment = Number.isNaN(until.getTime()) ? "" : until.toISOString();
    const done = await this.save(async () => {
      this.now = (await setForwarding(this.to.trim(), moment)).forwarding;
    }, t("mine.saved"));
    if (done) this.editing = false;
  };
}
