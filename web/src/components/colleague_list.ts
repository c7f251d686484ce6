import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Agent, Group } from "../model/contract.ts";
import { groupNames, initials } from "../model/people.ts";
import { type PresenceState, colleagues, named } from "../model/presence.ts";
import { WHOLE } from "../model/row_window.ts";
import { t } from "../texts/index.ts";
import { chatCount } from "./chat_count.ts";
import { JourElement } from "./jour_element.ts";
import { RowsInView } from "./rows_in_view.ts";
import { statePill } from "./state_pill.ts";

/** As desk.css has it for long lists. */
const ROW_HEIGHT = 57;
/** So many are looked over at a glance; among more a name is searched for. */
const GLANCED = 20;

/** Who else is logged in, by group, with state, channel and how long. */
export class ColleagueList extends JourElement {
  static override properties = {
    presence: { attribute: false },
    group: { state: true },
    search: { state: true },
    heading: { type: Boolean },
  };
  declare presence: PresenceState;
  declare group: string | null;
  declare search: string;
  /** True where the page's own heading already says what this is. */
  declare heading: boolean;
  readonly #inView = new RowsInView(this, ROW_HEIGHT);

  constructor() {
    super();
    this.group = null;
    this.search = "";
    this.heading = false;
  }

  override render() {
    const shown = this.#groups();
    if (this.group !== null && !shown.some((group) => group.id === this.group)) this.group = null;
    const everybody = colleagues(this.presence, this.group);
    const agents = named(everybody, this.search);
    return html`
      <section class="card panel" aria-labelledby="colleagues">
        <header class="panel-head">
          <h2 id="colleagues" class=${this.heading ? "visually-hidden" : ""}>
            ${t("colleagues.title")}
          </h2>
          <p class="note">${this.#summary(everybody)}</p>
        </header>
        ${shown.length > 1 ? this.#filter(shown) : nothing}
        ${everybody.length > GLANCED || this.search !== "" ? this.#finder(agents, everybody) : nothing}
        ${agents.length === 0 ? html`<p class="empty note">${this.#nobody(everybody)}</p>` : nothing}
        ${this.#rows(agents)}
        ${this.presence.view === null
          ? nothing
          : html`<p class="panel-foot note">${t("colleagues.limited")}</p>`}
      </section>
    `;
  }

  #groups(): Group[] {
    const { view, groups } = this.presence;
    return view === null ? groups : groups.filter((group) => view.includes(group.id));
  }

  #summary(agents: Agent[]): string {
    const available = agents.filter((agent) => agent.state === "available").length;
    const total = agents.length;
    if (available === 1) return t("colleagues.summary_one", { total });
    return t("colleagues.summary", { available, total });
  }

  #filter(groups: Group[]) {
    const chip = (id: string | null, name: string) => html`
      <button
        type="button"
        class="chip"
        aria-pressed=${this.group === id ? "true" : "false"}
        @click=${() => (this.group = id)}
      >
        ${name}
      </button>
    `;
    return html`
      <div class="chips" role="group" aria-label=${t("colleagues.filter")}>
        ${chip(null, t("colleagues.all"))} ${groups.map((group) => chip(group.id, group.name))}
      </div>
    `;
  }

  #finder(found: Agent[], everybody: Agent[]) {
    const counts = { found: found.length, total: everybody.length };
    return html`
      <div class="table-tools">
        <div class="field">
          <label class="visually-hidden" for="colleague-search">${t("colleagues.search")}</label>
          <input
            id="colleague-search"
            type="search"
            autocomplete="off"
            spellcheck="false"
            placeholder=${t("colleagues.search")}
            .value=${this.search}
            @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
          />
        </div>
        <p class="note" role="status">${this.search === "" ? nothing : t("table.found", counts)}</p>
      </div>
    `;
  }

  /** A long list draws what is in view. Beside other cards it scrolls in a frame of its own. */
  #rows(agents: Agent[]) {
    const { first, end } = this.#inView.of(agents.map(({ user }) => user));
    const rows = repeat(
      agents.slice(first, end),
      (agent) => agent.user,
      (agent, place) => this.#row(agent, first + place + 1, agents.length),
    );
    if (agents.length <= WHOLE) return html`<ul class="rows">${rows}</ul>`;
    const list = html`
      <ul class="rows long" role="list">
        <li data-rows="above" aria-hidden="true"></li>
        ${rows}
        <li data-rows="below" aria-hidden="true"></li>
      </ul>
    `;
    if (this.heading) return list;
    return html`<div class="scrolls" tabindex="0" role="group" aria-labelledby="colleagues">${list}</div>`;
  }

  #nobody(everybody: Agent[]): string {
    if (everybody.length > 0) return t("table.none");
    const group = this.presence.groups.find(({ id }) => id === this.group);
    if (group === undefined) return t("colleagues.none");
    return t("colleagues.none_group", { group: group.name });
  }

  #row(agent: Agent, place: number, total: number) {
    const groups = groupNames(agent.groups, this.presence.groups) || t("colleagues.no_groups");
    return html`
      <li class="person" data-user=${agent.user} aria-posinset=${place} aria-setsize=${total}>
        <span class="avatar" aria-hidden="true">${initials(agent.name)}</span>
        <span class="person-who">
          <span class="person-name">${agent.name}</span>
          <span class="note">${groups} · ${t(`channel_short.${agent.channel}`)}</span>
        </span>
        ${chatCount(agent.chats ?? 0)} ${statePill(agent)}
        <jour-since .since=${agent.since} .state=${agent.state}></jour-since>
      </li>
    `;
  }
}
