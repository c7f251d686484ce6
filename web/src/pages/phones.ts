import { type TemplateResult, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { announce } from "../announce.ts";
import { bridgeCards } from "../components/bridge_cards.ts";
import { eventChoice } from "../components/event_choice.ts";
import { JourElement } from "../components/jour_element.ts";
import { phoneAdder } from "../components/phone_adder.ts";
import { phoneName, who } from "../components/phone_names.ts";
import { phoneStrip } from "../components/phone_strip.ts";
import type { PhoneAct } from "../components/sim_phone.ts";
import { switchTemplate } from "../components/switch.ts";
import { Exchange } from "../exchange.ts";
import { wayOf } from "../model/event_delivery.ts";
import type { Line } from "../model/phone_line.ts";
import { type Phone, withHidden, withNumber, withPhone, withoutPhone } from "../model/phone_row.ts";
import { remember, remembered } from "../preferences.ts";
import { RingTone } from "../ring_tone.ts";
import { Speaker } from "../speaker.ts";
import { t } from "../texts/index.ts";

/** A row of simulated telephones, for people who try the product without Amazon Connect. */
export class PhonesPage extends JourElement {
  static override properties = { refused: { state: true }, tone: { state: true } };
  /** Why no phone was added. */
  declare refused: string;
  declare tone: boolean;
  readonly #speaker = new Speaker();
  readonly #ringTone = new RingTone();
  readonly #exchange = new Exchange({
    changed: () => this.#changed(),
    said: (call, said) => this.#speaker.say(call, said),
    silent: (call) => this.#speaker.stop(call),
  });
  /** What each phone did when last looked at, to tell what is new. */
  readonly #before = new Map<string, Line["name"]>();

  constructor() {
    super();
    this.refused = "";
    this.tone = remembered("tone") !== "off";
    this.#speaker.on = remembered("voice") !== "off";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("pointerdown", this.#gesture);
    addEventListener("keydown", this.#gesture);
    this.#exchange.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this.#gesture);
    removeEventListener("keydown", this.#gesture);
    this.#exchange.stop();
    this.#ringTone.set(false);
    this.#speaker.stop();
  }

  override render() {
    const { numbers, phones, late } = this.#exchange;
    if (numbers === null) return this.#absent();
    return html`
      <div class="phones">
        ${this.#head()}
        ${late ? html`<p class="alarm phones-late" role="status">${t("phones.late")}</p>` : nothing}
        ${numbers === undefined ? this.#waiting() : this.#row(phones)}
      </div>
    `;
  }

  #absent(): TemplateResult {
    return html`
      <section class="card entry notice">
        <h1 tabindex="-1">${t("phones.absent_title")}</h1>
        <p class="lede">${t("phones.absent")}</p>
      </section>
      <a class="quiet-link" href="/">${t("phones.start")}</a>
    `;
  }

  #waiting() {
    return this.#exchange.late ? nothing : html`<p class="waiting" role="status">${t("app.loading")}</p>`;
  }

  #head(): TemplateResult {
    return html`
      <header class="phones-head">
        <h1 tabindex="-1">${t("phones.title")}</h1>
        <p class="lede">${t("phones.lede")}</p>
      </header>
      <div class="phones-tools">
        ${this.#speaker.able
          ? switchTemplate(t("phones.voice"), this.#speaker.on, (on) => this.#setVoice(on))
          : nothing}
        ${switchTemplate(t("phones.tone"), this.tone, (on) => this.#setTone(on))}
        <a class="phones-link" href="/outbox">${t("phones.outbox")}</a>
      </div>
    `;
  }

  #row(phones: Phone[]): TemplateResult {
    const exchange = this.#exchange;
    const lines = new Map(phones.map((phone) => [phone.id, exchange.line(phone)]));
    return html`
      ${phoneStrip(phones, lines, (id) => this.#goTo(id))}
      <ul class="phone-row" aria-label=${t("phones.row")}>
        ${repeat(
          phones,
          (phone) => phone.id,
          (phone) => html`
            <li data-phone=${phone.id}>
              <jour-sim-phone
                .phone=${phone}
                .phones=${phones}
                .line=${lines.get(phone.id)}
                .directory=${exchange.numbers?.system ?? []}
                .refusal=${exchange.refusals.get(phone.id) ?? ""}
                @phone-act=${(event: CustomEvent<PhoneAct>) => this.#act(phone, event.detail)}
              ></jour-sim-phone>
            </li>
          `,
        )}
      </ul>
      ${bridgeCards(exchange.numbers?.bridges ?? [], exchange.bridges, (number) =>
        who(number, exchange.numbers?.system ?? [], phones),
      )}
      ${phoneAdder(this.refused, (typed) => this.#add(typed))}
      ${exchange.delivery === undefined
        ? nothing
        : eventChoice(wayOf(exchange.delivery), (way) => void exchange.deliver(way))}
    `;
  }

  #act(phone: Phone, act: PhoneAct): void {
    const exchange = this.#exchange;
    switch (act.name) {
      case "ring":
        return void exchange.ring(phone, act.to);
      case "digits":
        return exchange.digits(phone, act.digits);
      case "answer":
        return void exchange.act(phone, "answer");
      case "refuse":
        return void exchange.act(phone, "reject");
      case "hang_up_answered":
        return void exchange.act(phone, "hangup");
      case "hang_up":
        return void exchange.hangUp(phone);
      case "clear":
        return exchange.clear(phone);
      case "number":
        return exchange.setRow(withNumber(exchange.row, phone.id, act.typed));
      case "hidden":
        return exchange.setRow(withHidden(exchange.row, phone.id, act.hidden));
      case "remove":
        exchange.setRow(withoutPhone(exchange.row, phone.id));
        return this.querySelector<HTMLElement>("h1")?.focus();
    }
  }

  /** True when there is a phone more. */
  #add(typed: string): boolean {
    this.refused = typed.trim() === "" ? t("phones.add_missing") : "";
    if (this.refused !== "") return false;
    const { row, id } = withPhone(this.#exchange.row, typed);
    this.#exchange.setRow(row);
    const added = this.#exchange.phones.find((phone) => phone.id === id);
    if (added) announce(t("phones.added", { name: phoneName(added) }));
    void this.updateComplete.then(() => this.#goTo(id));
    return true;
  }

  #goTo(id: string): void {
    const place = this.querySelector(`[data-phone="${CSS.escape(id)}"]`);
    place?.scrollIntoView({ inline: "center", block: "nearest" });
    place?.querySelector<HTMLElement>(".phone")?.focus({ preventScroll: true });
  }

  #changed(): void {
    this.requestUpdate();
    const lines = this.#exchange.phones.map((phone) => [phone, this.#exchange.line(phone)] as const);
    for (const [phone, line] of lines) this.#tell(phone, line);
    this.#ringTone.set(this.tone && lines.some(([, line]) => line.name === "rung"));
  }

  /** Says what happened to a phone by itself, for those who do not see it. */
  #tell(phone: Phone, line: Line): void {
    const before = this.#before.get(phone.id);
    this.#before.set(phone.id, line.name);
    if (before === undefined || before === line.name) return;
    const name = phoneName(phone);
    if (line.name === "over") announce(t("phones.over_says", { name }));
    if (line.name !== "rung") return;
    const other = who(line.from, this.#exchange.numbers?.system ?? [], this.#exchange.phones);
    announce(t("phones.ringing_says", { name, who: other }));
  }

  #setVoice(on: boolean): void {
    this.#speaker.on = on;
    if (!on) this.#speaker.stop();
    remember("voice", on ? "on" : "off");
    this.requestUpdate();
  }

  #setTone(on: boolean): void {
    this.tone = on;
    remember("tone", on ? "on" : "off");
    this.#changed();
  }

  readonly #gesture = (): void => this.#ringTone.allow();
}
