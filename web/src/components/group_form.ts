import { type TemplateResult, html, nothing } from "lit";
import { type GroupEdit, type GroupSettings, addGroup, removeGroup, saveGroup } from "../groups_api.ts";
import type { Media } from "../model/contract.ts";
import type { ToldField } from "../model/conflict.ts";
import { type Draft, changes, isChanged, shown, without } from "../model/draft.ts";
import { faultyDay } from "../model/hours.ts";
import { formatPhone, looksWrong } from "../model/phone.ts";
import { t } from "../texts/index.ts";
import { askDialog } from "./ask_dialog.ts";
import { textField } from "./field.ts";
import { openWords } from "./opening_words.ts";
import { hoursEditor } from "./hours_editor.ts";
import { helpLinkApart } from "./help_link.ts";
import { SavingForm } from "./saving_form.ts";
import { segmentTemplate } from "./segment.ts";

/** The group as it is typed: numbers are texts until they are sent. */
type Typed = Pick<GroupSettings, "name" | "media" | "hours"> & {
  number: string;
  wrap_up_s: string;
  callback_after_s: string;
  callback_retry_s: string;
  callback_attempts: string;
};

const FIELDS = [
  "name",
  "number",
  "wrap_up_s",
  "callback_after_s",
  "callback_retry_s",
  "callback_attempts",
  "hours",
  "media",
] as const;
const MEDIA: Media[] = ["voice", "chat", "telemarketing"];
const TEXTS = [
  "name",
  "number",
  "wrap_up_s",
  "callback_after_s",
  "callback_retry_s",
  "callback_attempts",
] as const;
const NEW: Typed = {
  name: "",
  media: "voice",
  hours: null,
  number: "",
  wrap_up_s: "0",
  callback_after_s: "",
  callback_retry_s: "900",
  callback_attempts: "3",
};
const LONGEST_S = 3600;
const SOONEST_CALLBACK_S = 5;
const SOONEST_RETRY_S = 60;
const LATEST_RETRY_S = 86_400;
const MOST_ATTEMPTS = 10;

/** A group's settings, or a new group. Emits "group-saved", "group-outdated", "group-gone". */
export class GroupForm extends SavingForm {
  static override properties = {
    group: { attribute: false },
    version: { attribute: false },
    further: { attribute: false },
    draft: { state: true },
    removing: { state: true },
  };
  /** null for a new one. */
  declare group: GroupSettings | null;
  /** Of the organisation that was read with it. */
  declare version: number;
  /** What stands between the settings and the removal. */
  declare further: unknown;
  declare draft: Draft<Typed>;
  declare removing: boolean;

  constructor() {
    super();
    this.further = nothing;
    this.draft = {};
    this.removing = false;
  }

  protected fields(): readonly string[] {
    return FIELDS;
  }

  protected outdated(): void {
    this.emit("group-outdated");
  }

  protected override savedVersion(): number {
    return this.version;
  }

  protected override told(): ToldField[] {
    const saved = this.#saved;
    const words: [keyof Typed, string, string][] = [
      ["name", t("group.name"), saved.name],
      ["number", t("group.number"), saved.number],
      ["media", t("group.media"), t(`group.media_${saved.media}`)],
      ["wrap_up_s", t("group.wrap_up"), saved.wrap_up_s],
      ["callback_after_s", t("group.callback"), saved.callback_after_s],
      ["callback_retry_s", t("group.retry"), saved.callback_retry_s],
      ["callback_attempts", t("group.attempts"), saved.callback_attempts],
      ["hours", t("hours_title.group"), openWords(saved)],
    ];
    const mine = changes(this.#saved, this.draft);
    return words.map(([field, label, said]) => ({ field, label, words: said, mine: field in mine }));
  }

  protected override letGo(field: string): void {
    this.draft = without(this.draft, field);
  }

  get #saved(): Typed {
    return this.group === null ? NEW : typed(this.group);
  }

