import { html, nothing } from "lit";
import { JourElement } from "../components/jour_element.ts";
import type { LoggedOut } from "../model/contract.ts";
import { endedWhy, endedText } from "../model/ended.ts";
import { clock, moment } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";

/** A login that is over: who ended it, how and when (X1), and the way back in. */
export class EndedPage extends JourElement {
  static override properties = { end: { attribute: false } };
  declare end: LoggedOut;

  override render() {
    const why = endedWhy(this.end);
    return html`
      <section class="card entry notice">
        <h1 tabindex="-1">${t("ended.title")}</h1>
        <p class="lead" role="alert">${this.#what()}</p>
        ${why === null ? nothing : html`<p class="lede">${t(why)}</p>`}
        <button class="primary" @click=${() => this.emit("log-in-again")}>${t("ended.again")}</button>
      </section>
    `;
  }

  #what(): string {
    const { key, name } = endedText(this.end);
    return t(key, { name, when: this.#when() });
  }

  #when(): string {
    const at = new Date(this.end.at);
    const time = moment(at, new Date(), locale());
    const today = time === clock(at, locale());
    return today ? t("ended.at", { time }) : time;
  }
}
