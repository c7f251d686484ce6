import { type TemplateResult, html, nothing } from "lit";
import { announce } from "../announce.ts";
import { askDialog } from "../components/ask_dialog.ts";
import { backLink } from "../components/back_link.ts";
import type { ShownColumn } from "../components/data_table.ts";
import { failureWords } from "../components/failure_words.ts";
import { JourElement } from "../components/jour_element.ts";
import { statePill } from "../components/state_pill.ts";
import { groups } from "../administration_api.ts";
import { userAddress } from "../model/addresses.ts";
import type { Group } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { type PresenceState, colleagues } from "../model/presence.ts";
import { moment } from "../model/time.ts";
import { type Present, type PresentAgent, logOutUser, present } from "../oversight_api.ts";
import { listed, locale, t } from "../texts/index.ts";

/** How often it is asked who is here; the socket tells agents sooner. */
const AGAIN_MS = 5_000;
const BY_NAME = { column: "name", descending: false };

interface LoggedIn extends Omit<PresentAgent, "groups" | "version" | "misses"> {
  groups: string[];
  agent: boolean;
}

/** Who is logged in, in which state; why somebody gets no calls; logging somebody out (B1, B6). */
export class LoggedInPage extends JourElement {
  static override properties = {
    me: {},
    framed: { attribute: false },
    presence: { attribute: false },
    there: { state: true },
    groups: { state: true },
    failure: { state: true },
    why: { state: true },
    leaving: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };
  declare me: string;
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  /** Live, for an administrator who is logged in as an agent; null for others. */
  declare presence: PresenceState | null;
  declare there: Present | null;
  declare groups: Group[];
  declare failure: string;
  /** Whose gates are on show. */
  declare why: LoggedIn | null;
  /** Whom the dialog asks to log out. */
  declare leaving: LoggedIn | null;
  declare busy: boolean;
  declare refusal: string;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.framed = this.busy = false;
    this.presence = this.there = this.why = this.leaving = null;
    this.groups = [];
    this.failure = this.refusal = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#read(), AGAIN_MS);
    void this.#read();
    void this.#readGroups();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render() {
    return html`
      <div class="admin">
        ${backLink()} ${this.framed ? nothing : html`<h1 tabindex="-1">${t("present.title")}</h1>`}
        ${this.#unstaffed()}
        ${this.refusal ? html`<p class="alarm" role="alert">${this.refusal}</p>` : nothing}
        ${this.there === null && this.failure === ""
          ? html`<p class="waiting" role="status">${t("app.loading")}</p>`
          : this.#everybody()}
        ${this.#gates()} ${this.#question()}
      </div>
    `;
  }

  /** Shown together with what may stand above it. */
  #everybody(): TemplateResult {
    return html`
      <section class="card panel" aria-labelledby="here-title">
        <header class="panel-head">
          <h2 id="here-title" class="visually-hidden">${t("present.title")}</h2>
          <p class="note">${t(this.presence === null ? "present.fresh" : "present.live")}</p>
        </header>
        <jour-data-table
          name="present"
          .label=${t("present.title")}
          .columns=${this.#columns()}
          .rows=${this.#rows()}
          .key=${(one: LoggedIn) => `${one.user}:${one.agent ? "agent" : one.logged_in_at}`}
          .sorting=${BY_NAME}
          .searchLabel=${t("present.search")}
          .empty=${t("present.none")}
          .failure=${this.there === null ? this.failure : ""}
          @table-retry=${() => void this.#read()}
        ></jour-data-table>
        ${this.there !== null && this.failure
          ? html`<p class="panel-foot note refusal" role="alert">${this.failure}</p>`
          : nothing}
      </section>
    `;
  }

  #unstaffed(): TemplateResult | typeof nothing {
    const names = (this.there?.unstaffed ?? []).map(({ name }) => name);
    if (names.length === 0) return nothing;
    return html`<p class="follows grave">${t("present.unstaffed", { groups: listed(names) })}</p>`;
  }

  #rows(): LoggedIn[] | null {
    const { there } = this;
    if (there === null) return null;
    const others = there.others.map((one) => ({
      ...one,
      channel: "web" as const,
      state: "available" as const,
      reason: null,
      since: one.logged_in_at,
      groups: [],
      agent: false,
    }));
    return [...this.#agents(there).map((one) => ({ ...one, agent: true })), ...others];
  }

  /** The socket's word is newer; when somebody logged in, only the server's answer says. */
  #agents(there: Present): Omit<LoggedIn, "agent">[] {
    if (this.presence === null || this.presence.view !== null) return there.agents;
    const known = new Map(there.agents.map((one) => [one.user, one]));
    return colleagues(this.presence, null).map((one) => ({
      ...one,
      logged_in_at: known.get(one.user)?.logged_in_at ?? one.since,
    }));
  }

  #columns(): ShownColumn<LoggedIn>[] {
    return [
      {
        id: "name",
        label: t("user.name"),
        value: ({ name, user }) => `${name} ${user}`,
        cell: ({ name, user, channel, agent }) => html`
          <a class="person-who" href=${userAddress(user, agent ? "callcenter" : "details")}>
            <span>${name}</span>
            <span class="note only-narrow">${t(agent ? `channel.${channel}` : "log.plain")}</span>
          </a>
        `,
      },
      {
        id: "channel",
        label: t("log.how"),
        value: ({ channel, agent }) => t(agent ? `channel.${channel}` : "log.plain"),
        wide: true,
      },
      {
        id: "state",
        label: t("present.state"),
        value: ({ state, agent }) => (agent ? t(`state.${state}`) : null),
        cell: (one) =>
          one.agent
            ? html`${statePill(one)} <jour-since class="note" .since=${one.since} .state=${one.state}></jour-since>`
            : "",
      },
      { id: "groups", label: t("groups.title"), value: ({ groups: ids }) => groupNames(ids, this.groups), wide: true },
      {
        id: "at",
        label: t("present.at"),
        value: ({ logged_in_at }) => Date.parse(logged_in_at),
        search: false,
        wide: true,
        cell: ({ logged_in_at: at }) => html`
          <time datetime=${at}>${moment(new Date(at), new Date(), locale())}</time>
        `,
      },
      { id: "acts", label: t("present.acts"), value: () => null, plain: true, search: false, cell: (one) => this.#acts(one) },
    ];
  }

  #acts(one: LoggedIn): TemplateResult {
    return html`
      <span class="row-acts">
        ${one.agent
          ? html`
              <button
                type="button"
                class="secondary small"
                aria-expanded=${this.why?.user === one.user ? "true" : "false"}
                aria-label=${t("present.why_of", { name: one.name })}
                @click=${() => void this.#show(one)}
              >
                ${t("present.why_short")}
              </button>
            `
          : nothing}
        ${one.user === this.me
          ? nothing
          : html`
              <button
                type="button"
                class="secondary small"
                aria-label=${t("present.log_out_of", { name: one.name })}
                @click=${() => (this.leaving = one)}
              >
                ${t("present.log_out")}
              </button>
            `}
      </span>
    `;
  }

  async #show(one: LoggedIn): Promise<void> {
    this.why = this.why?.user === one.user ? null : one;
    if (this.why === null) return;
    await this.updateComplete;
    this.querySelector<HTMLElement>("#why-title")?.focus();
  }

  #gates(): TemplateResult | typeof nothing {
    const { why } = this;
    if (why === null) return nothing;
    return html`
      <section class="card panel" aria-labelledby="why-title">
        <header class="panel-head">
          <h2 id="why-title" tabindex="-1">${t("gates.of_user", { name: why.name })}</h2>
          <button type="button" class="secondary small" @click=${() => (this.why = null)}>${t("present.close")}</button>
        </header>
        <jour-gates .user=${why.user}></jour-gates>
      </section>
    `;
  }

  #question(): TemplateResult | typeof nothing {
    const { leaving } = this;
    if (leaving === null) return nothing;
    const { name, state, agent, channel } = leaving;
    const talking = agent && (state === "busy" || state === "offered");
    return askDialog({
      title: t("present.ask", { name }),
      follows: [
        t("present.ask_everywhere", { name }),
        ...(agent ? [t("present.ask_no_calls")] : []),
        ...(talking ? [t("present.ask_talk")] : []),
        t(channel === "distance" ? "present.ask_again_distance" : "present.ask_again"),
      ],
      confirm: t("present.log_out"),
      cancel: t("credentials.cancel"),
      busy: this.busy,
      act: () => void this.#logOut(leaving),
      close: () => this.querySelector("dialog")?.close(),
      closed: () => (this.leaving = null),
    });
  }

  /** The rest of the page is out of reach while the question stands. */
  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog:not([open])")?.showModal();
  }

  async #logOut({ user, name }: LoggedIn): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refusal = "";
    try {
      await logOutUser(user);
      announce(t("present.logged_out", { name }));
      if (this.why?.user === user) this.why = null;
      await this.#read();
    } catch (error) {
      this.refusal = failureWords(error);
    } finally {
      this.busy = false;
      this.querySelector("dialog")?.close();
    }
    // What had the focus is gone with its row.
    await new Promise(requestAnimationFrame);
    if (this.refusal === "") this.querySelector<HTMLElement>("#present-search")?.focus();
  }

  async #read(): Promise<void> {
    try {
      this.there = await present();
      this.failure = "";
    } catch (error) {
      this.failure = failureWords(error);
    }
  }

  async #readGroups(): Promise<void> {
    try {
      this.groups = (await groups()).groups;
    } catch (error) {
      this.failure = failureWords(error);
    }
  }
}
