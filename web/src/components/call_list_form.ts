import { type TemplateResult, html, nothing } from "lit";
import PLUS from "lucide-static/icons/plus.svg";
import CROSS from "lucide-static/icons/x.svg";
import { addCallList, saveCallList } from "../call_lists_api.ts";
import type { CallList, ListEdit } from "../model/call_list.ts";
import type { ToldField } from "../model/conflict.ts";
import type { Group } from "../model/contract.ts";
import { type Hours, faultyDay, officeHours } from "../model/hours.ts";
import { groupNames } from "../model/people.ts";
import { t } from "../texts/index.ts";
import { fieldNotes, textField } from "./field.ts";
import { hoursEditor } from "./hours_editor.ts";
import { icon } from "./icon.ts";
import { openWords } from "./opening_words.ts";
import { SavingForm } from "./saving_form.ts";

const MOST_RESULTS = 12;

interface ResultRow {
  id?: string;
  name: string;
}

interface Typed {
  name: string;
  group: string;
  results: ResultRow[];
  /** null: whenever the group is open. */
  hours: Hours | null;
}

/**
 * A list's name, group, calling hours and result codes; or those of a new one. Emits "list-saved"
 * with the list, and "list-outdated".
 */
export class CallListForm extends SavingForm {
  static override properties = {
    list: { attribute: false },
    groups: { attribute: false },
    typed: { state: true },
  };
  /** null for a new one. */
  declare list: CallList | null;
  /** Those that may ring lists. */
  declare groups: Group[];
  /** What was typed over what is saved; null while nothing was. */
  declare typed: Typed | null;

  constructor() {
    super();
    this.typed = null;
  }

  protected fields(): readonly string[] {
    return ["name", "results", "hours", "group"];
  }

  protected outdated(): void {
    this.emit("list-outdated");
  }

  protected override savedVersion(): number | null {
    return this.list?.version ?? null;
  }

  /** What is typed stands for the whole list, so every field is mine. */
  protected override told(): ToldField[] {
    const { name, group, results, hours } = this.#saved;
    const mine = this.typed !== null;
    const field = (id: keyof Typed, label: string, words: string) => ({ field: id, label, words, mine });
    return [
      field("name", t("lists.name"), name),
      field("group", t("lists.group"), groupNames([group], this.groups)),
      field("hours", t("hours_title.lists"), openWords({ hours })),
      field("results", t("lists.results"), results.map((one) => one.name).join(", ")),
    ];
  }

  protected override letGo(field: string): void {
    if (this.typed === null) return;
    this.typed = { ...this.typed, [field]: this.#saved[field as keyof Typed] };
  }

  get #saved(): Typed {
    const { list } = this;
    if (list === null) {
      const usual = [t("lists.usual_yes"), t("lists.usual_no"), t("lists.usual_wrong")];
      return {
        name: "",
        group: this.groups[0]?.id ?? "",
        results: usual.map((name) => ({ name })),
        hours: officeHours(),
      };
    }
    const { name, group, results, hours } = list;
    return {
      name,
      group,
      results: results.map((one) => ({ id: one.id, name: one.name })),
      hours,
    };
  }

  override render() {
    const now = this.typed ?? this.#saved;
    const fresh = this.list === null;
    return html`
      <section class="card panel" aria-labelledby="list-form-title">
        <header class="panel-head">
          <h2 id="list-form-title">${t(fresh ? "lists.new_title" : "lists.settings")}</h2>
        </header>
        <form class="form inner" novalidate @submit=${this.#save}>
          ${this.noticeTemplate()}
          <div class="pair" @input=${this.#named}>
            ${textField({
              id: "name",
              label: t("lists.name"),
              value: now.name,
              error: this.errors["name"],
            })}
            ${this.#group(now)}
          </div>
          ${hoursEditor({
            hours: now.hours,
            error: this.errors["hours"],
            change: (hours) => this.#change({ hours }),
            words: "lists",
            note: t("lists.hours_why"),
          })}
          ${this.#results(now)}
          ${this.saveBar(
            fresh || this.typed !== null,
            () => this.#undo(),
            t(fresh ? "lists.add" : "form.save"),
          )}
        </form>
      </section>
    `;
  }

