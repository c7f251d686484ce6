import { type TemplateResult, html, nothing } from "lit";
import BARRED from "lucide-static/icons/phone-off.svg";
import PLUS from "lucide-static/icons/plus.svg";
import { groups } from "../administration_api.ts";
import { callLists } from "../call_lists_api.ts";
import { backLink } from "../components/back_link.ts";
import { CHEVRON, icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import type { ShownColumn } from "../components/data_table.ts";
import { listBar, standingPill } from "../components/list_statistics.ts";
import { Problem, Unreachable } from "../api.ts";
import { DO_NOT_CALL_PAGE, NEW_LIST, listAddress } from "../model/addresses.ts";
import { type CallList, standing } from "../model/call_list.ts";
import type { Group } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { Following } from "../following.ts";
import { t } from "../texts/index.ts";

const BY_NAME = { column: "name", descending: false };

/** The organisation's lists of numbers to ring, live, and the way to the do-not-call list (X4). */
export class CallListsPage extends JourElement {
  static override properties = {
    framed: { attribute: false },
    lists: { state: true },
    groups: { state: true },
    failure: { state: true },
  };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare lists: CallList[] | null;
  declare groups: Group[];
  declare failure: string;
  readonly #following = new Following(() => this.#read());

  constructor() {
    super();
    this.framed = false;
    this.lists = null;
    this.groups = [];
    this.failure = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#following.start();
    void this.#try(async () => {
      this.groups = (await groups()).groups;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#following.stop();
  }

  #read(): Promise<boolean> {
    return this.#try(async () => {
      this.lists = (await callLists()).lists;
    });
  }

  async #try(read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      this.failure = "";
      return true;
    } catch (error) {
      if (error instanceof Problem) this.failure = error.message || t("admin.failed");
      else if (error instanceof Unreachable) this.failure = t("login.network");
      else throw error;
      return false;
    }
  }

  override render() {
    return html`
      <div class="admin">
        ${backLink()}
        ${this.framed ? nothing : html`<h1 tabindex="-1">${t("lists.title")}</h1>`}
        <div class="lists-intro">
          <p class="lede">${t("lists.lede")}</p>
          <a class="button primary with-icon" href=${NEW_LIST}>${icon(PLUS)} ${t("lists.new")}</a>
        </div>
        <a class="card way-on" href=${DO_NOT_CALL_PAGE}>
          ${icon(BARRED)}
          <span>
            <strong>${t("barred.title")}</strong>
            <span class="note">${t("barred.why")}</span>
          </span>
          ${icon(CHEVRON)}
        </a>
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : nothing}
        ${this.#all()}
      </div>
    `;
  }

  #all(): TemplateResult | typeof nothing {
    if (this.lists === null) {
      return this.failure
        ? nothing
        : html`<p class="waiting" role="status">${t("app.loading")}</p>`;
    }
    if (this.lists.length === 0) {
      return html`
        <section class="card empty-lists">
          <h2>${t("lists.none")}</h2>
          <p class="note">${t("lists.none_why")}</p>
        </section>
      `;
    }
    return html`
      <section class="card panel" aria-label=${t("lists.title")}>
        <jour-data-table
          class="call-lists"
          name="lists"
          .label=${t("lists.title")}
          .columns=${this.#columns()}
          .rows=${this.lists}
          .key=${({ id }: CallList) => id}
          .sorting=${BY_NAME}
          .searchLabel=${t("lists.search")}
        ></jour-data-table>
      </section>
    `;
  }

  #columns(): ShownColumn<CallList>[] {
    return [
      {
        id: "name",
        label: t("lists.name"),
        value: ({ name, group }) => `${name} ${groupNames([group], this.groups)}`,
        cell: (list) => html`
          <a class="person-who" href=${listAddress(list.id)}>
            <span>${list.name}</span>
            <span class="note">${groupNames([list.group], this.groups)}</span>
          </a>
        `,
      },
      {
        id: "standing",
        label: t("lists.standing"),
        value: (list) => t(`lists.is_${standing(list)}`),
        cell: standingPill,
      },
      {
        id: "progress",
        label: t("lists.progress"),
        value: ({ entries, left, later }) => (entries === 0 ? null : 1 - (left + later) / entries),
        search: false,
        wide: true,
        cell: listBar,
      },
      {
        id: "left",
        label: t("lists.state_left"),
        value: ({ left, later }) => left + later,
        search: false,
        cell: ({ entries, left, later }) => html`
          <b>${left + later}</b> <span class="note">${t("lists.of_all", { count: entries })}</span>
        `,
      },
    ];
  }
}
