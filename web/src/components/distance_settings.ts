import { type TemplateResult, html, nothing } from "lit";
import PLUS from "lucide-static/icons/plus.svg";
import CROSS from "lucide-static/icons/x.svg";
import { type OrganisationSettings, saveDistanceRules } from "../administration_api.ts";
import type { ToldField } from "../model/conflict.ts";
import { type Draft, changes, isChanged, shown, without } from "../model/draft.ts";
import { formatPhone } from "../model/phone.ts";
import { t } from "../texts/index.ts";
import { fieldNotes } from "./field.ts";
import { icon } from "./icon.ts";
import { SavingForm } from "./saving_form.ts";

interface Rules {
  distance_pin_required: boolean;
  switchboard_numbers: string[];
  distance_misses_limit: number;
}

const MOST = 20;
const MOST_MISSES = 20;
const LIMIT = "distance_misses_limit";

/**
 * The organisation's side of distance login: the number, the PIN rule, its switchboards (F1, F6,
 * B7). Emits "policy-saved" with the organisation, and "policy-outdated".
 */
export class DistanceSettings extends SavingForm {
  static override properties = { settings: { attribute: false }, draft: { state: true } };
  declare settings: OrganisationSettings;
  declare draft: Draft<Rules>;

  constructor() {
    super();
    this.draft = {};
  }

  protected fields(): readonly string[] {
    return [LIMIT, ...this.#now().switchboard_numbers.map((_, place) => fieldAt(place))];
  }

  protected outdated(): void {
    this.emit("policy-outdated");
  }

  protected override savedVersion(): number {
    return this.settings.version;
  }

  protected override told(): ToldField[] {
    const saved = this.#savedRules();
    const words: [keyof Rules, string, string][] = [
      ["distance_pin_required", t("distance.require_pin"), t(saved.distance_pin_required ? "conflict.yes" : "conflict.no")],
      ["switchboard_numbers", t("distance.switchboards"), saved.switchboard_numbers.join(", ")],
      ["distance_misses_limit", t("distance.misses"), String(saved.distance_misses_limit)],
    ];
    const mine = changes(this.#savedRules(), this.draft);
    return words.map(([field, label, said]) => ({ field, label, words: said, mine: field in mine }));
  }

  protected override letGo(field: string): void {
    this.draft = without(this.draft, field);
  }

  #savedRules(): Rules {
    const { distance_pin_required, switchboard_numbers, distance_misses_limit } = this.settings;
    return {
      distance_pin_required,
      distance_misses_limit,
      switchboard_numbers: switchboard_numbers.map(formatPhone),
    };
  }

  #now(): Rules {
    return shown(this.#savedRules(), this.draft);
  }

  override render() {
    const now = this.#now();
    const changed = isChanged(this.#savedRules(), this.draft);
    return html`
      <section class="card panel" aria-labelledby="distance-title">
        <header class="panel-head">
          <h2 id="distance-title">${t("distance.title")}</h2>
          ${this.#serviceNumber()}
        </header>
        <form class="form inner" novalidate @submit=${this.#save}>
          ${this.noticeTemplate()}
          <label class="plain-choice">
            <input
              type="checkbox"
              .checked=${now.distance_pin_required}
              @change=${(event: Event) =>
                this.#change({ distance_pin_required: (event.target as HTMLInputElement).checked })}
            />
            <span>${t("distance.require_pin")} <span class="note">${t("distance.require_pin_why")}</span></span>
          </label>
          ${this.#misses(now.distance_misses_limit)}
          <fieldset>
            <legend>${t("distance.switchboards")}</legend>
            <p class="note">${t("distance.switchboards_why")}</p>
            ${now.switchboard_numbers.map((number, place) => this.#number(number, place))}
            ${now.switchboard_numbers.length < MOST ? this.#more() : nothing}
          </fieldset>
          ${this.saveBar(changed, () => this.#undo())}
        </form>
      </section>
    `;
  }

  #misses(limit: number): TemplateResult {
    const error = this.errors[LIMIT];
    return html`
      <div class="field misses">
        <label for=${LIMIT}>${t("distance.misses")}</label>
        <input
          id=${LIMIT}
          name=${LIMIT}
          type="number"
          inputmode="numeric"
          min="1"
          max=${MOST_MISSES}
          step="1"
          .value=${Number.isNaN(limit) ? "" : String(limit)}
          aria-invalid=${error === undefined ? "false" : "true"}
          aria-describedby=${`${LIMIT}-hint ${LIMIT}-error`}
          @input=${(event: Event) =>
            this.#change({ distance_misses_limit: (event.target as HTMLInputElement).valueAsNumber })}
        />
        ${fieldNotes({
          id: LIMIT,
          hint: t("distance.misses_why"),
          ...(error === undefined ? {} : { error }),
        })}
      </div>
    `;
  }

  #serviceNumber(): TemplateResult {
    const number = this.settings.service_number;
    if (number === null) return html`<p class="note">${t("distance.service_none")}</p>`;
    return html`
      <p class="note">
        ${t("distance.service")} <strong class="number">${formatPhone(number)}</strong>
      </p>
    `;
  }

