import { type PropertyValues, type TemplateResult, html } from "lit";
import { announce } from "../announce.ts";
import { setPageTitle, showsCaller, watchOverAttention } from "../attention.ts";
import { adminHeading, adminPage, isAdminPage } from "../components/admin_place.ts";
import type { CallMenu } from "../components/call_menu.ts";
import { connectionState } from "../components/connection_state.ts";
import { JourElement } from "../components/jour_element.ts";
import { type Counts, navigation, placeOf } from "../components/navigation.ts";
import { notices } from "../components/notices.ts";
import { ownDistance } from "../components/own_distance.ts";
import { stateWords } from "../components/state_pill.ts";
import { Problem, Unreachable } from "../api.ts";
import { report, requeue, ringUp } from "../callbacks_api.ts";
import { ChatDesk } from "../chat_desk.ts";
import { Desk } from "../desk.ts";
import type { SoftphoneAct } from "../model/softphone.ts";
import { SoftphoneDesk } from "../softphone_desk.ts";
import { withdrawHop } from "../forward_api.ts";
import { OfferAlarm, offerAttention } from "../offer_attention.ts";
import type { Handling, LoggedOut, Login, Me, Report, Status } from "../model/contract.ts";
import { CHATS, chatsPage } from "../model/addresses.ts";
import { HELP, isHelp } from "../model/help_topics.ts";
import { firstName, groupNames } from "../model/people.ts";
import { type PresenceState, colleagues } from "../model/presence.ts";
import { Refused } from "../model/questions.ts";
import { startPush, wantsPush } from "../push.ts";
import { oldestFirst, shownQueues } from "../model/queue.ts";
import { dayPart } from "../model/time.ts";
import { type TextKey, t } from "../texts/index.ts";
import { setOccupied } from "../updates.ts";
import { type Shown, deskTemplate, occupationTemplate, statusTemplate, takesCalls } from "./desk.ts";

/** A connection that comes back at once is no news to the agent. */
const LOST_SHOWS_MS = 2_000;

/** Every page but the desk, which greets. */
const HEADINGS: Record<string, TextKey> = {
  "/ko": "queue.heading",
  "/kollegor": "colleagues.title",
  "/dagens-samtal": "day.title",
  "/installningar": "settings.title",
  "/losenord": "password.title",
  [CHATS]: "chats.title",
};

/** An agent's workplace: frame, navigation, and the page in it, all fed by one Desk. */
export class Workplace extends JourElement {
  static override properties = {
    login: { attribute: false },
    path: {},
    notice: { state: true },
    wantedGroups: { state: true },
    wantedView: { state: true },
    softphoneFailed: { state: true },
  };
  declare login: Login;
  declare path: string;
  /** What went wrong with the last thing that was asked for. */
  declare notice: string;
  declare wantedGroups: string[] | null;
  declare wantedView: string[] | null | undefined;
  /** The part of the client that a softphone needs could not be fetched. */
  declare softphoneFailed: boolean;
  readonly #desk = new Desk();
  readonly #softphone = new SoftphoneDesk();
  readonly #alarm = new OfferAlarm();
  readonly #chats = new ChatDesk(this, this.#desk, (act) => this.#try(act));
  #told = "";
  #endWatch: (() => void) | null = null;

