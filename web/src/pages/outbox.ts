import { type TemplateResult, html, nothing } from "lit";
import MAIL from "lucide-static/icons/mail.svg";
import SMS from "lucide-static/icons/message-square.svg";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import { moment } from "../model/time.ts";
import { type Letter, letters } from "../outbox_api.ts";
import { locale, t } from "../texts/index.ts";

const AGAIN_MS = 2_000;
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,:;!?)])/;

/** The mails and text messages of a local run, as a row of letters, for trying things out. */
export class OutboxPage extends JourElement {
  static override properties = { sent: { state: true }, late: { state: true } };
  /** Newest first; null where there is no outbox; undefined before the first answer. */
  declare sent: Letter[] | null | undefined;
  declare late: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.late = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      const before = this.sent?.length;
      this.sent = await letters();
      this.late = false;
      const count = this.sent?.length ?? 0;
      if (before !== undefined && count > before) announce(this.#count(count));
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.late = true;
    }
    if (this.sent === null || !this.isConnected) return;
    this.#timer = setTimeout(() => void this.#look(), AGAIN_MS);
  }

  #count(count: number): string {
    return count === 1 ? t("outbox.count_one") : t("outbox.count", { count });
  }

  override render() {
    if (this.sent === null) return this.#absent();
    return html`
      <div class="outbox">
        <header class="outbox-head">
          <h1 tabindex="-1">${t("outbox.title")}</h1>
          ${this.sent ? html`<p class="note">${this.#count(this.sent.length)}</p>` : nothing}
        </header>
        <p class="lede">${t("outbox.lede")}</p>
        <p class="outbox-links"><a href="/phones">${t("outbox.phones")}</a></p>
        ${this.late ? html`<p class="alarm" role="status">${t("outbox.late")}</p>` : nothing}
        ${this.#letters()}
      </div>
    `;
  }

  #absent(): TemplateResult {
    return html`
      <section class="card entry notice">
        <h1 tabindex="-1">${t("outbox.absent_title")}</h1>
        <p class="lede">${t("outbox.absent")}</p>
      </section>
      <a class="quiet-link" href="/">${t("outbox.start")}</a>
    `;
  }

  #letters(): TemplateResult {
    if (this.sent == null) return html`<p class="waiting" role="status">${t("app.loading")}</p>`;
    if (this.sent.length === 0) return html`<p class="card letter note">${t("outbox.empty")}</p>`;
    return html`
      <ol class="letters">
        ${this.sent.map((letter) => html`<li>${letterTemplate(letter)}</li>`)}
      </ol>
    `;
  }
}

function letterTemplate({ kind, to, subject, text, at }: Letter): TemplateResult {
  return html`
    <article class="card letter" data-to=${to}>
      <header>
        <span class="stamp">${icon(kind === "mail" ? MAIL : SMS)}</span>
        <div>
          <h2>${subject || t("outbox.sms")}</h2>
          <p class="note">
            <span class="visually-hidden">${t(`outbox.${kind}`)}.</span>
            ${t("outbox.to", { to })}
          </p>
        </div>
        <time class="note" datetime=${at}>${moment(new Date(at), new Date(), locale())}</time>
      </header>
      <p class="letter-text">${text.trim().split(ADDRESS).map(linked)}</p>
    </article>
  `;
}

/** Of what a letter was split into at its addresses, every second piece is one. */
function linked(piece: string, at: number): TemplateResult | string {
  if (at % 2 === 0) return piece;
  return html`<a href=${piece} target="_blank" rel="noopener noreferrer">${piece}</a>`;
}