  #number(number: string, place: number): TemplateResult {
    const id = `switchboard-${place}`;
    const error = this.errors[fieldAt(place)];
    return html`
      <div class="field switchboard">
        <label class="visually-hidden" for=${id}>${t("distance.switchboard", { number: place + 1 })}</label>
        <div class="with-remove">
          <input
            id=${id}
            name=${fieldAt(place)}
            type="tel"
            autocomplete="off"
            .value=${number}
            aria-invalid=${error === undefined ? "false" : "true"}
            aria-describedby=${`${id}-hint ${id}-error`}
            @input=${(event: Event) => this.#write(place, (event.target as HTMLInputElement).value)}
          />
          <button
            type="button"
            class="plain"
            aria-label=${t("distance.switchboard_remove", { number: number || place + 1 })}
            @click=${() => this.#drop(place)}
          >
            ${icon(CROSS)}
          </button>
        </div>
        ${fieldNotes({ id, ...(error === undefined ? {} : { error }) })}
      </div>
    `;
  }

  #more(): TemplateResult {
    return html`
      <div class="buttons">
        <button type="button" class="secondary with-icon" @click=${() => void this.#add()}>
          ${icon(PLUS)} ${t("distance.switchboard_add")}
        </button>
      </div>
    `;
  }

  async #add(): Promise<void> {
    const numbers = this.#now().switchboard_numbers;
    this.#change({ switchboard_numbers: [...numbers, ""] });
    await this.updateComplete;
    this.querySelector<HTMLElement>(`#switchboard-${numbers.length}`)?.focus();
  }

  #write(place: number, typed: string): void {
    const numbers = this.#now().switchboard_numbers.map((old, at) => (at === place ? typed : old));
    this.#change({ switchboard_numbers: numbers });
  }

  #drop(place: number): void {
    const numbers = this.#now().switchboard_numbers.filter((_, at) => at !== place);
    this.#change({ switchboard_numbers: numbers });
    this.querySelector<HTMLElement>(".with-icon")?.focus();
  }

  #change(edit: Draft<Rules>): void {
    this.draft = { ...this.draft, ...edit };
    this.saved = "";
    this.errors = {};
  }

  #undo(): void {
    this.draft = {};
    this.errors = {};
    this.notice = "";
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const limit = this.#now().distance_misses_limit;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_MISSES) {
      this.refuse({ [LIMIT]: t("distance.misses_odd") });
      return;
    }
    await this.save(() => this.#send(), t("form.saved"));
  };

  async #send(): Promise<void> {
    // A field left empty is no number; the others keep their places for what may be said of them.
    if (this.draft.switchboard_numbers !== undefined) {
      const numbers = this.draft.switchboard_numbers.map((one) => one.trim()).filter((one) => one !== "");
      this.draft = { ...this.draft, switchboard_numbers: numbers };
    }
    const wanted = changes(this.#savedRules(), this.draft);
    const saved = await saveDistanceRules({ ...wanted, version: this.settings.version });
    this.draft = {};
    this.emit("policy-saved", saved);
  }
}

/** What the server calls the number at this place. */
function fieldAt(place: number): string {
  return ["switchboard_numbers", place].join(".");
}