  constructor() {
    super();
    this.notice = "";
    this.wantedGroups = null;
    this.softphoneFailed = false;
    this.#desk.addEventListener("change", () => this.#deskChanged());
    this.#desk.addEventListener("ended", (event) => {
      this.emit("ended", (event as CustomEvent<LoggedOut | null>).detail);
    });
    this.#listen("status", (wish: { status: Status; reason: string | null }) => this.#setStatus(wish));
    this.#listen("groups", (groups: string[]) => this.#setGroups(groups));
    this.#listen("handle", (act: Handling) => this.#try(() => this.#desk.handle(act)));
    this.#listen("softphone", (act: SoftphoneAct) => this.#softphone.act(act));
    this.#softphone.addEventListener("change", () => this.requestUpdate());
    this.#softphone.addEventListener("tell", (event) => void this.#tell((event as CustomEvent<Handling>).detail));
    this.#listen("ring-up", (contact: string) => this.#try(() => ringUp(contact)));
    this.#listen("report", (how: Report) => this.#try(() => report(how)));
    this.#listen("requeue", (contact: string) => this.#requeue(contact));
    this.addEventListener("ask-gates", () => this.#desk.askGates());
    this.#listen("view", (groups: string[] | null) => this.#setView(groups));
    this.#listenToCalls();
    this.addEventListener("take-back", () => this.#desk.takeBack());
  }

  #listen<Detail>(name: string, act: (detail: Detail) => Promise<void>): void {
    this.addEventListener(name, (event) => void act((event as CustomEvent<Detail>).detail));
  }

  /** A call's card asks for the menu in which it is sent on. */
  #listenToCalls(): void {
    this.addEventListener("send-on", (event) => {
      const { contact, as } = (event as CustomEvent<{ contact: string; as: "forward" | "conference" }>).detail;
      this.querySelector<CallMenu>("jour-call-menu")?.show(contact, as);
    });
    this.#listen("withdraw-hop", (contact: string) => this.#try(() => withdrawHop(contact)));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#endWatch = watchOverAttention();
    this.#desk.start();
    void this.#keepPushing();
    this.#chats.start();
    this.#softphone.start(this.login.telephony ?? null).catch(() => (this.softphoneFailed = true));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#alarm.follow(null);
    this.#chats.stop();
    this.#endWatch?.();
    setPageTitle("Jour");
    setOccupied(false);
    this.#desk.stop();
    this.#softphone.stop();
  }

  /** This login is another than the one that had the browser's subscription. */
  async #keepPushing(): Promise<void> {
    if (!wantsPush()) return;
    try {
      await startPush();
    } catch (error) {
      // The desk tells of every offer itself; the settings tell what is wrong.
      console.info("No push messages", error);
    }
  }

  #deskChanged(): void {
    this.requestUpdate();
    this.#tellUnheard();
    if (this.#desk.lostAt !== null) setTimeout(() => this.requestUpdate(), LOST_SHOWS_MS + 50);
  }

  /** Of a call that the softphone was in before the server was heard of again. */
  #tellUnheard(): void {
    const { me } = this.#desk;
    const unheard = me === null ? null : this.#softphone.unheard(me);
    const of = unheard === null ? "" : `${unheard.action}:${me?.contact?.id}`;
    if (of === this.#told) return;
    this.#told = of;
    if (unheard !== null) void this.#tell(unheard);
  }

  /** Connect's events say the same, perhaps later; so a refusal is no news to anybody. */
  async #tell(handling: Handling): Promise<void> {
    try {
      await this.#desk.handle(handling);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
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

  async #requeue(contact: string): Promise<void> {
    await this.#try(() => requeue(contact));
    if (this.notice === "") announce(t("calls.requeued"));
  }

  /** Does what was asked for; a refusal is shown, and what was shown before comes back. */
  async #try(act: () => Promise<void>): Promise<void> {
    this.notice = "";
    try {
      await act();
    } catch (error) {
      this.notice = whyNot(error);
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
    return html`
      <div class="workplace">
        <aside class="side">
          <a class="mark" href="/">Jour</a>
          ${navigation(place, admin, {
            counts: this.#counts(presence, me),
            coming: this.#desk.connection === "connecting" || this.#desk.connection === "connected",
          })}
          <div class="side-foot">
            <a class="help-link" href=${HELP}>${t("help.title")}</a>
            <p class="note">${this.login.organisation.name}</p>
          </div>
        </aside>
        <div class="body">
          <header class="top">
            <h1 tabindex="-1">${this.#heading(place)}</h1>
            ${connectionState(this.#desk.connection, channel)}
            <jour-call-menu
              .agent=${true}
              .news=${callNews(me, presence)}
              .offered=${me?.state === "offered"}
            ></jour-call-menu>
            <jour-user-menu .name=${this.login.user.name} .admin=${admin} .agent=${true}>
            </jour-user-menu>
          </header>
          <main id="main">
            ${notices({
              lostAt: this.#lostAt(),
              channel,
              softphone: this.softphoneFailed ? "failed" : this.#softphone.trouble,
              refusal: this.notice,
              dismiss: () => (this.notice = ""),
            })}
            ${presence === null || me === null
              ? html`<p class="waiting" role="status">${t("app.loading")}</p>`
              : this.#page(place, this.#shown(presence, me))}
          </main>
        </div>
      </div>
    `;
  }

  #heading(place: string): string {
    if (isHelp(place)) return t("help.title");
    const heading = HEADINGS[chatsPage(place) === null ? place : CHATS];
    if (heading !== undefined) return t(heading);
    const administration = adminHeading(place);
    if (administration !== null) return administration;
    const part = dayPart(new Date().getHours());
    return t(`greeting.${part}`, { name: firstName(this.login.user.name) });
  }

  /** When contact was lost, once it has been gone for long enough to be worth a word. */
  #lostAt(): Date | null {
    const { lostAt, me } = this.#desk;
    if (lostAt === null || me === null) return null;
    return Date.now() - lostAt.getTime() >= LOST_SHOWS_MS ? lostAt : null;
  }

  #shown(presence: PresenceState, me: Me): Shown {
    const admin = this.login.user.roles.includes("admin");
    const reader = { groups: me.groups, admin };
    const line = this.login.telephony == null ? null : this.#softphone.line;
    return { desk: this.#desk, presence, me, reader, line, lostAt: this.#lostAt() };
  }

  #counts(presence: PresenceState | null, me: Me | null): Counts | null {
    if (presence === null || me === null) return null;
    return { ...countsOf(presence), chats: ChatDesk.isFor(me) ? this.#chats.unread : null };
  }

  #page(place: string, shown: Shown): TemplateResult {
    const { presence, me } = shown;
    return html`
      ${this.#chats.offers(presence, me)}
      ${chatsPage(place) === null
        ? this.#known(place, shown)
        : html`${statusTemplate(shown, true, takesCalls(shown))} ${this.#chats.page(place, presence)}`}
    `;
  }

  #known(place: string, shown: Shown): TemplateResult {
    const { presence, me, reader } = shown;
    switch (place) {
      case "/":
        return deskTemplate(shown, this.wantedGroups, this.login.distance, this.#chats.card(presence, me));
      case "/kollegor":
        return html`
          ${statusTemplate(shown)}
          <jour-colleague-list .presence=${presence} .heading=${true}></jour-colleague-list>
        `;
      case "/ko":
        return html`
          ${statusTemplate(shown)}
          <jour-queue .presence=${presence} .reader=${reader}></jour-queue>
        `;
      case "/dagens-samtal":
        return html`
          ${statusTemplate(shown)}
          <jour-calls .presence=${presence} .reader=${reader}></jour-calls>
        `;
      default:
        return html`${occupationTemplate(shown)} ${this.#further(place, shown)}`;
    }
  }

  /** Pages that are not about calls: an offer still shows above them. */
  #further(place: string, { presence, me }: Shown): TemplateResult {
    const { login } = this;
    if (isHelp(place)) return helpTemplate(place, login);
    switch (place) {
      case "/losenord":
        return html`<jour-change-password .login=${login} .framed=${true}></jour-change-password>`;
      default:
        if (isAdminPage(place)) return adminPage({ path: place, login, framed: true, presence });
        return html`
          <div class="column">
            ${ownDistance(login.distance, me.available_groups)}
            <section class="card panel"><jour-own-forwarding place="page"></jour-own-forwarding></section>
            ${this.#chats.settings(me)}
            <jour-settings .presence=${presence} .wanted=${this.wantedView}></jour-settings>
          </div>
        `;
    }
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { me, presence } = this.#desk;
    setPageTitle([...titleWords(me, presence, this.#lostAt() !== null), "Jour"].join(" · "));
    setOccupied(me !== null && !["available", "paused"].includes(me.state));
    const waitingSince = presence?.occupation.waitingSince ?? null;
    const asks = me !== null && presence !== null && !this.#desk.takenOver;
    const groups = presence?.groups ?? [];
    this.#alarm.follow(
      asks ? offerAttention({ me, groups, waitingSince, showsCaller: showsCaller() }) : null,
    );
    this.#chats.follow();
  }
}

