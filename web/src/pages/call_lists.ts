import { type TemplateResult, html, nothing } from "lit";
import BACK from "lucide-static/icons/chevron-left.svg";
import BARRED from "lucide-static/icons/phone-off.svg";
import PLUS from "lucide-static/icons/plus.svg";
import { groups } from "../administration_api.ts";
import { callLists } from "../call_lists_api.ts";
import { CHEVRON, icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import { listBar, standingPill } from "../components/list_statistics.ts";
import { Problem, Unreachable } from "../api.ts";
import { DO_NOT_CALL_PAGE, NEW_LIST, listAddress } from "../model/addresses.ts";
import type { CallList } from "../model/call_list.ts";
import type { Group } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { Following } from "../following.ts";
import { t } from "../texts/index.ts";

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
        <a class="crumb" href="/administration">${icon(BACK)} ${t("admin.title")}</a>
        ${this.framed ? nothing : html`<h1 tabindex="-1">${t("lists.title")}</h1>`}
        <div class="lists-intro">
          <p class="lede">${t("lists.lede")}</p>
          <a class="button primary with-icon" href=${NEW_LIST}>${icon(PLUS)} ${t("lists.new")}</a>
        </div>
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : nothing}
        ${this.#all()}
        <a class="card way-on" href=${DO_NOT_CALL_PAGE}>
          ${icon(BARRED)}
          <span>
            <strong>${t("barred.title")}</strong>
            <span class="note">${t("barred.why")}</span>
          </span>
          ${icon(CHEVRON)}
        </a>
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
      <ul class="call-lists">
        ${this.lists.map((list) => this.#card(list))}
      </ul>
    `;
  }

  #card(list: CallList): TemplateResult {
    return html`
      <li class="card call-list" data-list=${list.id}>
        <div class="call-list-head">
          <div>
            <h2><a href=${listAddress(list.id)}>${list.name}</a></h2>
            <p class="note">${groupNames([list.group], this.groups)}</p>
          </div>
          ${standingPill(list)}
          <p class="call-list-left">
            <b>${list.left + list.later}</b>
            <span class="note">${t("lists.left_of", { count: list.entries })}</span>
          </p>
        </div>
        ${listBar(list)}
      </li>
    `;
  }
}
