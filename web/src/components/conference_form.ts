import { type TemplateResult, html, nothing } from "lit";
import CROSS from "lucide-static/icons/x.svg";
import { announce } from "../announce.ts";
import { type Targets, conference, targets } from "../forward_api.ts";
import type { MyCall } from "../model/forward.ts";
import { t } from "../texts/index.ts";
import { who } from "./call_menu.ts";
import { fieldNotes } from "./field.ts";
import { icon } from "./icon.ts";
import { helpLinkApart } from "./help_link.ts";
import { SavingForm } from "./saving_form.ts";

const MOST = 5;

/** Into which room a call goes when I hang up, and who else is rung. Emits "sent-on", "call-back". */
export class ConferenceForm extends SavingForm {
  static override properties = {
    call: { attribute: false },
    agent: { type: Boolean },
    there: { state: true },
    room: { state: true },
    invited: { state: true },
    typed: { state: true },
  };
  declare call: MyCall;
  declare agent: boolean;
  declare there: Targets | null;
  declare room: string;
  declare invited: string[];
  declare typed: string;

  constructor() {
    super();
    this.there = null;
    this.room = "";
    this.invited = [];
    this.typed = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.save(async () => {
      this.there = await targets();
      this.room = this.there.rooms[0]?.id ?? "";
    }, "");
  }

  protected fields(): readonly string[] {
    return this.invited.map((_, place) => fieldAt(place));
  }

  protected outdated(): void {
    this.emit("call-back");
  }

  override render() {
    const rooms = this.there?.rooms ?? [];
    const none = this.there !== null && rooms.length === 0;
    return html`
      <form class="send-on" novalidate @submit=${this.#send}>
        <h2 id="call-panel-title" tabindex="-1">${t("conference.heading", { who: who(this.call) })}</h2>
        <p class="send-on-what">
          ${t(none ? "conference.no_rooms" : "conference.what")}
          ${this.agent && !none ? t("conference.paused") : ""} ${helpLinkApart("konferens", t("forward.conference"))}
        </p>
        ${this.noticeTemplate()} ${none ? nothing : this.#fields(rooms)}
        <div class="buttons even send-on-foot">
          ${none
            ? nothing
            : html`
                <button type="submit" class="primary" aria-disabled=${this.busy ? "true" : "false"}>
                  ${t(this.busy && this.there !== null ? "forward.doing" : "conference.do")}
                </button>
              `}
          <button type="button" class="secondary" @click=${() => this.emit("call-back")}>
            ${t("forward.back")}
          </button>
        </div>
      </form>
    `;
  }

  #fields(rooms: Targets["rooms"]): TemplateResult {
    return html`
      <fieldset>
        <legend>${t("conference.room")}</legend>
        <div class="send-on-list">
          ${rooms.map(
            (room) => html`
              <label class="send-on-choice">
                <input
                  type="radio"
                  name="room"
                  .checked=${this.room === room.id}
                  @change=${() => (this.room = room.id)}
                />
                <span>${room.name}</span>
              </label>
            `,
          )}
        </div>
      </fieldset>
      <div class="field">
        <label for="invite">${t("conference.invite")}</label>
        <div class="with-remove">
          <input
            id="invite"
            type="tel"
            autocomplete="off"
            aria-describedby="invite-hint"
            .value=${this.typed}
            ?disabled=${this.invited.length >= MOST}
            @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
            @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
          />
          <button type="button" class="secondary" @click=${() => this.#add()}>
            ${t("conference.add")}
          </button>
        </div>
        ${fieldNotes({ id: "invite", hint: t("conference.invite_hint") })}
      </div>
      ${this.invited.length === 0
        ? nothing
        : html`
            <ul class="invited" aria-label=${t("conference.invited")}>
              ${this.invited.map((number, place) => this.#invitation(number, place))}
            </ul>
          `}
    `;
  }

  #invitation(number: string, place: number): TemplateResult {
    const error = this.errors[fieldAt(place)];
    return html`
      <li>
        <span class="number">${number}</span>
        <button
          type="button"
          class="plain"
          name=${fieldAt(place)}
          aria-label=${t("conference.remove", { number })}
          @click=${() => this.#drop(place)}
        >
          ${icon(CROSS)}
        </button>
        ${error === undefined ? nothing : html`<span class="note refusal" role="alert">${error}</span>`}
      </li>
    `;
  }

  /** Enter in this field means this number, not the whole form. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || this.typed.trim() === "") return;
    event.preventDefault();
    this.#add();
  }

  #add(): void {
    const number = this.typed.trim();
    if (number === "" || this.invited.length >= MOST) return;
    if (!this.invited.includes(number)) this.invited = [...this.invited, number];
    this.typed = "";
    this.errors = {};
    this.querySelector<HTMLElement>("#invite")?.focus();
  }

  #drop(place: number): void {
    this.invited = this.invited.filter((_, at) => at !== place);
    this.errors = {};
    this.querySelector<HTMLElement>("#invite")?.focus();
  }

  readonly #send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this.#add();
    const done = await this.save(
      () => conference(this.call.contact, this.room, this.invited).then(() => undefined),
      t("conference.done"),
    );
    if (!done) return;
    announce(t("conference.done"));
    this.emit("sent-on");
  };
}

/** What the server calls the number at this place. */
function fieldAt(place: number): string {
  return ["invite", place].join(".");
}
