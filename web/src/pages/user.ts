import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import {
  type ListedUser,
  type OrganisationSettings,
  groups,
  organisation,
  sendCredentials,
  user,
} from "../administration_api.ts";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { backLink } from "../components/back_link.ts";
import { credentialsDialog } from "../components/credentials_dialog.ts";
import { credentialsState } from "../components/credentials_state.ts";
import { JourElement } from "../components/jour_element.ts";
import { serviceCard } from "../components/service_card.ts";
import { tabList } from "../components/tabs.ts";
import { USERS, type UserTab, userAddress, userPage } from "../model/addresses.ts";
import type { Group, Login } from "../model/contract.ts";
import { initials } from "../model/people.ts";
import { goTo, standAt } from "../router.ts";
import { t, tOf } from "../texts/index.ts";

/** One user: who they are, and their registration for distance login; or somebody new. */
export class UserPage extends JourElement {
  static override properties = {
    login: { attribute: false },
    framed: { attribute: false },
    path: {},
    who: { state: true },
    groups: { state: true },
    settings: { state: true },
    tab: { state: true },
    failure: { state: true },
    asking: { state: true },
    busy: { state: true },
  };
  declare login: Login;
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare path: string;
  /** null while nobody has been read, or somebody new is written. */
  declare who: ListedUser | null;
  declare groups: Group[] | null;
  declare settings: OrganisationSettings | null;
  declare tab: UserTab;
  declare failure: string;
  declare asking: boolean;
  declare busy: boolean;

  constructor() {
    super();
    this.framed = false;
    this.who = this.groups = this.settings = null;
    this.tab = "details";
    this.failure = "";
    this.asking = this.busy = false;
    this.addEventListener("user-saved", (event) => this.#saved((event as CustomEvent<ListedUser>).detail));
    this.addEventListener("user-outdated", () => void this.#read());
    this.addEventListener("user-removed", () => goTo(USERS));
    this.addEventListener("user-given-up", () => goTo(USERS));
  }

  get #id(): string | null {
    return userPage(this.path)?.id ?? null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("path")) return;
    this.tab = userPage(this.path)?.tab ?? "details";
    if (this.who !== null && this.who.id === this.#id) return;
    this.who = null;
    this.failure = "";
    void this.#read();
  }

  async #read(): Promise<void> {
    const id = this.#id;
    try {
      const [who, known, settings] = await Promise.all([
        id === null ? null : user(id),
        groups(),
        organisation(),
      ]);
      this.who = who;
      this.groups = known.groups;
      this.settings = settings;
    } catch (error) {
      if (error instanceof Problem) this.failure = error.message || t("admin.failed");
      else if (error instanceof Unreachable) this.failure = t("login.network");
      else throw error;
    }
  }

  #saved(saved: ListedUser): void {
    const isNew = this.who === null;
    this.who = saved;
    if (isNew) goTo(userAddress(saved.id));
  }

  override render() {
    return html`
      <div class="admin">
        ${backLink(USERS, t("users.title"))}
        ${this.framed ? nothing : html`<h1 tabindex="-1">${userHeading(this.path)}</h1>`}
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : this.#content()}
      </div>
    `;
  }

  #content(): TemplateResult {
    const { who, groups, settings } = this;
    if (groups === null || settings === null || (who === null && this.#id !== null)) {
      return html`<p class="waiting" role="status">${t("app.loading")}</p>`;
    }
    const details = html`
      <jour-user-details .user=${who} .groups=${groups} .settings=${settings} .me=${this.login.user.id}>
      </jour-user-details>
    `;
    if (who === null) return details;
    return html`
      ${this.#head(who)}
      ${tabList<UserTab>({
        label: t("user.tabs"),
        tabs: [
          { id: "details", label: t("user.tab_details") },
          { id: "callcenter", label: t("user.tab_callcenter") },
        ],
        chosen: this.tab,
        choose: (tab) => this.#turn(who, tab),
      })}
      ${this.#panel("details", details)}
      ${this.#panel("callcenter", this.#callcenter(who, groups, settings))}
      ${this.#question(who, settings)}
    `;
  }

  #turn(who: ListedUser, tab: UserTab): void {
    this.tab = tab;
    standAt(userAddress(who.id, tab));
  }

  /** Both stay, so that what is typed in one survives a look at the other. */
  #panel(id: UserTab, content: TemplateResult): TemplateResult {
    return html`
      <div
        role="tabpanel"
        class="tab-panel"
        id=${`panel-${id}`}
        aria-labelledby=${`tab-${id}`}
        ?hidden=${this.tab !== id}
      >
        ${content}
      </div>
    `;
  }

  #callcenter(who: ListedUser, groups: Group[], settings: OrganisationSettings): TemplateResult {
    return html`
      <div class="beside">
        <jour-distance-form .user=${who} .groups=${groups} .settings=${settings}></jour-distance-form>
        <div class="column">
          <jour-softphone-form .user=${who}></jour-softphone-form>
          ${serviceCard(settings.service_number)}
          <section class="card panel" aria-labelledby="gates-title">
            <header class="panel-head"><h2 id="gates-title">${t("gates.of_user", { name: who.name })}</h2></header>
            <jour-gates .user=${who.id}></jour-gates>
          </section>
        </div>
      </div>
    `;
  }

  #head(who: ListedUser): TemplateResult {
    const roles = who.roles.map((role) => tOf("role", role)).join(", ");
    return html`
      <section class="card user-head">
        <span class="avatar" aria-hidden="true">${initials(who.name)}</span>
        <span class="person-who">
          <strong>${who.name}</strong>
          <span class="note">${[who.id, roles].filter(Boolean).join(" · ")}</span>
        </span>
        ${credentialsState(who)}
        <button type="button" class="secondary small" @click=${() => (this.asking = true)}>
          ${t("credentials.send")}
        </button>
      </section>
    `;
  }

  #question(who: ListedUser, settings: OrganisationSettings): TemplateResult | typeof nothing {
    return credentialsDialog({
      user: this.asking ? who : null,
      me: this.login.user.id,
      policy: settings.password_policy,
      busy: this.busy,
      send: () => void this.#send(who),
      close: () => this.#dialog()?.close(),
      closed: () => (this.asking = false),
    });
  }

  async #send(who: ListedUser): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await sendCredentials(who.id);
      announce(t("credentials.said", { name: who.name }));
      await this.#read();
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.failure = error.message || t("credentials.refused", { name: who.name });
    } finally {
      this.busy = false;
      this.#dialog()?.close();
    }
  }

  #dialog(): HTMLDialogElement | null {
    return this.querySelector(".admin > dialog");
  }

  protected override updated(): void {
    const dialog = this.#dialog();
    if (dialog !== null && !dialog.open) dialog.showModal();
  }
}

/** What the page is called. */
export function userHeading(path: string): string {
  return t(userPage(path)?.id === null ? "user.new" : "user.title");
}
