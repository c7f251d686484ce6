import { type PropertyValues, type TemplateResult, html } from "lit";
import { announceIn } from "./announce.ts";
import { PASSWORD_REQUIRED, Problem, Unreachable, endOf, logIn, logOut, session } from "./api.ts";
import { bareHeader, frontHeader } from "./components/front_header.ts";
import { JourElement } from "./components/jour_element.ts";
import type { LoggedIn, LoginWish } from "./components/login_form.ts";
import { CALL_LISTS, CHAT_LOG, DO_NOT_CALL_PAGE, isGroups, listPage, userPage } from "./model/addresses.ts";
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

  constructor() {
    super();
    this.phase = { name: "loading" };
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
  }

  /** Asks who is logged in; a server that does not answer is asked again. */
  async #ask(): Promise<void> {
    try {
      await this.#show(await session());
    } catch (error) {
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
    this.phase = { name: "in", login };
  }

  #end(end: LoggedOut | null, farewell = true): void {
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
    this.phase = { name: "out", farewell: true };
    goTo("/");
  }

  override render() {
    return html`
      <a class="skip" href="#main">${t("app.skip")}</a>
      ${this.alarm ? html`<p class="alarm stuck" role="alert">${this.alarm}</p>` : ""}
      ${this.#page()}
      <p class="visually-hidden" role="status" id="announcer"></p>
    `;
  }

  #page(): TemplateResult {
    if (this.path === "/outbox") return this.#outbox();
    if (this.path === "/phones") return this.#phones();
    const { phase } = this;
    const login = phase.name === "in" ? phase.login : null;
    if (login?.password.must_change) return this.#forced(login);
    if (login !== null && this.path === "/wall") return this.#wall(login);
    if (login !== null && login.session !== null) {
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
        return this.#again("app.offline_start", () => void this.#ask());
      case "broken":
        return this.#again("app.broken", () => location.reload());
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
    if (admin && this.path === "/administration") {
      return html`<jour-administration .login=${login}></jour-administration>`;
    }
    if (admin && userPage(this.path) !== null) {
      return html`<jour-user .login=${login} .path=${this.path}></jour-user>`;
    }
    if (admin && isGroups(this.path)) {
      return html`<jour-groups .path=${this.path}></jour-groups>`;
    }
    if (admin && this.path === CALL_LISTS) return html`<jour-call-lists></jour-call-lists>`;
    if (admin && this.path === CHAT_LOG) return html`<jour-chat-log></jour-chat-log>`;
    if (admin && this.path === DO_NOT_CALL_PAGE) return html`<jour-do-not-call></jour-do-not-call>`;
    if (admin && listPage(this.path) !== null) {
      return html`<jour-call-list .path=${this.path}></jour-call-list>`;
    }
    if (admin && this.path === "/administration/telefonbok") {
      return html`<jour-phone-book></jour-phone-book>`;
    }
    if (admin && this.path === "/narvarologg") {
      return html`<jour-presence-log .login=${login}></jour-presence-log>`;
    }
    return html`<jour-plain .login=${login}></jour-plain>`;
  }

  #again(text: "app.offline_start" | "app.broken", act: () => void): TemplateResult {
    return html`
      <section class="card entry notice" role="alert">
        <p class="lead">${t(text)}</p>
        <button class="secondary" @click=${act}>${t("app.retry")}</button>
      </section>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    announceIn(this.querySelector("#announcer"));
    const was = changed.get("phase");
    const turned = (was !== undefined && was.name !== "loading") || changed.get("path") !== undefined;
    if (turned) void this.#focusHeading();
  }

  /** A new page begins at its heading, for those who read by ear. */
  async #focusHeading(): Promise<void> {
    await new Promise(requestAnimationFrame);
    this.querySelector<HTMLElement>("h1")?.focus();
  }
}

/** Fetches what this login needs: menu, workplace, administration. */
async function parts({ session, user }: Login): Promise<void> {
  await Promise.all([
    import("./menu.ts"),
    session === null ? null : import("./workplace.ts"),
    user.roles.includes("admin") ? import("./administration.ts") : null,
  ]);
}
