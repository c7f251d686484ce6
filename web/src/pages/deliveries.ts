import { type TemplateResult, html, nothing } from "lit";
import {
  type ListedUser,
  type OrganisationSettings,
  type TextMessage,
  organisation,
  sendCredentials,
  textMessages,
  user,
} from "../administration_api.ts";
import { announce } from "../announce.ts";
import { Problem } from "../api.ts";
import { askDialog } from "../components/ask_dialog.ts";
import { backLink } from "../components/back_link.ts";
import { credentialsDialog } from "../components/credentials_dialog.ts";
import type { ShownColumn } from "../components/data_table.ts";
import { failureWords } from "../components/failure_words.ts";
import { JourElement } from "../components/jour_element.ts";
import { userAddress } from "../model/addresses.ts";
import { tintOf } from "../model/credentials.ts";
import { moment } from "../model/time.ts";
import { type Undelivered, deliveries, textAgain, textSeenTo } from "../oversight_api.ts";
import { locale, t, tOf } from "../texts/index.ts";

const NEWEST = { column: "at", descending: true };

/** Mails with credentials, and text messages, that did not arrive; sent again from here (P9, F12). */
export class DeliveriesPage extends JourElement {
  static override properties = {
    me: {},
    framed: { attribute: false },
    mails: { state: true },
    texts: { state: true },
    settings: { state: true },
    failure: { state: true },
    asked: { state: true },
    forgetting: { state: true },
    repeating: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };
  declare me: string;
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare mails: Undelivered[] | null;
  declare texts: TextMessage[] | null;
  declare settings: OrganisationSettings | null;
  declare failure: string;
  /** Who is to get new credentials. */
  declare asked: ListedUser | null;
  declare forgetting: TextMessage | null;
  declare repeating: TextMessage | null;
  declare busy: boolean;
  declare refusal: string;

  constructor() {
    super();
    this.framed = this.busy = false;
    this.mails = this.texts = this.settings = null;
    this.asked = this.forgetting = this.repeating = null;
    this.failure = this.refusal = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    return html`
      <div class="admin">
        ${backLink()} ${this.framed ? nothing : html`<h1 tabindex="-1">${t("deliveries.title")}</h1>`}
        ${this.refusal ? html`<p class="alarm" role="alert">${this.refusal}</p>` : nothing}
        ${this.#list("mails", t("deliveries.mails"), t("deliveries.mails_why"), mailColumns((id) => void this.#ask(id)), this.mails)}
        ${this.mails === null && this.failure === ""
          ? nothing
          : this.#list("texts", t("sms.title"), t("sms.why"), this.#textColumns(), this.texts)}
        ${this.#questions()}
      </div>
    `;
  }

