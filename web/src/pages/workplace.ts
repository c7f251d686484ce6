import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import CLOSE from "lucide-static/icons/x.svg";
import { announce } from "../announce.ts";
import { icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import { navigation, placeOf } from "../components/navigation.ts";
import { stateWords } from "../components/state_pill.ts";
import { Desk } from "../desk.ts";
import type { LoggedOut, Login, Me, Status } from "../model/contract.ts";
import { firstName, groupNames } from "../model/people.ts";
import { type PresenceState, colleagues } from "../model/presence.ts";
import { Refused } from "../model/questions.ts";
import { clock, dayPart } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";

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
            ${this.#heading(place)} ${this.#connection()}
            <jour-user-menu .name=${this.login.user.name} .admin=${admin}></jour-user-menu>
          </header>
          <main id="main">
            ${this.#notices()}
            ${presence === null || me === null
              ? html`<p class="waiting" role="status">${t("app.loading")}</p>`
              : this.#page(place, presence, me)}
          </main>
        </div>
      </div>
    `;
  }

  #heading(place: string): TemplateResult {
    const name = firstName(this.login.user.name);
    switch (place) {
      case "/kollegor":
        return html`<h1 tabindex="-1">${t("colleagues.title")}</h1>`;
      case "/installningar":
        return html`<h1 tabindex="-1">${t("settings.title")}</h1>`;
      case "/narvarologg":
        return html`<h1 tabindex="-1">${t("log.title")}</h1>`;
      default: {
        const part = dayPart(new Date().getHours());
        return html`<h1 tabindex="-1">${t(`greeting.${part}`, { name })}</h1>`;
      }
    }
  }

  #connection(): TemplateResult {
    const now = this.#desk.connection;
    const state = now === "stopped" ? "connecting" : now;
    const channel = this.#desk.me?.channel ?? this.login.session?.channel ?? "web";
    return html`
      <p class="connection ${state}" role="status">
        <span>${t(`connection.${state}`)}</span>
        <span class="connection-kind">${t(`channel.${channel}`)}</span>
      </p>
    `;
  }

  #notices(): TemplateResult {
    const { lostAt, me } = this.#desk;
    const lost = lostAt !== null && Date.now() - lostAt.getTime() >= LOST_SHOWS_MS && me !== null;
    const text = me?.channel === "desktop" ? t("connection.lost_desktop") : t("connection.lost");
    return html`
      <div class="notices" role="alert">
        ${lost
          ? html`<p class="alarm">${text} ${t("connection.as_of", { time: clock(lostAt, locale()) })}</p>`
          : nothing}
        ${this.notice === "" ? nothing : this.#noticeBox()}
      </div>
    `;
  }

  #noticeBox(): TemplateResult {
    return html`
      <div class="alarm">
        <p>${this.notice}</p>
        <button type="button" class="plain" aria-label=${t("action.close")} @click=${() => (this.notice = "")}>
          ${icon(CLOSE)}
        </button>
      </div>
    `;
  }

  #page(place: string, presence: PresenceState, me: Me): TemplateResult {
    const status = html`
      <jour-status-card .me=${me} .groups=${presence.groups} .reasons=${presence.pauseReasons}>
      </jour-status-card>
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
    document.title = me === null ? "Jour" : `${stateWords(me)} · Jour`;
  }
}
