import { type TemplateResult, html, nothing } from "lit";
import CHEVRON_DOWN from "lucide-static/icons/chevron-down.svg";
import type { Group, Me } from "../model/contract.ts";
import { isMade } from "../model/ringing_up.ts";
import { groupNames } from "../model/people.ts";
import { SOFTPHONE, formatPhone } from "../model/phone.ts";
import { moment } from "../model/time.ts";
import { locale, t, tOf } from "../texts/index.ts";
import { chatRoomWords } from "./chat_words.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";
import { stateWords } from "./state_pill.ts";

/** My status, the largest thing on the page, and the one control that changes it (D8, M3). */
export class StatusCard extends JourElement {
  static override properties = {
    me: { attribute: false },
    groups: { attribute: false },
    reasons: { attribute: false },
    cutOff: { attribute: false },
    answered: { attribute: false },
    longestIdle: { attribute: false },
    brief: { attribute: false },
  };
  declare me: Me;
  declare groups: Group[];
  declare reasons: string[];
  /** Since when a desktop has had no contact, and so gets no calls; null while all is well. */
  declare cutOff: Date | null;
  /** How many calls I have answered today. */
  declare answered: number;
  /** Groups in which the next call is mine. */
  declare longestIdle: string[];
  /** True where the page is about something else: a phone then shows the status alone. */
  declare brief: boolean;

  override render() {
    const { me, cutOff } = this;
    return html`
      <section
        class="card status ${cutOff ? "cut-off" : me.state} ${this.brief ? "brief" : ""}"
        aria-labelledby="my-status"
      >
        <h2 class="visually-hidden" id="my-status">${t("status.heading")}</h2>
        <div class="status-word">
          <p class="status-name">${cutOff ? t("connection.offline") : stateWords(me)}</p>
          <p class="note">${this.#since()} · ${this.#meaning()}</p>
        </div>
        <dl class="status-facts">
          <div><dt>${t("status.reach")}</dt><dd class="number">${this.#reach()}</dd></div>
          <div><dt>${t("status.groups")}</dt><dd>${this.#staffed()}</dd></div>
          ${this.#chats()}
          <div><dt>${t("status.today")}</dt><dd>${this.#today()}</dd></div>
        </dl>
        ${this.#control()}
      </section>
    `;
  }

  #since(): string {
    const at = this.cutOff ?? new Date(this.me.since);
    return t("status.since", { time: moment(at, new Date(), locale()) });
  }

  #meaning(): string {
    if (this.cutOff !== null) return t("status.means_paused");
    // Their names would push aside what stands beside them.
    if (this.longestIdle.length > 1) {
      return t("status.longest_idle_many", { count: this.longestIdle.length });
    }
    if (this.longestIdle.length > 0) {
      return t("status.longest_idle", { groups: groupNames(this.longestIdle, this.groups) });
    }
    if (isMade(this.me)) return t(`ring_up.means_${this.me.state === "offered" ? "offered" : "made"}`);
    if (this.me.state === "offered" && this.me.phone === SOFTPHONE) {
      return t(this.me.ringing === true ? "softphone.rings" : "softphone.soon");
    }
    const idle = this.me.state === "available" && this.me.groups.length === 0;
    return t(idle ? "status.means_available_none" : `status.means_${this.me.state}`);
  }

  #reach(): string {
    const { phone } = this.me;
    if (phone === SOFTPHONE) return t("status.softphone");
    return phone === null ? t("status.no_phone") : formatPhone(phone);
  }

  #staffed(): string {
    return groupNames(this.me.groups, this.groups) || t("status.groups_none");
  }

  /** How many chats I have of how many I can get, and what keeps more from coming. */
  #chats(): TemplateResult | typeof nothing {
    const words = chatRoomWords(this.me, this.groups);
    if (words === null) return nothing;
    return html`<div class="status-chats"><dt>${t("status.chats")}</dt><dd>${words}</dd></div>`;
  }

  #today(): string {
    const { answered } = this;
    const misses = this.me.misses ?? 0;
    const calls = answered === 1 ? t("status.today_one") : t("status.today_many", { count: answered });
    if (misses === 0) return calls;
    const missed = misses === 1 ? t("status.missed_one") : t("status.missed_many", { count: misses });
    return `${calls}, ${missed}`;
  }

  #control() {
    const paused = this.me.status === "paused";
    return html`
      <div class="switch" role="group" aria-label=${t("status.heading")}>
        <button
          type="button"
          class="available"
          aria-pressed=${paused ? "false" : "true"}
          @click=${() => this.emit("status", { status: "available", reason: null })}
        >
          ${t("status.set_available")}
        </button>
        <wa-dropdown placement="bottom-end" distance="6" @wa-select=${this.#choose}>
          <button
            slot="trigger"
            type="button"
            class="paused"
            aria-pressed=${paused ? "true" : "false"}
            title=${t("status.choose_reason")}
          >
            ${t("status.set_paused")} ${icon(CHEVRON_DOWN)}
          </button>
          ${this.reasons.map(
            (reason) => html`
              <wa-dropdown-item value=${reason}>${tOf("reason_title", reason)}</wa-dropdown-item>
            `,
          )}
        </wa-dropdown>
      </div>
    `;
  }

  readonly #choose = (event: CustomEvent<{ item: { value: string } }>): void => {
    this.emit("status", { status: "paused", reason: event.detail.item.value });
  };
}