  #list(
    name: "mails" | "texts",
    title: string,
    why: string,
    columns: ShownColumn<never>[],
    rows: unknown[] | null,
  ): TemplateResult {
    return html`
      <section class="card panel" aria-labelledby="${name}-title">
        <header class="panel-head">
          <h2 id="${name}-title">${title}</h2>
          <p class="note">${why}</p>
        </header>
        <jour-data-table
          name=${name}
          .label=${title}
          .columns=${columns}
          .rows=${rows}
          .key=${(one: { id?: string; user: string }) => one.id ?? one.user}
          .sorting=${NEWEST}
          .searchLabel=${t(`deliveries.search_${name}`)}
          .empty=${t(name === "mails" ? "deliveries.no_mails" : "sms.none")}
          .failure=${this.failure}
          @table-retry=${() => void this.#read()}
        ></jour-data-table>
      </section>
    `;
  }

  #textColumns(): ShownColumn<TextMessage>[] {
    return [
      {
        id: "user",
        label: t("log.who"),
        value: ({ user: id }) => id,
        cell: ({ user: id, kind, to_end }) => html`
          <a class="person-who" href=${userAddress(id)}>
            <span>${id}</span>
            <span class="note">${tOf("sms_kind", kind)}, ${t("sms.to", { digits: to_end })}</span>
          </a>
        `,
      },
      {
        id: "state",
        label: t("deliveries.what"),
        value: ({ state, reason }) => `${tOf("sms_state", state)} ${reason === null ? "" : tOf("sms_reason", reason)}`,
        cell: ({ state, reason }) => html`
          <span class="standing">
            <span class="pill ${state === "failed" ? "busy" : "paused"}">${tOf("sms_state", state)}</span>
            ${reason === null ? nothing : html`<span class="note">${tOf("sms_reason", reason)}</span>`}
          </span>
        `,
      },
      atColumn(),
      {
        id: "acts",
        label: t("present.acts"),
        value: () => null,
        plain: true,
        search: false,
        cell: (message) => this.#textActs(message),
      },
    ];
  }

  #textActs(message: TextMessage): TemplateResult {
    const of = { name: message.user };
    return html`
      <span class="row-acts">
        ${message.repeatable
          ? html`
              <button
                type="button"
                class="secondary small"
                aria-label=${t("deliveries.again_to", of)}
                @click=${() => (this.repeating = message)}
              >
                ${t("deliveries.again")}
              </button>
            `
          : nothing}
        <button
          type="button"
          class="secondary small"
          aria-label=${t("deliveries.seen_to_of", of)}
          @click=${() => (this.forgetting = message)}
        >
          ${t("deliveries.seen_to")}
        </button>
      </span>
    `;
  }

  #questions(): TemplateResult {
    const { forgetting, repeating } = this;
    const close = () => this.querySelector("dialog")?.close();
    const common = { cancel: t("credentials.cancel"), busy: this.busy, close };
    return html`
      ${credentialsDialog({
        user: this.asked,
        me: this.me,
        policy: this.settings?.password_policy ?? "standard",
        busy: this.busy,
        send: () => void this.#send(),
        close,
        closed: () => (this.asked = null),
      })}
      ${askDialog(
        forgetting === null
          ? null
          : {
              ...common,
              title: t("deliveries.forget_ask"),
              follows: [t("deliveries.forget_gone"), t("deliveries.forget_not_sent")],
              confirm: t("deliveries.seen_to"),
              act: () => void this.#act(() => textSeenTo(forgetting.id), t("deliveries.forgotten")),
              closed: () => (this.forgetting = null),
            },
      )}
      ${askDialog(
        repeating === null
          ? null
          : {
              ...common,
              title: t("deliveries.again_ask", { name: repeating.user }),
              follows: [
                t("deliveries.again_same", { digits: repeating.to_end }),
                ...(repeating.state === "unknown" ? [t("deliveries.again_twice")] : []),
              ],
              confirm: t("deliveries.again"),
              act: () => void this.#act(() => textAgain(repeating.id), t("deliveries.on_its_way")),
              closed: () => (this.repeating = null),
            },
      )}
    `;
  }

  /** The rest of the page is out of reach while the question stands. */
  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog:not([open])")?.showModal();
  }

  async #ask(id: string): Promise<void> {
    this.refusal = "";
    try {
      this.asked = await user(id);
    } catch (error) {
      this.refusal = failureWords(error);
    }
  }

  async #send(): Promise<void> {
    const { asked } = this;
    if (asked !== null) {
      await this.#act(() => sendCredentials(asked.id), t("credentials.said", { name: asked.name }));
    }
  }

  /** Does it, says so, and shows what is left; somebody else may have seen to it before. */
  async #act(act: () => Promise<unknown>, done: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refusal = "";
    try {
      await act();
      announce(done);
      await this.#read();
    } catch (error) {
      this.refusal = failureWords(error);
      if (error instanceof Problem && error.status === 404) await this.#read();
    } finally {
      this.busy = false;
      this.querySelector("dialog")?.close();
    }
    // What had the focus may be gone with its row.
    await new Promise(requestAnimationFrame);
    if (this.refusal === "") this.querySelector<HTMLElement>("h1, #mails-title")?.focus();
  }

  async #read(): Promise<void> {
    try {
      const [mails, texts, settings] = await Promise.all([deliveries(), textMessages(), organisation()]);
      this.mails = mails.credentials;
      this.texts = texts.messages;
      this.settings = settings;
      this.failure = "";
    } catch (error) {
      this.failure = failureWords(error);
    }
  }
}

function mailColumns(ask: (id: string) => void): ShownColumn<Undelivered>[] {
  return [
    {
      id: "name",
      label: t("log.who"),
      value: ({ name, user: id }) => `${name} ${id}`,
      cell: ({ name, user: id, email }) => html`
        <a class="person-who" href=${userAddress(id)}>
          <span>${name}</span>
          <span class="note">${email}</span>
        </a>
      `,
    },
    {
      id: "state",
      label: t("deliveries.what"),
      value: ({ state }) => t(`credentials.${state}`),
      cell: ({ state }) => html`
        <span class="standing">
          <span class="pill ${tintOf(state)}">${t(`credentials.${state}`)}</span>
          <span class="note">${t(`deliveries.${state}`)}</span>
        </span>
      `,
    },
    atColumn(),
    {
      id: "acts",
      label: t("present.acts"),
      value: () => null,
      plain: true,
      search: false,
      cell: ({ name, user: id }) => html`
        <button
          type="button"
          class="secondary small"
          aria-label=${t("deliveries.again_to", { name })}
          @click=${() => ask(id)}
        >
          ${t("deliveries.again")}
        </button>
      `,
    },
  ];
}

function atColumn(): ShownColumn<{ at: string }> {
  return {
    id: "at",
    label: t("log.time"),
    value: ({ at }) => Date.parse(at),
    search: false,
    wide: true,
    cell: ({ at }) => html`<time datetime=${at}>${moment(new Date(at), new Date(), locale())}</time>`,
  };
}
