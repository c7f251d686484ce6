import { type TemplateResult, html, nothing } from "lit";
import { type LogEntry, Problem, Unreachable, presenceLog } from "../api.ts";
import { textField } from "../components/field.ts";
import { JourElement } from "../components/jour_element.ts";
import type { Login } from "../model/contract.ts";
import { clock, isoDate } from "../model/time.ts";
import { locale, t, tOf } from "../texts/index.ts";

/** A day's logins, logouts and pauses with their causes (B6), for administrators. */
export class PresenceLogPage extends JourElement {
  static override properties = {
    login: { attribute: false },
    framed: { attribute: false },
    entries: { state: true },
    failure: { state: true },
  };
  declare login: Login;
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare entries: LogEntry[] | null;
  declare failure: string;
  #date = isoDate(new Date());

  constructor() {
    super();
    this.framed = false;
    this.entries = null;
    this.failure = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read("");
  }

  override render() {
    const heading = html`<h1 tabindex="-1">${t("log.title")}</h1>`;
    return html`
      <div class="log">
        ${this.framed ? nothing : heading}
        <form class="card log-form" @submit=${this.#submit}>
          ${textField({ id: "log-date", label: t("log.date"), type: "date", value: this.#date })}
          ${textField({ id: "log-user", label: t("log.user"), hint: "" })}
          <button class="primary">${t("log.show")}</button>
        </form>
        <section class="card panel" aria-live="polite">${this.#result()}</section>
      </div>
    `;
  }

  #result(): TemplateResult {
    if (this.failure !== "") return html`<p class="empty note refusal">${this.failure}</p>`;
    if (this.entries === null) return html`<p class="empty note">${t("app.loading")}</p>`;
    if (this.entries.length === 0) return html`<p class="empty note">${t("log.empty")}</p>`;
    const heads = ["log.time", "log.who", "log.what", "log.how", "log.why"] as const;
    return html`
      <p class="panel-head note">${t("log.count", { count: this.entries.length })}</p>
      <div class="log-table" tabindex="0" role="region" aria-label=${t("log.title")}>
        <table>
          <thead>
            <tr>${heads.map((head) => html`<th scope="col">${t(head)}</th>`)}</tr>
          </thead>
          <tbody>${this.entries.map((entry) => this.#row(entry))}</tbody>
        </table>
      </div>
    `;
  }

  #row(entry: LogEntry): TemplateResult {
    return html`
      <tr>
        <td><time datetime=${entry.at}>${clock(new Date(entry.at), locale())}</time></td>
        <td>${entry.name ?? entry.user}</td>
        <td>${tOf("event", entry.event)}</td>
        <td>${entry.agent ? t(`channel.${entry.channel}`) : t("log.plain")}</td>
        <td>${this.#why(entry)}</td>
      </tr>
    `;
  }

  #why({ event, reason, by }: LogEntry): string {
    if (reason === null) return "";
    return event === "pause" ? tOf("reason", reason) : causeWords(reason, by);
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    this.#date = String(form.get("log-date"));
    void this.#read(String(form.get("log-user")).trim());
  };

  async #read(user: string): Promise<void> {
    this.failure = "";
    try {
      this.entries = (await presenceLog(this.#date, user)).entries;
    } catch (error) {
      if (error instanceof Problem && error.status === 403) this.failure = t("log.forbidden");
      else if (error instanceof Problem) this.failure = error.message || t("log.failed");
      else if (error instanceof Unreachable) this.failure = t("login.network");
      else throw error;
    }
  }
}

/** "ny inloggning · mobil", "administratör · Alva": the cause, and by whom or what. */
function causeWords(reason: string, by: string | null): string {
  const cause = tOf("cause", reason);
  if (by === null || by === "system" || reason === "user") return cause;
  return `${cause} · ${tOf("channel_short", by)}`;
}
