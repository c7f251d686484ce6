import { type TemplateResult, html, nothing } from "lit";
import IMPORT from "lucide-static/icons/file-up.svg";
import NEW from "lucide-static/icons/user-plus.svg";
import {
  type ListedUser,
  type OrganisationSettings,
  groups,
  organisation,
  sendCredentials,
  user,
  usersPage,
} from "../administration_api.ts";
import { announce } from "../announce.ts";
import { backLink } from "../components/back_link.ts";
import { credentialsDialog } from "../components/credentials_dialog.ts";
import { credentialsState } from "../components/credentials_state.ts";
import type { ShownColumn } from "../components/data_table.ts";
import { failureWords } from "../components/failure_words.ts";
import { icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import { IMPORT_USERS, NEW_USER, USERS, USERS_TO_SEE_TO, userAddress } from "../model/addresses.ts";
import type { Group } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { formatPhone } from "../model/phone.ts";
import { t, tOf } from "../texts/index.ts";

/** While credentials are on their way, how they fare is asked for so often, of so many. */
const FOLLOW_MS = 3_000;
const FOLLOWED = 10;
const BY_NAME = { column: "name", descending: false };
const NEEDS: ReadonlySet<string> = new Set(["none", "expired"]);

/** Everybody in the organisation; an administrator orders new credentials. */
export class UsersPage extends JourElement {
  static override properties = {
    me: {},
    framed: { attribute: false },
    filtered: { attribute: false },
    people: { state: true },
    growing: { state: true },
    groups: { state: true },
    settings: { state: true },
    failure: { state: true },
    asked: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };
  declare me: string;
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  /** Only those whose password has to be seen to. */
  declare filtered: boolean;
  declare people: ListedUser[] | null;
  /** The server has more of them. */
  declare growing: boolean;
  declare groups: Group[];
  declare settings: OrganisationSettings | null;
  declare failure: string;
  /** For whom the dialog asks. */
  declare asked: ListedUser | null;
  declare busy: boolean;
  declare refusal: string;
  #following: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.framed = this.filtered = this.growing = this.busy = false;
    this.people = this.settings = this.asked = null;
    this.groups = [];
    this.failure = this.refusal = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#following);
  }

  override render() {
    return html`
      <div class="admin">
        ${backLink()} ${this.framed ? nothing : html`<h1 tabindex="-1">${t("users.title")}</h1>`}
        <section class="card panel" aria-labelledby="users-title">
          <header class="panel-head">
            <h2 id="users-title" class="visually-hidden">${t("users.title")}</h2>
            ${this.#filter()}
            <span class="head-acts">
              <a class="button secondary with-icon" href=${IMPORT_USERS}>${icon(IMPORT)} ${t("bring.title")}</a>
              <a class="button secondary with-icon" href=${NEW_USER}>${icon(NEW)} ${t("user.new")}</a>
            </span>
          </header>
          ${this.refusal ? html`<p class="alarm" role="alert">${this.refusal}</p>` : nothing}
          <jour-data-table
            name="user"
            .label=${t("users.title")}
            .columns=${this.#columns()}
            .rows=${this.#shown()}
            .key=${(one: ListedUser) => one.id}
            .sorting=${BY_NAME}
            .searchLabel=${t("users.search")}
            .empty=${t(this.filtered ? "users.none_to_see_to" : "users.none")}
            .failure=${this.failure}
            .growing=${this.growing}
            @table-retry=${() => void this.#read()}
          ></jour-data-table>
        </section>
        ${credentialsDialog({
          user: this.asked,
          me: this.me,
          policy: this.settings?.password_policy ?? "standard",
          busy: this.busy,
          send: () => void this.#send(),
          close: () => this.querySelector("dialog")?.close(),
          closed: () => (this.asked = null),
        })}
      </div>
    `;
  }

  #filter(): TemplateResult {
    const chip = (address: string, words: string, here: boolean) => html`
      <a class="chip" href=${address} aria-current=${here ? "page" : "false"}>${words}</a>
    `;
    return html`
      <nav class="chips" aria-label=${t("users.filter")}>
        ${chip(USERS, t("users.all"), !this.filtered)}
        ${chip(USERS_TO_SEE_TO, t("users.to_see_to"), this.filtered)}
      </nav>
    `;
  }

  #shown(): ListedUser[] | null {
    if (!this.filtered || this.people === null) return this.people;
    return this.people.filter(({ password, disabled }) => NEEDS.has(password) && !disabled);
  }

  #columns(): ShownColumn<ListedUser>[] {
    return [
      {
        id: "name",
        label: t("user.name"),
        value: ({ name, id }) => `${name} ${id}`,
        cell: (one) => html`
          <a class="person-who" href=${userAddress(one.id)}>
            <span>${one.name}</span>
            <span class="note">${one.id}</span>
          </a>
        `,
      },
      { id: "roles", label: t("user.roles"), value: rolesOf, wide: true },
      { id: "groups", label: t("groups.title"), value: ({ groups: ids }) => groupNames(ids, this.groups), wide: true },
      {
        id: "distance",
        label: t("distance.title"),
        value: ({ distance }) => (distance === null ? null : formatPhone(distance.number)),
        wide: true,
      },
      { id: "password", label: t("login.password"), value: standingOf, cell: (one) => standingCell(one) },
      {
        id: "send",
        label: t("credentials.send"),
        value: () => null,
        plain: true,
        search: false,
        cell: (one) => html`
          <button
            type="button"
            class="secondary small"
            aria-label=${t("credentials.send_to", { name: one.name })}
            @click=${() => (this.asked = one)}
          >
            ${t("users.send")}
          </button>
        `,
      },
    ];
  }

  /** The rest of the page is out of reach while the question stands. */
  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog:not([open])")?.showModal();
  }

  async #read(): Promise<void> {
    this.failure = "";
    try {
      await Promise.all([
        this.#readPeople(),
        groups().then((known) => (this.groups = known.groups)),
        organisation().then((settings) => (this.settings = settings)),
      ]);
    } catch (error) {
      this.failure = failureWords(error);
    }
  }

  /** The first page is shown at once; the others follow while the page is open. */
  async #readPeople(): Promise<void> {
    let found: ListedUser[] = [];
    let after: string | null = "";
    while (after !== null && (found.length === 0 || this.isConnected)) {
      const page: { users: ListedUser[]; after: string | null } = await usersPage(after);
      found = [...found, ...page.users];
      after = page.after;
      this.growing = after !== null;
      this.people = found;
    }
    this.#follow();
  }

  #follow(): void {
    clearTimeout(this.#following);
    const waiting = this.people?.some(({ credentials }) => credentials?.state === "ordered");
    if (!waiting || !this.isConnected) return;
    this.#following = setTimeout(() => void this.#readWaiting(), FOLLOW_MS);
  }

  async #readWaiting(): Promise<void> {
    const waiting = (this.people ?? []).filter(({ credentials }) => credentials?.state === "ordered");
    try {
      const news = await Promise.all(waiting.slice(0, FOLLOWED).map(({ id }) => user(id)));
      for (const one of news) this.#keep(one);
    } catch (error) {
      this.refusal = failureWords(error);
    }
    this.#follow();
  }

  #keep(news: ListedUser): void {
    this.people = (this.people ?? []).map((one) => (one.id === news.id ? news : one));
  }

  async #send(): Promise<void> {
    const asked = this.asked;
    if (asked === null || this.busy) return;
    this.busy = true;
    this.refusal = "";
    try {
      await sendCredentials(asked.id);
      announce(t("credentials.said", { name: asked.name }));
      this.#keep(await user(asked.id));
      this.#follow();
    } catch (error) {
      this.refusal = failureWords(error) || t("credentials.refused", { name: asked.name });
    } finally {
      this.busy = false;
      this.querySelector("dialog")?.close();
    }
  }
}

function rolesOf({ roles }: ListedUser): string {
  return roles.map((role) => tOf("role", role)).join(", ");
}

function standingOf({ disabled, password }: ListedUser): string {
  return disabled ? t("users.disabled") : t(`standing.${password}`);
}

/** A password that works is nothing to look at: what was mailed last says more. */
function standingCell(one: ListedUser): TemplateResult {
  const { password, disabled, credentials } = one;
  const arrived = credentials === null || (credentials.state === "sent" && password === "chosen");
  const pill = NEEDS.has(password) ? "busy" : password === "chosen" ? "quiet" : "paused";
  return html`
    <span class="standing">
      ${disabled ? nothing : html`<span class="pill ${pill}">${t(`standing.${password}`)}</span>`}
      ${disabled || !arrived ? credentialsState(one) : nothing}
    </span>
  `;
}
