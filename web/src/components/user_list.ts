import { type TemplateResult, html, nothing } from "lit";
import NEW from "lucide-static/icons/user-plus.svg";
import { type ListedUser, type Policy, sendCredentials } from "../administration_api.ts";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { NEW_USER, userAddress } from "../model/addresses.ts";
import { isMeant } from "../model/credentials.ts";
import { initials } from "../model/people.ts";
import { t, tOf } from "../texts/index.ts";
import { credentialsDialog } from "./credentials_dialog.ts";
import { credentialsState } from "./credentials_state.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/**
 * Everybody in the organisation and how their credentials fare; an administrator orders new ones.
 * Emits "credentials-sent".
 */
export class UserList extends JourElement {
  static override properties = {
    people: { attribute: false },
    policy: { attribute: false },
    me: {},
    typed: { state: true },
    asked: { state: true },
    busy: { state: true },
    refusal: { state: true },
  };
  declare people: ListedUser[];
  declare policy: Policy;
  declare me: string;
  declare typed: string;
  /** For whom the dialog asks. */
  declare asked: ListedUser | null;
  declare busy: boolean;
  declare refusal: string;

  constructor() {
    super();
    this.typed = "";
    this.asked = null;
    this.busy = false;
    this.refusal = "";
  }

  override render() {
    const found = this.people.filter((user) => isMeant(user, this.typed));
    const total = this.people.length;
    const count = found.length;
    return html`
      <section class="card panel" aria-labelledby="users-title">
        <header class="panel-head">
          <h2 id="users-title">${t("users.title")}</h2>
          <p class="note" role="status">
            ${count === total ? t("users.count", { count }) : t("users.found", { count, total })}
          </p>
        </header>
        <div class="user-tools">
          ${this.#search()}
          <a class="button secondary with-icon" href=${NEW_USER}>${icon(NEW)} ${t("user.new")}</a>
        </div>
        ${this.refusal ? html`<p class="alarm" role="alert">${this.refusal}</p>` : nothing}
        ${count === 0 ? html`<p class="empty note">${t("users.none")}</p>` : nothing}
        <ul class="rows">${found.map((user) => this.#row(user))}</ul>
      </section>
      ${credentialsDialog({
        user: this.asked,
        me: this.me,
        policy: this.policy,
        busy: this.busy,
        send: () => void this.#send(),
        close: () => this.#close(),
        closed: () => (this.asked = null),
      })}
    `;
  }

  #search(): TemplateResult {
    return html`
      <div class="field user-search">
        <label class="visually-hidden" for="user-search">${t("users.search")}</label>
        <input
          id="user-search"
          type="search"
          autocomplete="off"
          spellcheck="false"
          placeholder=${t("users.search")}
          @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
        />
      </div>
    `;
  }

  #row(user: ListedUser): TemplateResult {
    const roles = user.roles.map((role) => tOf("role", role)).join(", ");
    const distance = user.distance === null ? [] : [t("users.distance")];
    return html`
      <li class="person user" data-user=${user.id}>
        <span class="avatar" aria-hidden="true">${initials(user.name)}</span>
        <a class="person-who" href=${userAddress(user.id)}>
          <span>${user.name}</span>
          <span class="note">${[user.id, roles, ...distance].join(" · ")}</span>
        </a>
        ${credentialsState(user)}
        <button
          type="button"
          class="secondary small"
          aria-label=${t("credentials.send_to", { name: user.name })}
          @click=${() => (this.asked = user)}
        >
          ${t("credentials.send")}
        </button>
      </li>
    `;
  }

  /** The rest of the page is out of reach while the question stands. */
  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog:not([open])")?.showModal();
  }

  /** Closing it gives the focus back to where it was. */
  #close(): void {
    this.querySelector("dialog")?.close();
  }

  async #send(): Promise<void> {
    const user = this.asked;
    if (user === null || this.busy) return;
    this.busy = true;
    this.refusal = "";
    try {
      await sendCredentials(user.id);
      announce(t("credentials.said", { name: user.name }));
      this.emit("credentials-sent");
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.refusal = error.message || t("credentials.refused", { name: user.name });
    } finally {
      this.busy = false;
      this.#close();
    }
  }
}
