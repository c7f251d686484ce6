import { type TemplateResult, html, nothing } from "lit";
import LOG from "lucide-static/icons/activity.svg";
import BARRED from "lucide-static/icons/ban.svg";
import CHAT from "lucide-static/icons/message-circle.svg";
import BOOK from "lucide-static/icons/book-user.svg";
import ORGANISATION_ICON from "lucide-static/icons/building-2.svg";
import GOOD from "lucide-static/icons/circle-check.svg";
import KEY from "lucide-static/icons/key-round.svg";
import QUEUES from "lucide-static/icons/list-ordered.svg";
import MAIL from "lucide-static/icons/mail-warning.svg";
import LISTS from "lucide-static/icons/phone-outgoing.svg";
import PRESENT from "lucide-static/icons/user-check.svg";
import PEOPLE from "lucide-static/icons/users.svg";
import { textMessages } from "../administration_api.ts";
import { failureWords } from "../components/failure_words.ts";
import { CHEVRON, icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import {
  CALL_LISTS,
  CHAT_LOG,
  DELIVERIES,
  DO_NOT_CALL_PAGE,
  GROUPS,
  LOGGED_IN,
  ORGANISATION,
  PHONE_BOOK_PAGE,
  PRESENCE_LOG,
  USERS,
  USERS_TO_SEE_TO,
} from "../model/addresses.ts";
import { type AgentCount, attention, countsOf } from "../model/oversight.ts";
import { type Present, type Survey, deliveries, present, wholeSurvey } from "../oversight_api.ts";
import { listed, t } from "../texts/index.ts";

/** Who is here is asked for so often while the page is open. */
const AGAIN_MS = 10_000;

/** Where administrators begin: what needs them, who is here, and the way to everything. */
export class AdministrationPage extends JourElement {
  static override properties = {
    framed: { attribute: false },
    present: { state: true },
    survey: { state: true },
    undelivered: { state: true },
    failure: { state: true },
  };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare present: Present | null;
  declare survey: Survey | null;
  /** Mails and text messages that did not arrive. */
  declare undelivered: { mails: number; texts: number } | null;
  declare failure: string;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.framed = false;
    this.present = this.survey = this.undelivered = null;
    this.failure = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#readPresent(), AGAIN_MS);
    void this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render() {
    return html`
      <div class="admin">
        ${this.framed ? nothing : html`<h1 tabindex="-1">${t("admin.title")}</h1>`}
        ${this.failure ? this.#failed() : nothing}
        <div class="admin-start">
          <div class="admin-now">${this.#attention()} ${this.#present()}</div>
          ${this.#map()}
        </div>
      </div>
    `;
  }

  #failed(): TemplateResult {
    return html`
      <div class="table-failed">
        <p class="alarm" role="alert">${this.failure}</p>
        <button type="button" class="secondary" @click=${() => void this.#read()}>${t("table.retry")}</button>
      </div>
    `;
  }

  #attention(): TemplateResult {
    const { present: there, survey, undelivered } = this;
    const known = there !== null && survey !== null && undelivered !== null;
    return html`
      <section class="card panel" aria-labelledby="attention-title" aria-busy=${known ? "false" : "true"}>
        <header class="panel-head"><h2 id="attention-title">${t("attention.title")}</h2></header>
        ${known ? this.#needs(there, survey, undelivered) : this.#waiting()}
      </section>
    `;
  }

  #waiting(): TemplateResult | typeof nothing {
    if (this.failure !== "") return nothing;
    return html`<p class="empty note" role="status">${t("app.loading")}</p>`;
  }

  #needs(there: Present, survey: Survey, { mails, texts }: { mails: number; texts: number }): TemplateResult {
    const needs = attention({ mails, texts, survey, unstaffed: there.unstaffed.length });
    if (needs.length === 0) {
      return html`<p class="all-well">${icon(GOOD)} ${t("attention.none")}</p>`;
    }
    const groups = listed(there.unstaffed.map(({ name }) => name));
    return html`
      <ul class="rows">
        ${needs.map(
          ({ id, count }) => html`
            <li>
              <a class="need" href=${NEED_PLACES[id]}>
                ${icon(NEED_ICONS[id])}
                <span>${t(count === 1 ? `attention.${id}_one` : `attention.${id}`, { count, groups })}</span>
                ${icon(CHEVRON)}
              </a>
            </li>
          `,
        )}
      </ul>
    `;
  }

  #present(): TemplateResult {
    const there = this.present;
    return html`
      <section class="card panel" aria-labelledby="present-title">
        <header class="panel-head">
          <h2 id="present-title">${t("present.title")}</h2>
          <a href=${LOGGED_IN}>${t("present.all")}</a>
        </header>
        ${there === null ? this.#waiting() : counted(countsOf(there.agents))}
        ${there === null || there.others.length === 0
          ? nothing
          : html`<p class="panel-foot note">${t(there.others.length === 1 ? "present.others_one" : "present.others", { count: there.others.length })}</p>`}
      </section>
    `;
  }

  #map(): TemplateResult {
    return html`
      <nav class="admin-map" aria-label=${t("admin.map")}>
        ${section(t("admin.people"), [
          [USERS, PEOPLE, t("users.title"), t("users.why")],
          [GROUPS, QUEUES, t("groups.title"), t("groups.why")],
          [ORGANISATION, ORGANISATION_ICON, t("org.title"), t("org.why")],
        ])}
        ${section(t("admin.day"), [
          [LOGGED_IN, PRESENT, t("present.title"), t("present.why")],
          [PRESENCE_LOG, LOG, t("admin.log"), t("admin.log_why")],
          [DELIVERIES, MAIL, t("deliveries.title"), t("deliveries.why")],
          [CHAT_LOG, CHAT, t("chat_log.title"), t("chat_log.why")],
        ])}
        ${section(t("admin.numbers"), [
          [PHONE_BOOK_PAGE, BOOK, t("book.title"), t("book.why")],
          [CALL_LISTS, LISTS, t("lists.title"), t("lists.why")],
          [DO_NOT_CALL_PAGE, BARRED, t("barred.title"), t("barred.why_short")],
        ])}
      </nav>
    `;
  }

  async #read(): Promise<void> {
    this.failure = "";
    await Promise.all([
      this.#readPresent(),
      this.#try(async () => {
        this.survey = await wholeSurvey();
      }),
      this.#try(async () => {
        const [mails, texts] = await Promise.all([deliveries(), textMessages()]);
        this.undelivered = { mails: mails.credentials.length, texts: texts.messages.length };
      }),
    ]);
  }

  #readPresent(): Promise<void> {
    return this.#try(async () => {
      this.present = await present();
    });
  }

  async #try(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      this.failure = failureWords(error);
    }
  }
}

const NEED_PLACES = {
  mails: DELIVERIES,
  texts: DELIVERIES,
  void: USERS_TO_SEE_TO,
  expired: USERS_TO_SEE_TO,
  unstaffed: LOGGED_IN,
} as const;
const NEED_ICONS = { mails: MAIL, texts: MAIL, void: KEY, expired: KEY, unstaffed: QUEUES } as const;

function counted(counts: AgentCount[]): TemplateResult {
  return html`
    <dl class="present-counts">
      ${counts.map(
        ({ state, count }) => html`
          <div>
            <dt><span class="pill ${state}">${t(`state.${state}`)}</span></dt>
            <dd>${count}</dd>
          </div>
        `,
      )}
    </dl>
  `;
}

type Way = [address: string, drawing: string, title: string, why: string];

function section(title: string, ways: Way[]): TemplateResult {
  return html`
    <section class="card panel">
      <header class="panel-head"><h2>${title}</h2></header>
      <ul class="rows">
        ${ways.map(
          ([address, drawing, name, why]) => html`
            <li>
              <a class="way" href=${address}>
                ${icon(drawing)}
                <span><strong>${name}</strong> <span class="note">${why}</span></span>
                ${icon(CHEVRON)}
              </a>
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}