  #group(now: Typed): TemplateResult {
    if (this.list !== null) {
      const name = this.groups.find(({ id }) => id === now.group)?.name ?? now.group;
      return html`
        <div class="field">
          <span class="label">${t("lists.group")}</span>
          <p>${name}</p>
        </div>
      `;
    }
    return html`
      <div class="field">
        <label for="list-group">${t("lists.group")}</label>
        <select
          id="list-group"
          name="group"
          .value=${now.group}
          @change=${(event: Event) =>
            this.#change({ group: (event.target as HTMLSelectElement).value })}
        >
          ${this.groups.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
        </select>
      </div>
    `;
  }

  #results(now: Typed): TemplateResult {
    return html`
      <fieldset class="result-fields">
        <legend>${t("lists.results")}</legend>
        <p class="note">${t("lists.results_why")}</p>
        ${now.results.map((result, place) => this.#result(result, place, now.results.length))}
        ${fieldNotes({ id: "results", ...errorOf(this.errors["results"]) })}
        ${now.results.length < MOST_RESULTS
          ? html`
              <div class="buttons">
                <button type="button" class="secondary with-icon" @click=${() => void this.#add()}>
                  ${icon(PLUS)} ${t("lists.result_add")}
                </button>
              </div>
            `
          : nothing}
      </fieldset>
    `;
  }

  #result({ name }: ResultRow, place: number, many: number): TemplateResult {
    const id = `result-${place}`;
    return html`
      <div class="field with-remove result-field">
        <label class="visually-hidden" for=${id}>${t("lists.result", { place: place + 1 })}</label>
        <input
          id=${id}
          name=${place === 0 ? "results" : id}
          maxlength="40"
          autocomplete="off"
          .value=${name}
          @input=${(event: Event) => this.#write(place, (event.target as HTMLInputElement).value)}
        />
        ${many === 1
          ? nothing
          : html`
              <button
                type="button"
                class="plain"
                aria-label=${t("lists.result_remove", { name: name || place + 1 })}
                @click=${() => this.#drop(place)}
              >
                ${icon(CROSS)}
              </button>
            `}
      </div>
    `;
  }

  async #add(): Promise<void> {
    const { results } = this.typed ?? this.#saved;
    this.#change({ results: [...results, { name: "" }] });
    await this.updateComplete;
    this.querySelector<HTMLElement>(`#result-${results.length}`)?.focus();
  }

  #write(place: number, name: string): void {
    const { results } = this.typed ?? this.#saved;
    this.#change({ results: results.map((one, at) => (at === place ? { ...one, name } : one)) });
  }

  #drop(place: number): void {
    const { results } = this.typed ?? this.#saved;
    this.#change({ results: results.filter((_, at) => at !== place) });
    this.querySelector<HTMLElement>(".result-fields .with-icon")?.focus();
  }

  readonly #named = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (field.name === "name") this.#change({ name: field.value });
  };

  #change(edit: Partial<Typed>): void {
    this.typed = { ...(this.typed ?? this.#saved), ...edit };
    for (const field of Object.keys(edit)) this.touched(field);
  }

  #undo(): void {
    this.typed = null;
    this.errors = {};
    this.notice = "";
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const now = this.typed ?? this.#saved;
    const results = now.results.filter(({ name }) => name.trim() !== "");
    const wrong: Record<string, string> = {};
    if (now.name.trim() === "") wrong["name"] = t("lists.name_missing");
    if (results.length === 0) wrong["results"] = t("lists.result_missing");
    const day = now.hours === null ? null : faultyDay(now.hours);
    if (day !== null) wrong["hours"] = t("group.hours_odd", { day: t(`day.${day}`) });
    if (Object.keys(wrong).length > 0) return this.refuse(wrong);
    const edit = { name: now.name.trim(), results, hours: now.hours };
    await this.save(() => this.#send(now, edit), t("form.saved"));
  };

  async #send({ group }: Typed, edit: ListEdit & { name: string; results: ResultRow[] }) {
    const { list } = this;
    const saved =
      list === null
        ? await addCallList({ ...edit, group })
        : await saveCallList(list.id, { ...edit, version: list.version });
    this.typed = null;
    this.emit("list-saved", saved);
  }
}

function errorOf(error: string | undefined): { error?: string } {
  return error === undefined ? {} : { error };
}