  override render() {
    const now = shown(this.#saved, this.draft);
    const fresh = this.group === null;
    return html`
      <form class="card panel form" novalidate @submit=${this.#save} @input=${this.#typed}>
        ${helpLinkApart("svarsgrupper", t("groups.title"))} ${this.noticeTemplate()}
        ${this.#who(now)} ${this.#media(now)}
        ${now.media === "voice" ? this.#times(now) : this.#wrapUp(now)}
        ${hoursEditor({
          hours: now.hours,
          error: this.errors["hours"],
          change: (hours) => this.#change({ hours }),
        })}
        ${this.saveBar(
          fresh || isChanged(this.#saved, this.draft),
          () => this.#undo(),
          t(fresh ? "group.add" : "form.save"),
        )}
      </form>
      ${this.further} ${fresh ? nothing : this.#removal()}
    `;
  }

  #who(now: Typed): TemplateResult {
    return html`
      <div class="pair">
        ${this.#text("name", t("group.name"), now.name)}
        ${now.media === "voice"
          ? this.#text("number", t("group.number"), now.number, t("group.number_why"), "tel")
          : nothing}
      </div>
    `;
  }

  #media(now: Typed): TemplateResult {
    const bound = (this.group?.preselected ?? 0) > 0;
    return html`
      <fieldset ?disabled=${bound}>
        <legend>${t("group.media")}</legend>
        <div class="segments">
          ${MEDIA.map((media) =>
            segmentTemplate({
              name: "media",
              value: media,
              label: t(`group.media_${media}`),
              chosen: now.media === media,
              choose: () => this.#change({ media }),
            }),
          )}
        </div>
        <p class="note">
          ${bound
            ? t("group.bound", { count: this.group?.preselected ?? 0 })
            : t(`group.media_${now.media}_what`)}
        </p>
      </fieldset>
    `;
  }

  #times(now: Typed): TemplateResult {
    return html`
      <div class="pair">
        ${this.#text("wrap_up_s", t("group.wrap_up"), now.wrap_up_s, t("group.wrap_up_why"), "numeric")}
        ${this.#text(
          "callback_after_s",
          t("group.callback"),
          now.callback_after_s,
          t("group.callback_why"),
          "numeric",
        )}
      </div>
      ${this.#tries(now)}
    `;
  }

  #tries(now: Typed): TemplateResult {
    const retry = t("group.retry_why");
    return html`
      <div class="pair">
        ${this.#text("callback_retry_s", t("group.retry"), now.callback_retry_s, retry, "numeric")}
        ${this.#text(
          "callback_attempts",
          t("group.attempts"),
          now.callback_attempts,
          t("group.attempts_why"),
          "numeric",
        )}
      </div>
    `;
  }

  #wrapUp(now: Typed): TemplateResult {
    return html`
      <div class="pair">
        ${this.#text("wrap_up_s", t("group.wrap_up"), now.wrap_up_s, this.#wrapUpWhy(now), "numeric")}
      </div>
      ${now.media === "telemarketing" ? this.#tries(now) : nothing}
    `;
  }

  #wrapUpWhy({ media }: Typed): string {
    return t(media === "chat" ? "chat_group.wrap_up_why" : "group.wrap_up_why");
  }

  #text(
    id: (typeof TEXTS)[number],
    label: string,
    value: string,
    hint?: string,
    inputmode?: string,
  ): TemplateResult {
    const weigh = () => {
      const problem = this.draft[id] === undefined ? undefined : this.#problems()[id];
      if (problem !== undefined) this.errors = { ...this.errors, [id]: problem };
    };
    return textField({
      id,
      label,
      value,
      error: this.errors[id],
      onBlur: weigh,
      ...(hint === undefined ? {} : { hint }),
      ...(inputmode === undefined ? {} : { inputmode }),
    });
  }

  #removal(): TemplateResult {
    const bound = (this.group?.preselected ?? 0) > 0;
    const name = this.#saved.name;
    return html`
      <section class="card panel ending" aria-labelledby="removal">
        <div>
          <h2 id="removal">${t("group.remove_title")}</h2>
          <p class="note">
            ${bound ? t("group.bound", { count: this.group?.preselected ?? 0 }) : t("group.remove_why")}
          </p>
        </div>
        ${bound
          ? nothing
          : html`
              <button type="button" class="secondary grave" @click=${() => (this.removing = true)}>
                ${t("group.remove")}
              </button>
            `}
      </section>
      ${askDialog(
        this.removing
          ? {
              title: t("group.remove_ask", { name }),
              follows: [t("group.remove_number"), t("group.remove_staff"), t("group.remove_rest")],
              confirm: t("group.remove"),
              cancel: t("credentials.cancel"),
              busy: this.busy,
              act: () => void this.#remove(),
              close: () => this.querySelector("dialog")?.close(),
              closed: () => (this.removing = false),
            }
          : null,
      )}
    `;
  }

  readonly #typed = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if ((TEXTS as readonly string[]).includes(field.name)) this.#change({ [field.name]: field.value });
  };

  #change(edit: Draft<Typed>): void {
    this.draft = { ...this.draft, ...edit };
    for (const field of Object.keys(edit)) this.touched(field);
  }

  #undo(): void {
    this.draft = {};
    this.errors = {};
    this.notice = "";
    if (this.group === null) this.emit("group-given-up");
  }

  #problems(): Record<string, string> {
    const now = shown(this.#saved, this.draft);
    const found: Record<string, string> = {};
    if (now.name.trim() === "") found["name"] = t("group.name_missing");
    if (now.number.trim() !== "" && looksWrong(now.number)) found["number"] = t("group.number_odd");
    if (!isSeconds(now.wrap_up_s, 0)) found["wrap_up_s"] = t("group.wrap_up_odd");
    const callback = now.callback_after_s.trim();
    if (callback !== "" && !isSeconds(callback, SOONEST_CALLBACK_S)) {
      found["callback_after_s"] = t("group.callback_odd");
    }
    if (!isWhole(now.callback_retry_s, SOONEST_RETRY_S, LATEST_RETRY_S)) {
      found["callback_retry_s"] = t("group.retry_odd");
    }
    if (!isWhole(now.callback_attempts, 1, MOST_ATTEMPTS)) {
      found["callback_attempts"] = t("group.attempts_odd");
    }
    const day = now.hours === null ? null : faultyDay(now.hours);
    if (day !== null) found["hours"] = t("group.hours_odd", { day: t(`day.${day}`) });
    return found;
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const problems = this.#problems();
    if (Object.keys(problems).length > 0) return this.refuse(problems);
    await this.save(() => this.#send(), t(this.group === null ? "group.added" : "form.saved"));
  };

  async #send(): Promise<void> {
    const { name = "", ...rest } = asEdit(changes(this.#saved, this.draft));
    const { group, version } = this;
    const edit = { ...rest, version };
    const saved =
      group === null
        ? await addGroup({ ...edit, name })
        : await saveGroup(group.id, name === "" ? edit : { ...edit, name });
    this.draft = {};
    this.emit("group-saved", saved);
  }

  async #remove(): Promise<void> {
    const id = this.group?.id ?? "";
    const done = await this.save(() => removeGroup(id), t("group.removed"));
    this.querySelector("dialog")?.close();
    if (done) this.emit("group-gone");
  }

  /** The rest of the page is out of reach while the question stands. */
  protected override updated(): void {
    this.querySelector<HTMLDialogElement>("dialog:not([open])")?.showModal();
  }
}

