import { type TemplateResult, html, nothing } from "lit";
import UP from "lucide-static/icons/arrow-up.svg";
import DOWN from "lucide-static/icons/arrow-down.svg";
import PLUS from "lucide-static/icons/plus.svg";
import CROSS from "lucide-static/icons/x.svg";
import { announce } from "../announce.ts";
import { type GroupAnswers, groupAnswers, saveGroupAnswers } from "../chats_api.ts";
import { LONGEST_ANSWER, LONGEST_TITLE, MOST_ANSWERS, swapped, wrongIn } from "../model/answer_list.ts";
import type { CannedAnswer } from "../model/chat_contract.ts";
import { t } from "../texts/index.ts";
import { fieldNotes } from "./field.ts";
import { icon } from "./icon.ts";
import { SavingForm } from "./saving_form.ts";

/** A chat group's ready answers, in the order in which agents find them. */
export class AnswersForm extends SavingForm {
  static override properties = {
    group: {},
    read: { state: true },
    draft: { state: true },
  };
  declare group: string;
  declare read: GroupAnswers | null;
  /** As typed; null while nothing is. */
  declare draft: CannedAnswer[] | null;

  constructor() {
    super();
    this.read = null;
    this.draft = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch();
  }

  async #fetch(): Promise<void> {
    await this.save(async () => {
      this.read = await groupAnswers(this.group);
    }, "");
  }

  protected fields(): readonly string[] {
    return this.#now().flatMap((_, place) => [`answers.${place}.title`, `answers.${place}.text`]);
  }

  /** What somebody else saved is read anew; what was typed here stays to be saved over it. */
  protected outdated(): void {
    void groupAnswers(this.group).then((read) => (this.read = read));
  }

  #now(): CannedAnswer[] {
    return this.draft ?? this.read?.answers ?? [];
  }

  override render() {
    const answers = this.#now();
    return html`
      <section class="card panel" aria-labelledby="answers-title">
        <header class="panel-head">
          <h2 id="answers-title">${t("answers_form.title")}</h2>
          <p class="note">${t("answers_form.count", { count: answers.length, most: MOST_ANSWERS })}</p>
        </header>
        <form class="form inner" novalidate @submit=${this.#save}>
          ${this.noticeTemplate()}
          <p class="note">${t("answers_form.why")}</p>
          <ol class="answer-edits">
            ${answers.map((answer, place) => this.#row(answer, place, answers.length))}
          </ol>
          ${this.read !== null && answers.length < MOST_ANSWERS ? this.#more() : nothing}
          ${this.saveBar(this.draft !== null, () => this.#undo())}
        </form>
      </section>
    `;
  }

  #row({ title, text }: CannedAnswer, place: number, count: number): TemplateResult {
    const id = `answer-edit-${place}`;
    const name = title || place + 1;
    return html`
      <li class="answer-edit">
        <div class="field">
          <label for="${id}-title">${t("answers_form.name")}</label>
          <input
            id="${id}-title"
            name="answers.${place}.title"
            autocomplete="off"
            maxlength=${LONGEST_TITLE}
            .value=${title}
            aria-invalid=${this.errors[`answers.${place}.title`] === undefined ? "false" : "true"}
            aria-describedby="${id}-title-error"
            @input=${(event: Event) => this.#edit(place, { title: valueOf(event) })}
          />
          ${fieldNotes({ id: `${id}-title`, error: this.errors[`answers.${place}.title`] })}
        </div>
        <div class="field">
          <label for="${id}-text">${t("answers_form.text")}</label>
          <textarea
            id="${id}-text"
            name="answers.${place}.text"
            rows="2"
            maxlength=${LONGEST_ANSWER}
            .value=${text}
            aria-invalid=${this.errors[`answers.${place}.text`] === undefined ? "false" : "true"}
            aria-describedby="${id}-text-error"
            @input=${(event: Event) => this.#edit(place, { text: valueOf(event) })}
          ></textarea>
          ${fieldNotes({ id: `${id}-text`, error: this.errors[`answers.${place}.text`] })}
        </div>
        <div class="answer-acts">
          ${this.#act(UP, t("answers_form.up", { name }), place > 0, () => this.#move(place, -1))}
          ${this.#act(DOWN, t("answers_form.down", { name }), place < count - 1, () => this.#move(place, 1))}
          ${this.#act(CROSS, t("answers_form.remove", { name }), true, () => this.#drop(place))}
        </div>
      </li>
    `;
  }

  #act(drawing: string, label: string, possible: boolean, act: () => void): TemplateResult {
    return html`
      <button type="button" class="plain" aria-label=${label} title=${label} ?disabled=${!possible} @click=${act}>
        ${icon(drawing)}
      </button>
    `;
  }

  #more(): TemplateResult {
    return html`
      <div class="buttons">
        <button type="button" class="secondary with-icon" @click=${() => void this.#add()}>
          ${icon(PLUS)} ${t("answers_form.add")}
        </button>
      </div>
    `;
  }

  async #add(): Promise<void> {
    const place = this.#now().length;
    this.#change([...this.#now(), { title: "", text: "" }]);
    await this.updateComplete;
    this.querySelector<HTMLElement>(`#answer-edit-${place}-title`)?.focus();
  }

  #edit(place: number, news: Partial<CannedAnswer>): void {
    this.#change(this.#now().map((old, at) => (at === place ? { ...old, ...news } : old)));
  }

  /** The button that was pressed goes along, so that it can be pressed again. */
  async #move(place: number, step: 1 | -1): Promise<void> {
    this.#change(swapped(this.#now(), place, place + step));
    announce(t("answers_form.moved", { place: place + step + 1 }));
    await this.updateComplete;
    const acts = this.querySelectorAll(".answer-edit")[place + step]?.querySelectorAll<HTMLButtonElement>("button");
    const same = acts?.[step === -1 ? 0 : 1];
    (same?.disabled === true ? acts?.[step === -1 ? 1 : 0] : same)?.focus();
  }

  #drop(place: number): void {
    this.#change(this.#now().filter((_, at) => at !== place));
    this.querySelector<HTMLElement>(".with-icon")?.focus();
  }

  #change(answers: CannedAnswer[]): void {
    this.draft = answers;
    this.saved = "";
    this.errors = {};
  }

  #undo(): void {
    this.draft = null;
    this.errors = {};
    this.notice = "";
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const wrong = wrongIn(this.#now());
    if (wrong !== null) return this.refuse({ [wrong.field]: t(`answers_form.${wrong.what}`) });
    await this.save(async () => {
      const answers = this.#now().map(({ title, text }) => ({ title: title.trim(), text: text.trim() }));
      this.read = await saveGroupAnswers(this.group, { answers, version: this.read?.version ?? 0 });
      this.draft = null;
    }, t("form.saved"));
  };
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
}
