import { type TemplateResult, html, nothing } from "lit";
import {
  alertTone,
  alertVolume,
  askToNotify,
  chooseCaller,
  chooseTone,
  chooseVolume,
  notificationPermission,
  showsCaller,
  tryTone,
} from "../attention.ts";
import { Problem, Unreachable } from "../api.ts";
import { ALERT_TONES, type AlertTone } from "../model/tone.ts";
import { canPush, startPush, stopPush, wantsPush } from "../push.ts";
import { t } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";
import { segmentTemplate } from "./segment.ts";
import { switchTemplate } from "./switch.ts";

/** How an offer calls for attention on this device: tone, volume, notifications, push messages. */
export class AlertSettings extends JourElement {
  static override properties = { trouble: { state: true }, busy: { state: true } };
  /** Why push messages could not be turned on or off. */
  declare trouble: string;
  declare busy: boolean;

  constructor() {
    super();
    this.trouble = "";
    this.busy = false;
  }

  override render() {
    return html`
      <section class="card panel alerts" aria-labelledby="alerts">
        <h2 id="alerts">${t("alerts.title")}</h2>
        ${this.#sound()} ${this.#notifications()}
      </section>
    `;
  }

  #sound(): TemplateResult {
    const silent = alertTone() === "off";
    return html`
      <fieldset>
        <legend>${t("alerts.tone")}</legend>
        <div class="segments">${ALERT_TONES.map((tone) => this.#tone(tone))}</div>
      </fieldset>
      <div class="alerts-volume">
        <label for="alert-volume">${t("alerts.volume")}</label>
        <input
          id="alert-volume"
          type="range"
          min="0"
          max="100"
          step="5"
          ?disabled=${silent}
          .value=${String(alertVolume())}
          @change=${(event: Event) => this.#loud(Number((event.target as HTMLInputElement).value))}
        />
        <button type="button" class="secondary" ?disabled=${silent} @click=${tryTone}>
          ${t("alerts.try")}
        </button>
      </div>
    `;
  }

  #tone(tone: AlertTone): TemplateResult {
    return segmentTemplate({
      name: "alert-tone",
      value: tone,
      label: t(`alerts.tone_${tone}`),
      chosen: alertTone() === tone,
      choose: () => {
        chooseTone(tone);
        if (tone !== "off") tryTone();
        this.requestUpdate();
      },
    });
  }

  /** Heard at once, as a volume is judged by ear. */
  #loud(volume: number): void {
    chooseVolume(volume);
    tryTone();
    this.requestUpdate();
  }

  #notifications(): TemplateResult {
    const permission = notificationPermission();
    return html`
      <div class="alerts-notify">
        ${permission === "default"
          ? html`
              <p>${t("alerts.ask_why")}</p>
              <button type="button" class="secondary" @click=${() => void this.#allow()}>
                ${t("alerts.ask")}
              </button>
            `
          : html`<p class="note">${t(`alerts.permission_${permission}`)}</p>`}
        ${permission === "granted" && canPush() ? this.#push() : nothing}
        ${switchTemplate(t("alerts.caller"), showsCaller(), (on) => void this.#caller(on))}
        <p class="note">${t("alerts.caller_why")}</p>
        ${this.trouble === "" ? nothing : html`<p class="alarm" role="alert">${this.trouble}</p>`}
      </div>
    `;
  }

  #push(): TemplateResult {
    return html`
      ${switchTemplate(t("alerts.push"), wantsPush(), (on) => void this.#setPush(on))}
      <p class="note" role="status">${t(this.busy ? "app.loading" : "alerts.push_why")}</p>
    `;
  }

  async #allow(): Promise<void> {
    const allowed = (await askToNotify()) === "granted";
    if (allowed && canPush()) await this.#setPush(true);
    this.requestUpdate();
  }

  async #caller(on: boolean): Promise<void> {
    chooseCaller(on);
    this.requestUpdate();
    // The server words what it pushes, so it has to know.
    if (wantsPush()) await this.#setPush(true);
  }

  async #setPush(on: boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = "";
    try {
      await (on ? startPush() : stopPush());
    } catch (error) {
      this.trouble = whyNot(error);
    }
    this.busy = false;
  }
}

/** The browser's own refusals (no push service reached, private window) have no words for people. */
function whyNot(error: unknown): string {
  if (error instanceof Problem) return error.message;
  if (error instanceof Unreachable) return t("action.no_contact");
  if (error instanceof DOMException) return t("alerts.push_failed");
  throw error;
}
