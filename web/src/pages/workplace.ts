import { type PropertyValues, type TemplateResult, html } from "lit";
import { announce } from "../announce.ts";
import { connectionState } from "../components/connection_state.ts";
import { JourElement } from "../components/jour_element.ts";
import { navigation, placeOf } from "../components/navigation.ts";
import { notices } from "../components/notices.ts";
import { stateWords } from "../components/state_pill.ts";
import { Desk } from "../desk.ts";
import type { LoggedOut, Login, Me, Status } from "../model/contract.ts";
import { firstName, groupNames } from "../model/people.ts";
import { type PresenceState, colleagues } from "../model/presence.ts";
import { Refused } from "../model/questions.ts";
import { dayPart } from "../model/time.ts";
import { t } from "../texts/index.ts";

/** A connection that comes back at once is no news to the agent. */
const LOST_SHOWS_MS = 2_000;

/** An agent's workplace: frame, navigation, and the page in it, all fed by one Desk. */
export class Workplace extends JourElement {
  static override properties = {
    login: { attribute: false },
    path: {},
    notice: { state: true },
    wantedGroups: { state: true },
    wantedView: { state: true },
  };
  declare login: Login;
  declare path: string;
  /** What went wrong with the last thing that was asked for. */
  declare notice: string;
  declare wantedGroups: string[] | null;
  declare wantedView: string[] | null | undefined;
  readonly #desk = new Desk();

  constructor() {
    super();
    this.notice = "";
    this.wantedGroups = null;
    this.#desk.addEventListener("change", () => this.#deskChanged());
    this.#desk.addEventListener("ended", (event) => {
      this.emit("ended", (event as CustomEvent<LoggedOut | null>).detail);
    });
    this.#listen("status", (wish: { status: Status; reason: string | null }) => this.#setStatus(wish));
    this.#listen("groups", (groups: string[]) => this.#setGroups(groups));
    this.#listen("view", (groups: string[] | null) => this.#setView(groups));
    this.addEventListener("take-back", () => this.#desk.takeBack());
  }

  #listen<Detail>(name: string, act: (detail: Detail) => Promise<void>): void {
    this.addEventListener(name, (event) => void act((event as CustomEvent<Detail>).detail));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#desk.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#desk.stop();
  }

  #deskChanged(): void {
    this.requestUpdate();
    if (this.#desk.lostAt !== null) setTimeout(() => this.requestUpdate(), LOST_SHOWS_MS + 50);
  }

  async #setStatus(wish: { status: Status; reason: string | null }): Promise<void> {
    await this.#try(async () => {
      await this.#desk.setStatus(wish.status, wish.reason);
      const me = this.#desk.me;
      if (me !== null) announce(t("status.said", { state: stateWords(me) }));
    });
  }

  async #setGroups(groups: string[]): Promise<void> {
    this.wantedGroups = groups;
    await this.#try(() => this.#desk.setGroups(groups));
    if (this.wantedGroups !== groups) return;
    this.wantedGroups = null;
    const { me, presence } = this.#desk;
    if (me === null || presence === null || this.notice !== "") return;
    const names = groupNames(me.groups, presence.groups) || t("status.groups_none");
    announce(t("staffing.saved", { groups: names }));
  }

  async #setView(groups: string[] | null): Promise<void> {
    this.wantedView = groups;
    await this.#try(() => this.#desk.setView(groups));
    if (this.wantedView !== groups) return;
    this.wantedView = undefined;
    if (this.notice === "") announce(t("settings.view_saved"));
  }

  /** Does what was asked for; a refusal is shown, and what was shown before comes back. */
  async #try(act: () => Promise<void>): Promise<void> {
    this.notice = "";
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.notice = error.message;
    }
  }

  override render() {
    const { presence, me } = this.#desk;
    if (this.#desk.takenOver) {
      return html`<main class="front alone" id="main"><jour-taken-over></jour-taken-over></main>`;
    }
    const admin = this.login.user.roles.includes("admin");
    const place = placeOf(this.path, admin);
    const channel = me?.channel ?? this.login.session?.channel ?? "web";
    const others = presence === null ? 0 : colleagues(presence, null).length;
    return html`
      <div class="workplace">
        <aside class="side">
          <a class="mark" href="/">Jour</a>
          ${navigation(place, admin, others)}
          <p class="side-foot note">${this.login.organisation.name}</p>
        </aside>
        <div class="body">
          <header class="top">
            <h1 tabindex="-1">${this.#heading(place)}</h1>
            ${connectionState(this.#desk.connection, channel)}
            <jour-user-menu .name=${this.login.user.name} .admin=${admin} .agent=${true}>
            </jour-user-menu>
          </header>
          <main id="main">
            ${notices({
              lostAt: this.#lostAt(),
              channel,
              refusal: this.notice,
              dismiss: () => (this.notice = ""),
            })}
            ${presence === null || me === null
              ? html`<p class="waiting" role="status">${t("app.loading")}</p>`
              : this.#page(place, presence, me)}
          </main>
        </div>
      </div>
    `;
  }

  #heading(place: string): string {
    switch (place) {
      case "/kollegor":
        return t("colleagues.title");
      case "/installningar":
        return t("settings.title");
      case "/narvarologg":
        return t("log.title");
      case "/administration/telefonbok":
        return t("book.title");
      case "/losenord":
        return t("password.title");
      case "/administration":
        return t("admin.title");
      default: {
        const part = dayPart(new Date().getHours());
        return t(`greeting.${part}`, { name: firstName(this.login.user.name) });
      }
    }
  }

  /** When contact was lost, once it has been gone for long enough to be worth a word. */
  #lostAt(): Date | null {
    const { lostAt, me } = this.#desk;
    if (lostAt === null || me === null) return null;
    return Date.now() - lostAt.getTime() >= LOST_SHOWS_MS ? lostAt : null;
  }

  #page(place: string, presence: PresenceState, me: Me): TemplateResult {
    const status = html`
      <jour-status-card
        .me=${me}
        .groups=${presence.groups}
        .reasons=${presence.pauseReasons}
        .cutOff=${me.channel === "desktop" ? this.#lostAt() : null}
      ></jour-status-card>
    `;
    switch (place) {
      case "/kollegor":
        return html`
          ${status}
          <jour-colleague-list .presence=${presence} .heading=${true}></jour-colleague-list>
        `;
      case "/installningar":
        return html`
          <jour-settings .presence=${presence} .wanted=${this.wantedView}></jour-settings>
        `;
      case "/losenord":
        return html`
          <jour-change-password .login=${this.login} .framed=${true}></jour-change-password>
        `;
      case "/administration":
        return html`
          <jour-administration .login=${this.login} .framed=${true}></jour-administration>
        `;
      case "/administration/telefonbok":
        return html`<jour-phone-book .framed=${true}></jour-phone-book>`;
      case "/narvarologg":
        return html`<jour-presence-log .login=${this.login} .framed=${true}></jour-presence-log>`;
      default:
        return html`
          ${status}
          <div class="columns">
            <jour-staffing-card .presence=${presence} .me=${me} .wanted=${this.wantedGroups}>
            </jour-staffing-card>
            <jour-colleague-list .presence=${presence}></jour-colleague-list>
          </div>
        `;
    }
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { me } = this.#desk;
    const lost = this.#lostAt() !== null;
    const words = me === null ? "" : `${lost ? t("connection.offline") : stateWords(me)} · `;
    document.title = `${words}Jour`;
  }
}
