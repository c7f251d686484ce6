import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import PLAY from "lucide-static/icons/play.svg";
import STOP from "lucide-static/icons/square.svg";
import { groups } from "../administration_api.ts";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { callList, removeSomeOf, saveCallList, sendNumbers } from "../call_lists_api.ts";
import { askDialog } from "../components/ask_dialog.ts";
import { backLink } from "../components/back_link.ts";
import { icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import { listStatistics, standingPill } from "../components/list_statistics.ts";
import type { ImportTarget } from "../components/number_import.ts";
import { Following } from "../following.ts";
import { CALL_LISTS, listAddress, listPage } from "../model/addresses.ts";
import type { CallList } from "../model/call_list.ts";
import type { Group } from "../model/contract.ts";
import { groupNames } from "../model/people.ts";
import { goTo } from "../router.ts";
import { t } from "../texts/index.ts";

/** One list of numbers to ring: how far it has come, its numbers, its settings; or a new one. */
export class CallListPage extends JourElement {
  static override properties = {
    framed: { attribute: false },
    path: {},
    list: { state: true },
    groups: { state: true },
    failure: { state: true },
    busy: { state: true },
    removing: { state: true },
  };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare path: string;
  /** null while none has been read, or a new one is written. */
  declare list: CallList | null;
  declare groups: Group[] | null;
  declare failure: string;
  declare busy: boolean;
  /** The question is asked. */
  declare removing: boolean;
  readonly #following = new Following(() => this.#read());
  #target: ImportTarget | null = null;

  constructor() {
    super();
    this.framed = false;
    this.list = null;
    this.groups = null;
    this.failure = "";
    this.busy = this.removing = false;
    this.addEventListener("numbers-changed", () => void this.#following.now());
    this.addEventListener("list-outdated", () => void this.#following.now());
    this.addEventListener("list-saved", (event) => this.#saved((event as CustomEvent<CallList>).detail));
  }

  get #id(): string | null {
    return listPage(this.path)?.id ?? null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#try(async () => {
      this.groups = (await groups()).groups.filter(({ media }) => media === "telemarketing");
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#following.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("path")) return;
    const id = this.#id;
    if (id === null || id !== this.list?.id) this.list = null;
    this.#target = id === null ? null : { words: "list", send: (part, file) => sendNumbers(id, part, file) };
    this.#following.stop();
    if (id !== null) this.#following.start();
  }

  #read(): Promise<boolean> {
    const id = this.#id;
    if (id === null || this.busy) return Promise.resolve(true);
    return this.#try(async () => {
      const list = await callList(id);
      if (id === this.#id && list.version >= (this.list?.version ?? 0)) this.list = list;
      this.failure = "";
    });
  }

  async #try(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof Problem) this.failure = error.message || t("admin.failed");
      else if (error instanceof Unreachable) this.failure = t("login.network");
      else throw error;
      return false;
    }
  }

  #saved(saved: CallList): void {
    const isNew = this.list === null;
    this.list = saved;
    if (isNew) goTo(listAddress(saved.id));
  }

  override render() {
    const { list, groups } = this;
    return html`
      <div class="admin">
        ${backLink(CALL_LISTS, t("lists.title"))}
        ${this.framed ? nothing : html`<h1 tabindex="-1">${listHeading(this.path)}</h1>`}
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : nothing}
        ${groups === null || (list === null && this.#id !== null)
          ? this.#waiting()
          : this.#content(list, groups)}
      </div>
    `;
  }

  #waiting(): TemplateResult | typeof nothing {
    if (this.failure) return nothing;
    return html`<p class="waiting" role="status">${t("app.loading")}</p>`;
  }

  #content(list: CallList | null, groups: Group[]): TemplateResult {
    if (list === null && groups.length === 0) {
      return html`<p class="card empty-lists note">${t("lists.no_group")}</p>`;
    }
    const form = html`<jour-call-list-form .list=${list} .groups=${groups}></jour-call-list-form>`;
    if (list === null) return form;
    return html`
      ${this.#head(list, groups)} ${listStatistics(list)}
      ${this.#target === null
        ? nothing
        : html`<jour-number-import .target=${this.#target}></jour-number-import>`}
      ${form} ${this.#removal(list)}
    `;
  }

  #head(list: CallList, groups: Group[]): TemplateResult {
    return html`
      <section class="card list-head" aria-label=${list.name}>
        <div class="list-head-who">
          <strong>${list.name}</strong>
          <span class="note">${groupNames([list.group], groups)}</span>
        </div>
        ${standingPill(list)}
        <button
          type="button"
          class="${list.active ? "secondary" : "primary"} with-icon"
          aria-disabled=${this.busy || list.removing ? "true" : "false"}
          @click=${() => void this.#turn(list)}
        >
          ${icon(list.active ? STOP : PLAY)} ${t(list.active ? "lists.stop" : "lists.start")}
        </button>
        <p class="note list-head-why">${t(list.active ? "lists.stop_why" : "lists.start_why")}</p>
      </section>
    `;
  }

  async #turn(list: CallList): Promise<void> {
    if (this.busy || list.removing) return;
    this.failure = "";
    await this.#alone(async () => {
      this.list = await saveCallList(list.id, { active: !list.active });
      announce(t(this.list.active ? "lists.started" : "lists.stopped", { name: list.name }));
    });
  }

  #removal(list: CallList): TemplateResult {
    return html`
      <section class="card removal">
        <p class="note">${t(list.active ? "lists.remove_first_stop" : "lists.remove_why")}</p>
        <button
          type="button"
          class="secondary"
          aria-disabled=${list.active ? "true" : "false"}
          @click=${() => (this.removing = !list.active)}
        >
          ${t("lists.remove")}
        </button>
      </section>
      ${askDialog(
        this.removing
          ? {
              title: t("lists.ask_remove", { name: list.name }),
              follows: [
                t("lists.follows_entries", { count: list.entries }),
                t("lists.follows_barred"),
                t("book.follows_import"),
              ],
              confirm: t(this.busy ? "book.removing" : "lists.remove"),
              cancel: t("book.cancel"),
              busy: this.busy,
              act: () => void this.#remove(list),
              close: () => this.querySelector("dialog")?.close(),
              closed: () => (this.removing = false),
            }
          : null,
      )}
    `;
  }

  async #remove(list: CallList): Promise<void> {
    if (this.busy) return;
    this.failure = "";
    const gone = await this.#alone(async () => {
      while ((await removeSomeOf(list.id)).left);
    });
    this.querySelector("dialog")?.close();
    if (!gone) return;
    announce(t("lists.removed", { name: list.name }));
    goTo(CALL_LISTS);
  }

  async #alone(act: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    const done = await this.#try(act);
    this.busy = false;
    return done;
  }

  /** The rest of the page is out of reach while the question stands. */
  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog:not([open])")?.showModal();
  }
}

export function listHeading(path: string): string {
  return t(listPage(path)?.id === null ? "lists.new" : "lists.one");
}
