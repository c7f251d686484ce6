import { LitElement, type TemplateResult, html, nothing } from "lit";
import { textField } from "../../src/components/field.ts";
import type { ChatState } from "../contract.ts";
import { t } from "../texts/index.ts";

/**
 * What remains when a chat has ended: by whom, a copy by mail, a new one. Events: `transcript` with
 * the address, `again`.
 */
export class EndedCard extends LitElement {
  static override properties = {
    by: {},
    agent: {},
    answered: { type: Boolean },
    busy: { type: Boolean },
    sentTo: {},
    refusal: {},
    fault: { state: true },
  };
  declare by: ChatState["ended_by"];
  /** Who answered last. */
  declare agent: string | null;
  /** An agent had answered; only then is there something to mail. */
  declare answered: boolean;
  declare busy: boolean;
  /** Where the copy was sent; empty before. */
  declare sentTo: string;
  declare refusal: string;
  declare fault: boolean;

  constructor() {
    super();
    this.by = null;
    this.agent = null;
    this.answered = false;
    this.busy = false;
    this.sentTo = "";
    this.refusal = "";
    this.fault = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override render(): TemplateResult {
    return html`
      <section class="ended" aria-labelledby="ended-title">
        <div role="status"><h2 id="ended-title" tabindex="-1">${byWhom(this.by, this.agent)}</h2></div>
        ${this.answered ? this.#transcript() : nothing}
        <button type="button" class="secondary" @click=${() => this.#emit("again")}>
          ${t("again")}
        </button>
      </section>
    `;
  }

  #transcript(): TemplateResult {
    if (this.sentTo !== "") {
      return html`<p class="note" role="status">${t("transcript_sent", { email: this.sentTo })}</p>`;
    }
    const error = this.fault ? t("email_wrong") : this.refusal || undefined;
    return html`
      <form class="transcript" novalidate @submit=${this.#submit}>
        <p class="note">${t("transcript")}</p>
        ${textField({
          id: "copy-to",
          label: t("email"),
          error,
          autocomplete: "email",
          inputmode: "email",
        })}
        <button class="primary" aria-disabled=${this.busy ? "true" : "false"}>
          ${t("transcript_send")}
        </button>
      </form>
    `;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.busy) return;
    const email = String(new FormData(event.target as HTMLFormElement).get("copy-to")).trim();
    this.fault = !/^\S+@\S+\.\S+$/.test(email);
    if (this.fault) this.querySelector("input")?.focus();
    else this.#emit("transcript", email);
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

function byWhom(by: ChatState["ended_by"], agent: string | null): string {
  if (by === "customer") return t("ended_by_customer");
  if (by === "agent") return t("ended_by_agent", { name: agent ?? t("conversation.agent") });
  return t(by === "system" ? "ended_by_system" : "ended");
}