function typed(group: GroupSettings): Typed {
  return {
    name: group.name,
    media: group.media,
    hours: group.hours,
    number: group.number === null ? "" : formatPhone(group.number),
    wrap_up_s: String(group.wrap_up_s),
    callback_after_s: group.callback_after_s === null ? "" : String(group.callback_after_s),
    callback_retry_s: String(group.callback_retry_s),
    callback_attempts: String(group.callback_attempts),
  };
}

/** What was typed, as it is sent: an empty number or limit is none. */
function asEdit(draft: Draft<Typed>): GroupEdit {
  const { number, wrap_up_s, callback_after_s, callback_retry_s, callback_attempts, name, ...same } = draft;
  const edit: GroupEdit = { ...same };
  if (name !== undefined) edit.name = name.trim();
  if (number !== undefined) edit.number = number.trim() || null;
  if (wrap_up_s !== undefined) edit.wrap_up_s = Number(wrap_up_s);
  if (callback_after_s !== undefined) {
    edit.callback_after_s = callback_after_s.trim() === "" ? null : Number(callback_after_s);
  }
  if (callback_retry_s !== undefined) edit.callback_retry_s = Number(callback_retry_s);
  if (callback_attempts !== undefined) edit.callback_attempts = Number(callback_attempts);
  return edit;
}

function isSeconds(text: string, least: number): boolean {
  return isWhole(text, least, LONGEST_S);
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}
