import { type PropertyValues, type TemplateResult, html } from "lit";
import { announceIn } from "./announce.ts";
import { PASSWORD_REQUIRED, Problem, Unreachable, endOf, logIn, logOut, session } from "./api.ts";
import { onReturn } from "./browser_wire.ts";
import { adminPage, isAdminPage } from "./components/admin_place.ts";
import { bareHeader, frontHeader } from "./components/front_header.ts";
import { JourElement } from "./components/jour_element.ts";
import { offlineNotice } from "./components/offline_notice.ts";
import type { LoggedIn, LoginWish } from "./components/login_form.ts";
import { speakTo } from "./language.ts";
import { isHelp } from "./model/help_topics.ts";
import { forget, remember, remembered } from "./preferences.ts";
import { followAddress, goTo, path } from "./router.ts";
import type { LoggedOut, Login } from "./model/contract.ts";
import { t } from "./texts/index.ts";

type Phase =
  | { name: "loading" }
  | { name: "unreachable" }
  | { name: "broken" }
  | { name: "out"; farewell: boolean }
  | { name: "ended"; end: LoggedOut }
  | { name: "in"; login: Login };

const ASK_AGAIN_MS = 10_000;

/** The whole client: is someone logged in, and which page does the address mean for them. */
export class JourApp extends JourElement {
  static override properties = {
    phase: { state: true },
    path: { state: true },
    alarm: { state: true },
  };
  declare phase: Phase;
  declare path: string;
  /** What went wrong with something that the whole client was asked for. */
  declare alarm: string;
  /** As what the one who must first change the password wanted to be logged in. */
  #wish: LoginWish | null = null;
  /** An agent's workplace is on screen, and stays there while its pages are turned. */
  #working = false;
  #endWatch: (() => void) | null = null;

  constructor() {
    super();
    // Where nobody was logged in, the form is there before a function that sleeps has answered.
    this.phase = remembered("login") === "on" ? { name: "loading" } : { name: "out", farewell: false };
    this.path = path();
    this.alarm = "";
    followAddress(() => (this.path = path()));
    this.addEventListener("logged-in", (e) => this.#enter((e as CustomEvent<LoggedIn>).detail));
    this.addEventListener("password-changed", (e) => void this.#goOn((e as CustomEvent<string>).detail));
    addEventListener(PASSWORD_REQUIRED, () => void this.#ask());
    this.addEventListener("ended", (e) => this.#end((e as CustomEvent<LoggedOut | null>).detail));
    this.addEventListener("log-out", () => void this.#leave());
    this.addEventListener("log-in-again", () => {
      this.phase = { name: "out", farewell: false };
      goTo("/handlaggare");
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#ask();
    this.#endWatch = onReturn(() => this.phase.name === "unreachable" && void this.#ask());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endWatch?.();
  }

  /**
   * Asks who is logged in; a server that does not answer is asked again. An answer that comes when
   * somebody has logged in meanwhile is of no use any more.
   */
  async #ask(): Promise<void> {
    const asked = this.phase;
    try {
      const login = await session();
      if (this.phase !== asked) return;
      if (login !== undefined) await this.#show(login);
      else if (asked.name !== "out") this.#end(null, false);
    } catch (error) {
      if (this.phase !== asked) return;
      if (error instanceof Problem && error.status === 401) this.#end(endOf(error), false);
      else if (error instanceof Problem || error instanceof Unreachable) this.#unreachable();
      else throw error;
    }
  }

  #unreachable(): void {
    this.phase = { name: "unreachable" };
    setTimeout(() => this.phase.name === "unreachable" && void this.#ask(), ASK_AGAIN_MS);
  }

  #enter({ login, wish }: LoggedIn): void {
    this.alarm = "";
    this.#wish = login.password.must_change ? wish : null;
    goTo("/");
    void this.#show(login);
  }

  /** After a forced change: in, as what was wanted before it came between. */
  async #goOn(password: string): Promise<void> {
    if (this.phase.name !== "in" || !this.phase.login.password.must_change) return;
    const wish = this.#wish;
    this.#wish = null;
    goTo("/");
    try {
      if (wish?.agent) return await this.#show(await logIn({ ...wish, password }));
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.alarm = t("password.done_but", { why: error.message || t("login.network") });
    }
    await this.#ask();
  }

  /** The agents' part of the client is fetched when an agent needs it. */
  async #show(login: Login): Promise<void> {
    try {
      await import("./password.ts");
      if (!login.password.must_change) await parts(login);
    } catch {
      // A part that can't be fetched: the network went, or a new version replaced this one.
      this.phase = { name: "broken" };
      return;
    }
    speakTo(login);
    remember("login", "on");
    this.phase = { name: "in", login };
  }

  #end(end: LoggedOut | null, farewell = true): void {
    speakTo(null);
    forget("login");
    this.phase = end === null ? { name: "out", farewell } : { name: "ended", end };
  }

  /** Logs out. Without the server's word the login still stands, so nothing is shown as over. */
  async #leave(): Promise<void> {
    this.alarm = "";
    try {
      await logOut();
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      if (!(error instanceof Problem) || error.status !== 401) {
        this.alarm = t("menu.logout_failed");
        return;
      }
    }
    this.#end(null);
    goTo("/");
  }

  override render() {
    return html`
      <a class="skip" href="#main">${t("app.skip")}</a>
      ${this.alarm ? html`<p class="alarm stuck" role="alert">${this.alarm}</p>` : ""}
      ${this.#page()}
      <jour-update-bar></jour-update-bar>
      <p class="visually-hidden" role="status" id="announcer"></p>
    `;
  }

  #page(): TemplateResult {
    if (this.path === "/outbox") return this.#outbox();
    if (this.path === "/phones") return this.#phones();
    const { phase } = this;
    const login = phase.name === "in" ? phase.login : null;
    if (login === null) this.#working = false;
    // Opened by its address, the help takes no other tab's place as the workplace would.
    if (isHelp(this.path) && !this.#working) return this.#help(login);
    if (login?.password.must_change) return this.#forced(login);
    if (login !== null && this.path === "/wall") return this.#wall(login);
    if (login !== null && login.session !== null) {
      this.#working = true;
      return html`<jour-workplace .login=${login} .path=${this.path}></jour-workplace>`;
    }
    return html`
      ${frontHeader(login, this.path)}
      <main class="front" id="main">${this.#front()}</main>
    `;
  }

  #outbox(): TemplateResult {
    void import("./outbox.ts");
    return html`${bareHeader()}<main class="front" id="main"><jour-outbox></jour-outbox></main>`;
  }

