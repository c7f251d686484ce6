import { type TemplateResult, html, nothing } from "lit";
import BELL from "lucide-static/icons/bell.svg";
import { askToNotify, notificationPermission } from "../attention.ts";
import { chatSound, chooseChatSound } from "../chat_alarm.ts";
import { remember, remembered } from "../preferences.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/** The switch of the sound; and the polite question, once, whether the system may tell of what
 * customers write. */
export class ChatAlerts extends JourElement {
  static override properties = { asks: { type: Boolean } };
  /** Not where the page has that question already. */
  declare asks: boolean;

  constructor() {
    super();
    this.asks = false;
  }

  override render() {
    return html`
      ${this.asks ? this.#question() : nothing}
      <label class="plain-choice chat-sound">
        <input
          type="checkbox"
          .checked=${chatSound()}
          @change=${(event: Event) => chooseChatSound((event.target as HTMLInputElement).checked)}
        />
        <span>${t("chat_alerts.sound")} <span class="note">${t("chat_alerts.sound_why")}</span></span>
      </label>
    `;
  }

  #question(): TemplateResult | typeof nothing {
    const permission = notificationPermission();
    if (permission === "denied") return html`<p class="note">${t("alerts.permission_denied")}</p>`;
    if (permission !== "default" || remembered("chat_notify") === "later") return nothing;
    return html`
      <div class="chat-ask">
        <p>${icon(BELL)} <span>${t("chat_alerts.ask")}</span></p>
        <div class="buttons">
          <button type="button" class="secondary" @click=${() => void this.#allow()}>${t("alerts.ask")}</button>
          <button type="button" class="plain" @click=${() => this.#later()}>${t("chat_alerts.later")}</button>
        </div>
      </div>
    `;
  }

  async #allow(): Promise<void> {
    await askToNotify();
    this.requestUpdate();
  }

  #later(): void {
    remember("chat_notify", "later");
    this.requestUpdate();
  }
}
