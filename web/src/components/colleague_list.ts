import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Agent, Group } from "../model/contract.ts";
import { groupNames, initials } from "../model/people.ts";
import { type PresenceState, colleagues } from "../model/presence.ts";
import { t } from "../texts/index.ts";
import { chatCount } from "./chat_count.ts";
import { JourElement } from "./jour_element.ts";
import { statePill } from "./state_pill.ts";

/** Who else is logged in, by group, with state, channel and how long. */
export class ColleagueList extends JourElement {
  static override properties = {
    presence: { attribute: false },
    group: { state: true },
    heading: { type: Boolean },
  };
  declare presence: PresenceState;
  declare group: string | null;
  /** True where the page's own heading already says what this is. */
  declare heading: boolean;

  constructor() {
    super();
    this.group = null;
    this.heading = false;
  }

  override render() {
    const shown = this.#groups();
    if (this.group !== null && !shown.some((group) => group.id === this.group)) this.group = null;
    const agents = colleagues(this.presence, this.group);
    return html`
      <section class="card panel" aria-labelledby="colleagues">
        <header class="panel-head">
          <h2 id="colleagues" class=${this.heading ? "visually-hidden" : ""}>
            ${t("colleagues.title")}
          </h2>
          <p class="note">${this.#summary(agents)}</p>
        </header>
        ${shown.length > 1 ? this.#filter(shown) : nothing}
        ${agents.length === 0 ? html`<p class="empty note">${this.#nobody()}</p>` : nothing}
        <ul class="rows">
          ${repeat(
            agents,
            (agent) => agent.user,
            (agent) => this.#row(agent),
          )}
        </ul>
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

  #nobody(): string {
    const group = this.presence.groups.find(({ id }) => id === this.group);
    if (group === undefined) return t("colleagues.none");
    return t("colleagues.none_group", { group: group.name });
  }

  #row(agent: Agent) {
    const groups = groupNames(agent.groups, this.presence.groups) || t("colleagues.no_groups");
    return html`
      <li class="person" data-user=${agent.user}>
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