  #phones(): TemplateResult {
    void import("./phones.ts");
    return html`${bareHeader()}<main class="front" id="main"><jour-phones></jour-phones></main>`;
  }

  /** For everybody, also while nobody is logged in, a password must be changed, or nothing answers. */
  #help(login: Login | null): TemplateResult {
    void import("./help.ts");
    const header = login?.password.must_change ? bareHeader() : frontHeader(login, this.path);
    return html`
      ${header}
      <main class="front wide" id="main">
        <jour-help .path=${this.path} .serviceNumber=${login?.service_number ?? null}></jour-help>
      </main>
    `;
  }

  #wall(login: Login): TemplateResult {
    void import("./wall.ts");
    return html`<jour-wall .login=${login}></jour-wall>`;
  }

  /** Nothing else can be reached, except the way out. */
  #forced(login: Login): TemplateResult {
    return html`
      ${bareHeader()}
      <main class="front" id="main">
        <jour-change-password .login=${login} .forced=${true}></jour-change-password>
        <button class="plain way-out" @click=${() => void this.#leave()}>${t("menu.logout")}</button>
      </main>
    `;
  }

  #front(): TemplateResult {
    const { phase } = this;
    switch (phase.name) {
      case "loading":
        return html`<p class="waiting" role="status">${t("app.loading")}</p>`;
      case "unreachable":
        return offlineNotice(() => void this.#ask());
      case "broken":
        return broken();
      case "ended":
        return html`<jour-ended .end=${phase.end}></jour-ended>`;
      case "out":
        if (this.path === "/handlaggare") return html`<jour-agent-login></jour-agent-login>`;
        if (this.path === "/glomt-losenord") return html`<jour-forgotten></jour-forgotten>`;
        return html`<jour-login .farewell=${phase.farewell}></jour-login>`;
      case "in":
        return this.#plain(phase.login);
    }
  }

  #plain(login: Login): TemplateResult {
    const admin = login.user.roles.includes("admin");
    if (this.path === "/handlaggare") return html`<jour-agent-login></jour-agent-login>`;
    if (this.path === "/losenord") {
      return html`<jour-change-password .login=${login}></jour-change-password>`;
    }
    if (admin && isAdminPage(this.path)) {
      return adminPage({ path: this.path, login, framed: false, presence: null });
    }
    return html`<jour-plain .login=${login}></jour-plain>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    announceIn(this.querySelector("#announcer"));
    const was = changed.get("phase");
    const turned = (was !== undefined && was.name !== "loading") || changed.get("path") !== undefined;
    if (turned) void this.#focusHeading();
    if (!this.#working) void this.#titlePage();
  }

  /** Tabs and histories tell pages apart; the workplace's tab tells my status instead. */
  async #titlePage(): Promise<void> {
    await new Promise(requestAnimationFrame);
    const heading = this.querySelector("h1")?.textContent?.trim();
    document.title = heading ? `${heading} · Jour` : "Jour";
  }

  /** A new page begins at its heading, for those who read by ear. */
  async #focusHeading(): Promise<void> {
    await new Promise(requestAnimationFrame);
    this.querySelector<HTMLElement>("h1")?.focus();
  }
}

function broken(): TemplateResult {
  return html`
    <section class="card entry notice" role="alert">
      <p class="lead">${t("app.broken")}</p>
      <button class="secondary" @click=${() => location.reload()}>${t("app.retry")}</button>
    </section>
  `;
}

/** Fetches what this login needs: menu, workplace, administration. */
async function parts({ session, user }: Login): Promise<void> {
  await Promise.all([
    import("./menu.ts"),
    session === null ? null : import("./workplace.ts"),
    user.roles.includes("admin") ? import("./administration.ts") : null,
  ]);
}