/** The help beside my status, which goes on meanwhile. */
function helpTemplate(path: string, { service_number = null }: Login): TemplateResult {
  void import("../help.ts");
  return html`<jour-help .path=${path} .serviceNumber=${service_number} .framed=${true}></jour-help>`;
}

/** What to say of a refusal, over the socket or over HTTP; anything else is a fault of ours. */
function whyNot(error: unknown): string {
  if (error instanceof Unreachable) return t("action.no_contact");
  if (error instanceof Refused || error instanceof Problem) return error.message;
  throw error;
}

/** Differs whenever the calls that I have may differ. */
function callNews(me: Me | null, presence: PresenceState | null): string {
  if (me === null || presence === null) return "";
  const mine = [...presence.calls.values()].filter(({ agent }) => agent === me.user);
  const live = mine.filter(({ outcome }) => outcome === "talking" || outcome === "offered");
  return [me.state, me.contact?.id, ...live.map((call) => `${call.contact}:${call.version}`)].join(" ");
}

function countsOf(presence: PresenceState): Omit<Counts, "chats"> {
  const queue = oldestFirst(shownQueues(presence)).length;
  return { queue, colleagues: colleagues(presence, null).length };
}

/** What the tab says first, while nothing calls for attention. */
function titleWords(me: Me | null, presence: PresenceState | null, lost: boolean): string[] {
  if (me === null || presence === null) return [];
  if (lost) return [t("connection.offline")];
  return [stateWords(me)];
}
