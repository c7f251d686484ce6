import { type TemplateResult, html, nothing } from "lit";
import type { Offer } from "../model/contract.ts";
import { type Target, colleagueTargets, groupTargets } from "../model/chat_targets.ts";
import { groupNames } from "../model/people.ts";
import type { PresenceState } from "../model/presence.ts";
import { locale, t } from "../texts/index.ts";
import { chatCount } from "./chat_count.ts";
import { customerName } from "./chat_words.ts";
import { JourElement } from "./jour_element.ts";
import { stateWords } from "./state_pill.ts";

/**
 * To whom a chat is handed over: a colleague or another group, searched by name. Emits "chat" with
 * the choice, and "transfer-closed".
 */
export class ChatTransfer extends JourElement {
  static override properties = {
    presence: { attribute: false },
    contact: { attribute: false },
    typed: { state: true },
    chosen: { state: true },
    refusal: { state: true },
  };
  declare presence: PresenceState;
  declare contact: Offer;
  declare typed: string;
  declare chosen: Target["to"] | null;
  declare refusal: string;

  constructor() {
    super();
    this.typed = "";
    this.chosen = null;
    this.refusal = "";
  }

  protected override firstUpdated(): void {
    this.querySelector("dialog")?.showModal();
  }

  override render() {
    const { group } = this.contact;
    const colleagues = colleagueTargets(this.presence, group, this.typed, locale());
    const groups = groupTargets(this.presence, group, this.typed, locale());
    return html`
      <dialog
        class="card ask chat-transfer"
        aria-labelledby="transfer-title"
        @close=${() => this.emit("transfer-closed")}
      >
        <form class="send-on" @submit=${this.#submit}>
          <h2 id="transfer-title">
            <bdi>${t("chat_transfer.title", { name: customerName(this.contact) })}</bdi>
          </h2>
          <p class="send-on-what">${t("chat_transfer.what")}</p>
          <div class="field">
            <input
              type="search"
              autofocus
              aria-label=${t("chat_transfer.search")}
              placeholder=${t("chat_transfer.search")}
              .value=${this.typed}
              @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
            />
          </div>
          ${this.#choices("chat_transfer.colleagues", colleagues)}
          ${groups.length === 0 ? nothing : this.#choices("chat_transfer.groups", groups)}
          <p class="note refusal" role="alert">${this.refusal}</p>
          <div class="buttons even send-on-foot">
            <button type="submit" class="primary">${t("chat_transfer.do")}</button>
            <button type="button" class="secondary" @click=${() => this.querySelector("dialog")?.close()}>
              ${t("chat_transfer.cancel")}
            </button>
          </div>
        </form>
      </dialog>
    `;
  }

  #choices(heading: "chat_transfer.colleagues" | "chat_transfer.groups", targets: Target[]): TemplateResult {
    return html`
      <fieldset>
        <legend>${t(heading)}</legend>
        <div class="send-on-list">
          ${targets.map((target) => this.#choice(target))}
          ${targets.length === 0 ? html`<p class="note">${t("chat_transfer.none")}</p>` : nothing}
        </div>
      </fieldset>
    `;
  }

  #choice(target: Target): TemplateResult {
    const possible = target.hindrance === null;
    const key = JSON.stringify(target.to);
    return html`
      <label class="send-on-choice ${possible ? "" : "impossible"}">
        <input
          type="radio"
          name="hand-to"
          ?disabled=${!possible}
          .checked=${JSON.stringify(this.chosen) === key}
          @change=${() => this.#choose(target.to)}
        />
        <span>${target.name}</span>
        ${this.#standing(target)}
      </label>
    `;
  }

  #standing({ hindrance, agent, free }: Target): TemplateResult {
    if (hindrance !== null) {
      const group = groupNames([this.contact.group], this.presence.groups);
      return html`<span class="pill quiet">${t(`chat_transfer.${hindrance}`, { group })}</span>`;
    }
    if (agent === null) {
      const words = { 0: t("chat_transfer.free_none"), 1: t("chat_transfer.free_one") }[free];
      return html`<span class="note">${words ?? t("chat_transfer.free", { count: free })}</span>`;
    }
    return html`${chatCount(agent.chats ?? 0)} <span class="pill ${agent.state}">${stateWords(agent)}</span>`;
  }

  #choose(to: Target["to"]): void {
    this.chosen = to;
    this.refusal = "";
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.chosen === null) {
      this.refusal = t("chat_transfer.choose");
      return;
    }
    this.emit("chat", { act: "transfer", contact: this.contact.id, to: this.chosen });
    this.querySelector("dialog")?.close();
  };
}
