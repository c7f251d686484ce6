import { type PropertyValues, type TemplateResult, html } from "lit";
import { announceIn } from "./announce.ts";
import { Problem, Unreachable, endOf, logOut, session } from "./api.ts";
import { JourElement } from "./components/jour_element.ts";
import { followAddress, goTo, path } from "./router.ts";
import type { LoggedOut, Login } from "./model/contract.ts";
import { remember } from "./preferences.ts";
import { locale, setLocale, t } from "./texts/index.ts";

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
    stuck: { state: true },
  };
  declare phase: Phase;
  declare path: string;
  /** Logging out was tried and did not work. */
  declare stuck: boolean;

  constructor() {
    super();
    this.phase = { name: "loading" };
    this.path = path();
    this.stuck = false;
    followAddress(() => (this.path = path()));
    this.addEventListener("logged-in", (e) => this.#enter((e as CustomEvent<Login>).detail));
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

  #enter(login: Login): void {
    goTo("/");
    void this.#show(login);
  }

  /** The agents' part of the client is fetched when an agent needs it. */
  async #show(login: Login): Promise<void> {
    try {
      if (login.session !== null) await import("./workplace.ts");
      if (login.user.roles.includes("admin")) await import("./administration.ts");
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
    this.stuck = false;
    try {
      await logOut();
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      if (!(error instanceof Problem) || error.status !== 401) {
        this.stuck = true;
        return;
      }
    }
    this.phase = { name: "out", farewell: true };
    goTo("/");
  }

  override render() {
    return html`
      <a class="skip" href="#main">${t("app.skip")}</a>
      ${this.stuck ? html`<p class="alarm stuck" role="alert">${t("menu.logout_failed")}</p>` : ""}
      ${this.#page()}
      <p class="visually-hidden" role="status" id="announcer"></p>
    `;
  }

  #page(): TemplateResult {
    const { phase } = this;
    if (phase.name === "in" && phase.login.session !== null) {
      return html`<jour-workplace .login=${phase.login} .path=${this.path}></jour-workplace>`;
    }
    return html`
      <header class="front-top">
        <a class="mark" href="/">Jour</a>
        <button class="plain" lang=${locale() === "sv" ? "en" : "sv"} @click=${this.#otherLanguage}>
          ${t("menu.language")}
        </button>
      </header>
      <main class="front" id="main">${this.#front()}</main>
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
        return html`<jour-login .farewell=${phase.farewell}></jour-login>`;
      case "in":
        return this.#plain(phase.login);
    }
  }

  #plain(login: Login): TemplateResult {
    if (this.path === "/handlaggare") return html`<jour-agent-login></jour-agent-login>`;
    if (this.path === "/narvarologg") {
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

  readonly #otherLanguage = (): void => {
    const next = locale() === "sv" ? "en" : "sv";
    remember("language", next);
    setLocale(next);
  };

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
