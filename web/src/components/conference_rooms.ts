import { type TemplateResult, html, nothing } from "lit";
import PLUS from "lucide-static/icons/plus.svg";
import CROSS from "lucide-static/icons/x.svg";
import { type OrganisationSettings, type Room, saveRooms } from "../administration_api.ts";
import type { ToldField } from "../model/conflict.ts";
import { formatPhone } from "../model/phone.ts";
import { t } from "../texts/index.ts";
import { fieldNotes } from "./field.ts";
import { EYE, EYE_OFF, icon } from "./icon.ts";
import { SavingForm } from "./saving_form.ts";

const MOST = 20;
type Field = "name" | "number" | "pin";

/**
 * The organisation's conference rooms. A PIN is shown only where somebody asks for it. Emits
 * "policy-saved" with the organisation, and "policy-outdated".
 */
export class ConferenceRooms extends SavingForm {
  static override properties = {
    settings: { attribute: false },
    draft: { state: true },
    bare: { state: true },
  };
  declare settings: OrganisationSettings;
  /** The rooms as they are being edited; null where they are as saved. */
  declare draft: Room[] | null;
  /** The ids of rooms whose PIN is readable. */
  declare bare: string[];

  constructor() {
    super();
    this.draft = null;
    this.bare = [];
  }

  protected fields(): readonly string[] {
    const fields: Field[] = ["name", "number", "pin"];
    return this.#rooms().flatMap((_, place) => fields.map((field) => fieldAt(place, field)));
  }

  protected outdated(): void {
    this.emit("policy-outdated");
  }

  protected override savedVersion(): number {
    return this.settings.version;
  }

  protected override told(): ToldField[] {
    const words = this.settings.conference_rooms
      .map(({ name, number, pin }) => `${name} ${formatPhone(number)}${pin === "" ? "" : ` (${pin})`}`)
      .join(", ");
    return [{ field: "rooms", label: t("rooms.title"), words, mine: this.draft !== null }];
  }

  protected override letGo(): void {
    this.draft = null;
  }

  #rooms(): Room[] {
    return (
      this.draft ??
      this.settings.conference_rooms.map((room) => ({ ...room, number: formatPhone(room.number) }))
    );
  }

  override render() {
    const rooms = this.#rooms();
    return html`
      <section class="card panel" aria-labelledby="rooms-title">
        <header class="panel-head">
          <h2 id="rooms-title">${t("rooms.title")}</h2>
          <p class="note">${t("rooms.why")}</p>
        </header>
        <form class="form inner" novalidate @submit=${this.#save}>
          ${this.noticeTemplate()}
          ${rooms.length === 0 ? html`<p class="note">${t("rooms.none")}</p>` : nothing}
          ${rooms.map((room, place) => this.#room(room, place))}
          ${rooms.length < MOST
            ? html`
                <div class="buttons">
                  <button type="button" class="secondary with-icon" @click=${() => void this.#add()}>
                    ${icon(PLUS)} ${t("rooms.add")}
                  </button>
                </div>
              `
            : nothing}
          ${this.saveBar(this.draft !== null, () => this.#undo())}
        </form>
      </section>
    `;
  }

  #room(room: Room, place: number): TemplateResult {
    const bare = this.bare.includes(room.id);
    return html`
      <fieldset class="room">
        <legend class="visually-hidden">${t("rooms.room", { number: place + 1 })}</legend>
        ${this.#field(room, place, "name", "text")} ${this.#field(room, place, "number", "tel")}
        ${this.#field(room, place, "pin", bare ? "text" : "password")}
        <div class="room-acts">
          <button
            type="button"
            class="plain"
            aria-pressed=${bare ? "true" : "false"}
            aria-label=${t(bare ? "rooms.hide_pin" : "rooms.show_pin")}
            @click=${() => this.#bare(room.id, !bare)}
          >
            ${icon(bare ? EYE_OFF : EYE)}
          </button>
          <button
            type="button"
            class="plain"
            aria-label=${t("rooms.remove", { name: room.name || place + 1 })}
            @click=${() => this.#drop(place)}
          >
            ${icon(CROSS)}
          </button>
        </div>
      </fieldset>
    `;
  }

  #field(room: Room, place: number, field: Field, type: string): TemplateResult {
    const name = fieldAt(place, field);
    const id = `room-${place}-${field}`;
    const error = this.errors[name];
    return html`
      <div class="field">
        <label for=${id}>${t(`rooms.${field}`)}</label>
        <input
          id=${id}
          name=${name}
          type=${type}
          autocomplete="off"
          .value=${room[field]}
          aria-invalid=${error === undefined ? "false" : "true"}
          aria-describedby=${`${id}-hint ${id}-error`}
          @input=${(event: Event) => this.#write(place, field, (event.target as HTMLInputElement).value)}
        />
        ${fieldNotes({ id, hint: field === "pin" && place === 0 ? t("rooms.pin_hint") : "", error })}
      </div>
    `;
  }

  #bare(id: string, bare: boolean): void {
    this.bare = bare ? [...this.bare, id] : this.bare.filter((one) => one !== id);
  }

  async #add(): Promise<void> {
    const rooms = this.#rooms();
    const id = `rum-${crypto.randomUUID().slice(0, 8)}`;
    this.#change([...rooms, { id, name: "", number: "", pin: "" }]);
    await this.updateComplete;
    this.querySelector<HTMLElement>(`#room-${rooms.length}-name`)?.focus();
  }

  #write(place: number, field: Field, typed: string): void {
    this.#change(this.#rooms().map((room, at) => (at === place ? { ...room, [field]: typed } : room)));
    this.touched(fieldAt(place, field));
  }

  #drop(place: number): void {
    this.#change(this.#rooms().filter((_, at) => at !== place));
    this.errors = {};
    this.querySelector<HTMLElement>(".with-icon")?.focus();
  }

  #change(rooms: Room[]): void {
    this.draft = rooms;
    this.saved = "";
  }

  #undo(): void {
    this.draft = null;
    this.errors = {};
    this.notice = "";
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await this.save(async () => {
      const saved = await saveRooms({ conference_rooms: this.#rooms(), version: this.settings.version });
      this.draft = null;
      this.emit("policy-saved", saved);
    }, t("form.saved"));
  };
}

/** What the server calls this field. */
function fieldAt(place: number, field: Field): string {
  return ["conference_rooms", place, field].join(".");
}
