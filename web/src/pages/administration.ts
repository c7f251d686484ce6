import { type TemplateResult, html, nothing } from "lit";
import CHAT from "lucide-static/icons/message-circle.svg";
import BOOK from "lucide-static/icons/book-user.svg";
import HISTORY from "lucide-static/icons/history.svg";
import QUEUES from "lucide-static/icons/list-ordered.svg";
import LISTS from "lucide-static/icons/phone-outgoing.svg";
import {
  type ListedUser,
  type OrganisationSettings,
  organisation,
  users,
} from "../administration_api.ts";
import { Problem, Unreachable } from "../api.ts";
import { CHEVRON, icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import { CALL_LISTS, CHAT_LOG, GROUPS } from "../model/addresses.ts";
import type { Login } from "../model/contract.ts";
import { t } from "../texts/index.ts";

/** While credentials are on their way, how they fare is asked for so often. */
const FOLLOW_MS = 3_000;

/** What an administrator decides: password rules, and who gets new credentials. */
export class AdministrationPage extends JourElement {
  static override properties = {
    login: { attribute: false },
    framed: { attribute: false },
    settings: { state: true },
    people: { state: true },
    failure: { state: true },
  };
  declare login: Login;
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare settings: OrganisationSettings | null;
  declare people: ListedUser[] | null;
  declare failure: string;
  #following: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.framed = false;
    this.settings = null;
    this.people = null;
    this.failure = "";
    this.addEventListener("policy-outdated", () => void this.#readSettings());
    this.addEventListener("credentials-sent", () => void this.#readPeople());
    this.addEventListener("policy-saved", (event) => {
      this.settings = (event as CustomEvent<OrganisationSettings>).detail;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#readSettings();
    void this.#readPeople();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#following);
  }

  override render() {
    return html`
      <div class="admin">
        ${this.framed ? nothing : html`<h1 tabindex="-1">${t("admin.title")}</h1>`}
        ${this.failure === "" ? this.#content() : this.#failed()}
      </div>
    `;
  }

  #failed(): TemplateResult {
    return html`<p class="alarm" role="alert">${this.failure}</p>`;
  }

  #content(): TemplateResult {
    if (this.settings === null || this.people === null) {
      return html`<p class="waiting" role="status">${t("app.loading")}</p>`;
    }
    return html`
      <jour-policy-card .settings=${this.settings}></jour-policy-card>
      <jour-user-list
        .people=${this.people}
        .policy=${this.settings.password_policy}
        .me=${this.login.user.id}
      ></jour-user-list>
      <jour-distance-settings .settings=${this.settings}></jour-distance-settings>
      <jour-chat-settings .settings=${this.settings}></jour-chat-settings>
      <jour-conference-rooms .settings=${this.settings}></jour-conference-rooms>
      <jour-sms-trouble .people=${this.people}></jour-sms-trouble>
      <a class="card way-on" href=${GROUPS}>
        ${icon(QUEUES)}
        <span>
          <strong>${t("groups.title")}</strong>
          <span class="note">${t("groups.why")}</span>
        </span>
        ${icon(CHEVRON)}
      </a>
      <a class="card way-on" href="/administration/telefonbok">
        ${icon(BOOK)}
        <span>
          <strong>${t("book.title")}</strong>
          <span class="note">${t("book.why")}</span>
        </span>
        ${icon(CHEVRON)}
      </a>
      <a class="card way-on" href=${CALL_LISTS}>
        ${icon(LISTS)}
        <span>
          <strong>${t("lists.title")}</strong>
          <span class="note">${t("lists.why")}</span>
        </span>
        ${icon(CHEVRON)}
      </a>
      <a class="card way-on" href=${CHAT_LOG}>
        ${icon(CHAT)}
        <span>
          <strong>${t("chat_log.title")}</strong>
          <span class="note">${t("chat_log.why")}</span>
        </span>
        ${icon(CHEVRON)}
      </a>
      <a class="card way-on" href="/narvarologg">
        ${icon(HISTORY)}
        <span>
          <strong>${t("admin.log")}</strong>
          <span class="note">${t("admin.log_why")}</span>
        </span>
        ${icon(CHEVRON)}
      </a>
    `;
  }

  #readSettings(): Promise<void> {
    return this.#try(async () => {
      this.settings = await organisation();
    });
  }

  #readPeople(): Promise<void> {
    clearTimeout(this.#following);
    return this.#try(async () => {
      this.people = (await users()).users;
      const waiting = this.people.some((user) => user.credentials?.state === "ordered");
      if (!waiting || !this.isConnected) return;
      this.#following = setTimeout(() => void this.#readPeople(), FOLLOW_MS);
    });
  }

  async #try(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (error instanceof Problem && error.status === 403) this.failure = t("admin.forbidden");
      else if (error instanceof Problem) this.failure = error.message || t("admin.failed");
      else if (error instanceof Unreachable) this.failure = t("login.network");
      else throw error;
    }
  }
}
