import { type TemplateResult, html, nothing } from "lit";
import { type ListedUser, type TextMessage, textMessages } from "../administration_api.ts";
import { Problem, Unreachable } from "../api.ts";
import { moment } from "../model/time.ts";
import { locale, t, tOf } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";

/** Text messages that were not sent, or of which nobody can tell, and why (F12). */
export class SmsTrouble extends JourElement {
  static override properties = {
    people: { attribute: false },
    messages: { state: true },
    failed: { state: true },
  };
  declare people: ListedUser[];
  declare messages: TextMessage[] | null;
  declare failed: boolean;

  constructor() {
    super();
    this.people = [];
    this.messages = null;
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    return html`
      <section class="card panel" aria-labelledby="sms-title">
        <header class="panel-head">
          <h2 id="sms-title">${t("sms.title")}</h2>
          <p class="note">${t("sms.why")}</p>
        </header>
        ${this.#content()}
      </section>
    `;
  }

  #content(): TemplateResult {
    if (this.failed) return html`<p class="alarm" role="alert">${t("sms.failed")}</p>`;
    if (this.messages === null) return html`<p class="empty note" role="status">${t("app.loading")}</p>`;
    if (this.messages.length === 0) return html`<p class="empty note">${t("sms.none")}</p>`;
    return html`<ul class="rows">${this.messages.map((message) => this.#row(message))}</ul>`;
  }

  #row({ user, to_end, kind, state, reason, at }: TextMessage): TemplateResult {
    const name = this.people.find((one) => one.id === user)?.name ?? user;
    return html`
      <li class="sms-row">
        <span class="sms-who">
          <strong>${name}</strong>
          <span class="note">${tOf("sms_kind", kind)}, ${t("sms.to", { digits: to_end })}</span>
        </span>
        <span class="sms-what">
          <span class="pill ${state === "failed" ? "busy" : "paused"}">${tOf("sms_state", state)}</span>
          ${reason === null ? nothing : html`<span>${tOf("sms_reason", reason)}</span>`}
        </span>
        <time class="note" datetime=${at}>${moment(new Date(at), new Date(), locale())}</time>
      </li>
    `;
  }

  async #read(): Promise<void> {
    try {
      this.messages = (await textMessages()).messages;
      this.failed = false;
    } catch (error) {
      if (!(error instanceof Problem) && !(error instanceof Unreachable)) throw error;
      this.failed = true;
    }
  }
}
