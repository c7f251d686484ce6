import { type TemplateResult, html, nothing } from "lit";
import BELL from "lucide-static/icons/bell.svg";
import { askToNotify, notificationPermission } from "../attention.ts";
import { chatSound, chooseChatSound } from "../chat_alarm.ts";
import { remember, remembered } from "../preferences.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/** Asks politely, once, whether the system may tell of what customers write; and the sound's switch. */
export class ChatAlerts extends JourElement {
  override render() {
    return html`
      ${this.#question()}
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
    if (permission === "denied") return html`<p class="note">${t("chat_alerts.denied")}</p>`;
    if (permission !== "default" || remembered("chat_notify") === "later") return nothing;
    return html`
      <div class="chat-ask">
        <p>${icon(BELL)} <span>${t("chat_alerts.ask")}</span></p>
        <div class="buttons">
          <button type="button" class="secondary" @click=${() => void this.#allow()}>${t("chat_alerts.on")}</button>
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
