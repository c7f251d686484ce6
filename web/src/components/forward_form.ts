import { type TemplateResult, html, nothing } from "lit";
import { announce } from "../announce.ts";
import { type Targets, forward, targets } from "../forward_api.ts";
import type { AgentState } from "../model/contract.ts";
import { type Colleague, type Destination, type MyCall, type Place, found } from "../model/forward.ts";
import { clock } from "../model/time.ts";
import { locale, t } from "../texts/index.ts";
import { who } from "./call_menu.ts";
import { fieldNotes } from "./field.ts";
import { helpLinkApart } from "./help_link.ts";
import { SavingForm } from "./saving_form.ts";
import { stateWords } from "./state_pill.ts";

/** Where one call goes when I hang up: a colleague, a group or a number. Emits "sent-on", "call-back". */
export class ForwardForm extends SavingForm {
  static override properties = {
    call: { attribute: false },
    there: { state: true },
    typed: { state: true },
    chosen: { state: true },
    number: { state: true },
  };
  declare call: MyCall;
  declare there: Targets | null;
  /** What is searched for among colleagues. */
  declare typed: string;
  declare chosen: Destination | null;
  declare number: string;

  constructor() {
    super();
    this.there = null;
    this.typed = "";
    this.chosen = null;
    this.number = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.save(async () => {
      this.there = await targets();
    }, "");
  }

  protected fields(): readonly string[] {
    return ["to.number"];
  }

  protected outdated(): void {
    this.emit("call-back");
  }

  override render() {
    return html`
      <form class="send-on" novalidate @submit=${this.#send}>
        <h2 id="call-panel-title" tabindex="-1">${t("forward.heading", { who: who(this.call) })}</h2>
        <p class="send-on-what">
          ${t("forward.what")} ${helpLinkApart("vidarekoppling", t("forward.act"))}
        </p>
        ${this.noticeTemplate()} ${this.there === null ? nothing : this.#targets(this.there)}
        <div class="field">
          <label for="send-to-number">${t("forward.number")}</label>
          <input
            id="send-to-number"
            name="to.number"
            type="tel"
            autocomplete="off"
            .value=${this.number}
            aria-invalid=${this.errors["to.number"] === undefined ? "false" : "true"}
            aria-describedby="send-to-number-hint send-to-number-error"
            @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)}
          />
          ${fieldNotes({
            id: "send-to-number",
            hint: t("forward.number_hint"),
            error: this.errors["to.number"],
          })}
        </div>
        <div class="buttons even send-on-foot">
          <button type="submit" class="primary" aria-disabled=${this.busy ? "true" : "false"}>
            ${t(this.busy && this.there !== null ? "forward.doing" : "forward.do")}
          </button>
          <button type="button" class="secondary" @click=${() => this.emit("call-back")}>
            ${t("forward.back")}
          </button>
        </div>
      </form>
    `;
  }

  #targets({ colleagues, groups }: Targets): TemplateResult {
    const shown = found(colleagues, this.typed, locale());
    return html`
      <fieldset>
        <legend>${t("forward.colleagues")}</legend>
        <div class="field">
          <input
            type="search"
            aria-label=${t("forward.search")}
            placeholder=${t("forward.search")}
            .value=${this.typed}
            @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
          />
        </div>
        <div class="send-on-list">
          ${shown.map((one) => this.#colleague(one))}
          ${shown.length === 0 ? html`<p class="note">${t("forward.no_colleagues")}</p>` : nothing}
        </div>
      </fieldset>
      ${groups.length === 0
        ? nothing
        : html`
            <fieldset>
              <legend>${t("forward.groups")}</legend>
              <div class="send-on-list">${groups.map((group) => this.#group(group))}</div>
            </fieldset>
          `}
    `;
  }

  #colleague(one: Colleague): TemplateResult {
    const chosen = this.chosen !== null && "user" in this.chosen && this.chosen.user === one.user;
    const look = one.state === "away" || one.forwarding_until !== null ? "quiet" : one.state;
    return this.#choice(one.name, standing(one), look, one.reached_by !== null, chosen, {
      user: one.user,
    });
  }

  #group(group: Place): TemplateResult {
    const chosen = this.chosen !== null && "group" in this.chosen && this.chosen.group === group.id;
    const note = group.answers ? "" : t("forward.group_closed");
    return this.#choice(group.name, note, "quiet", group.answers, chosen, { group: group.id });
  }

  #choice(
    name: string,
    note: string,
    look: string,
    possible: boolean,
    chosen: boolean,
    to: Destination,
  ): TemplateResult {
    return html`
      <label class="send-on-choice ${possible ? "" : "impossible"}">
        <input
          type="radio"
          name="send-to"
          ?disabled=${!possible}
          .checked=${chosen}
          @change=${() => this.#choose(to)}
        />
        <span>${name}</span>
        ${note === "" ? nothing : html`<span class="pill ${look}">${note}</span>`}
      </label>
    `;
  }

  #choose(to: Destination): void {
    this.chosen = to;
    this.number = "";
    this.errors = {};
  }

  #type(number: string): void {
    this.number = number;
    this.chosen = null;
    this.touched("to.number");
  }

  readonly #send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const number = this.number.trim();
    const to = number === "" ? this.chosen : { number };
    if (to === null) {
      this.refuse({ "to.number": t("forward.choose_one") });
      return;
    }
    const done = await this.save(() => forward(this.call.contact, to).then(() => undefined), t("forward.done"));
    if (!done) return;
    announce(t("forward.done"));
    this.emit("sent-on");
  };
}

/** A colleague's state, and how they would be reached. */
function standing(one: Colleague): string {
  if (one.forwarding_until !== null) {
    return t("forward.by_forwarding", { time: clock(new Date(one.forwarding_until), locale()) });
  }
  if (one.state !== "away") return stateWords({ state: one.state as AgentState, reason: null });
  return t(one.reached_by === "number" ? "forward.by_number" : "forward.away");
}
