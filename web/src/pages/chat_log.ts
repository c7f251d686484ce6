import { type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { type DayChat, chatsOfDay, eraseChat } from "../chats_api.ts";
import { askDialog } from "../components/ask_dialog.ts";
import { backLink } from "../components/back_link.ts";
import { customerName } from "../components/chat_words.ts";
import { textField } from "../components/field.ts";
import { JourElement } from "../components/jour_element.ts";
import { type GroupSettings, knownGroups } from "../groups_api.ts";
import { groupNames } from "../model/people.ts";
import { clock, isoDate, secondsSince, stopwatch } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";

/** A day's chats for administrators: who, when, how it ended; each can be read, and erased. */
export class ChatLogPage extends JourElement {
  static override properties = {
    framed: { attribute: false },
    chats: { state: true },
    more: { state: true },
    groups: { state: true },
    open: { state: true },
    erasing: { state: true },
    busy: { state: true },
    failure: { state: true },
  };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare chats: DayChat[] | null;
  /** There were so many that the oldest are left out. */
  declare more: boolean;
  declare groups: GroupSettings[];
  /** The one that is read. */
  declare open: DayChat | null;
  declare erasing: DayChat | null;
  declare busy: boolean;
  declare failure: string;
  #day = isoDate(new Date());

  constructor() {
    super();
    this.framed = false;
    this.chats = null;
    this.more = false;
    this.groups = [];
    this.open = null;
    this.erasing = null;
    this.busy = false;
    this.failure = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    return html`
      <div class="admin">
        ${backLink()}
        ${this.framed ? nothing : html`<h1 tabindex="-1">${t("chat_log.title")}</h1>`}
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : nothing}
        <form class="card log-form" @submit=${this.#submit}>
          ${textField({ id: "chat-day", label: t("log.date"), type: "date", value: this.#day })}
          <button class="primary">${t("chat_log.show")}</button>
        </form>
        <section class="card panel" aria-label=${t("chat_log.title")}>
          ${this.#list()}
        </section>
        ${this.open === null
          ? nothing
          : html`
              <jour-chat-reader
                .chat=${this.open}
                @reader-closed=${() => this.#closed()}
              ></jour-chat-reader>
            `}
        ${this.#question()}
      </div>
    `;
  }

  #list(): TemplateResult {
    const { chats } = this;
    if (chats === null) return html`<p class="empty note" role="status">${t("app.loading")}</p>`;
    if (chats.length === 0) return html`<p class="empty note" role="status">${t("chat_log.none")}</p>`;
    const count = chats.length === 1 ? t("chat_log.count_one") : t("chat_log.count", { count: chats.length });
    return html`
      <p class="panel-head note" role="status">${count}</p>
      <ul class="rows">
        ${repeat(
          chats,
          ({ contact }) => contact,
          (chat) => this.#row(chat),
        )}
      </ul>
      ${this.more ? html`<p class="panel-foot note">${t("chat_log.more")}</p>` : nothing}
    `;
  }

  #row(chat: DayChat): TemplateResult {
    const name = chat.erased ? t("chat_log.erased") : customerName(chat);
    return html`
      <li class="chat-log-row" data-contact=${chat.contact}>
        <time class="call-at" datetime=${chat.at}>${clock(new Date(chat.at), locale())}</time>
        <span class="chat-log-who">
          <strong><bdi>${name}</bdi></strong>
          <span class="note">${this.#facts(chat).join(" · ")}</span>
        </span>
        ${chat.erased
          ? nothing
          : html`
              <span class="buttons">
                <button
                  type="button"
                  class="secondary"
                  aria-label=${t("chat_log.read_of", { name })}
                  @click=${() => (this.open = chat)}
                >
                  ${t("chat_log.read")}
                </button>
                ${chat.ended_at === null
                  ? nothing
                  : html`
                      <button
                        type="button"
                        class="secondary grave"
                        aria-label=${t("chat_log.erase_of", { name })}
                        @click=${() => (this.erasing = chat)}
                      >
                        ${t("chat_log.erase")}
                      </button>
                    `}
              </span>
            `}
      </li>
    `;
  }

  #facts(chat: DayChat): string[] {
    const { group, agent_name, messages, answered_at, ended_at, ended_by } = chat;
    const lasted =
      answered_at === null || ended_at === null
        ? []
        : [t("chat_log.lasted", { time: stopwatch(secondsSince(answered_at, new Date(ended_at))) })];
    const how =
      ended_at === null ? "chat_log.going_on" : answered_at === null ? "chat_log.unanswered" : null;
    const end = how === null ? (ended_by === null ? [] : [t(`chat_log.ended_${ended_by}`)]) : [t(how)];
    return [
      groupNames([group], this.groups) || group,
      ...(agent_name === null ? [] : [agent_name]),
      ...(messages === null || chat.erased ? [] : [countWords(messages)]),
      ...lasted,
      ...end,
    ];
  }

  #question(): TemplateResult | typeof nothing {
    const { erasing } = this;
    if (erasing === null) return nothing;
    return askDialog({
      title: t("chat_log.erase_ask", { name: customerName(erasing) }),
      follows: [t("chat_log.erase_words"), t("chat_log.erase_kept"), t("chat_log.erase_final")],
      confirm: t("chat_log.erase"),
      cancel: t("credentials.cancel"),
      busy: this.busy,
      act: () => void this.#erase(erasing),
      close: () => this.querySelector<HTMLDialogElement>("dialog.ask")?.close(),
      closed: () => (this.erasing = null),
    });
  }

  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog.ask:not([open])")?.showModal();
  }

  #closed(): void {
    const row = this.open?.contact;
    this.open = null;
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>(`[data-contact="${CSS.escape(row ?? "")}"] button`)?.focus(),
    );
  }

  async #erase(chat: DayChat): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const done = await this.#try(() => eraseChat(chat.contact).then(() => undefined));
    this.busy = false;
    this.querySelector<HTMLDialogElement>("dialog.ask")?.close();
    if (!done) return;
    announce(t("chat_log.erase_done"));
    await this.#read();
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#day = String(new FormData(event.target as HTMLFormElement).get("chat-day"));
    void this.#read();
  };

  async #read(): Promise<void> {
    this.failure = "";
    await this.#try(async () => {
      // Together: a row that is shown has its group's name.
      const [{ chats, more = false }, { groups }] = await Promise.all([chatsOfDay(this.#day), knownGroups()]);
      this.groups = groups;
      this.chats = chats;
      this.more = more;
    });
  }

  /** True when it was done; else it is shown why not. */
  async #try(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof Problem) this.failure = error.message || t("chat_log.failed");
      else if (error instanceof Unreachable) this.failure = t("login.network");
      else throw error;
      return false;
    }
  }
}

function countWords(count: number): string {
  return count === 1 ? t("chat_log.messages_one") : t("chat_log.messages", { count });
}
