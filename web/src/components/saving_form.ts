import { type PropertyDeclarations, type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { type Theirs, type ToldField, settled, theirChanges } from "../model/conflict.ts";
import { namedField } from "../model/refusal.ts";
import { t } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";

/** A form that is saved: what is going on, what was refused and at which field. */
export abstract class SavingForm extends JourElement {
  static override properties: PropertyDeclarations = {
    busy: { state: true },
    notice: { state: true },
    saved: { state: true },
    errors: { state: true },
    theirs: { state: true },
  };
  declare busy: boolean;
  /** Why it is not as it was asked to be, where no field is to blame. */
  declare notice: string;
  /** What was saved last, in words. */
  declare saved: string;
  declare errors: Record<string, string>;
  /** What somebody else has changed meanwhile, and what of it meets what I typed. */
  declare theirs: Theirs[];
  /** Somebody else has saved, and what they saved has not arrived yet. */
  #seen: { version: number; told: ToldField[] } | null = null;

  constructor() {
    super();
    this.busy = false;
    this.notice = "";
    this.saved = "";
    this.errors = {};
    this.theirs = [];
  }

  /** The names of the fields that the form shows errors at. */
  protected abstract fields(): readonly string[];

  /** Somebody else has saved meanwhile: what is saved has to be read anew. */
  protected abstract outdated(): void;

  /** The version of what is saved, where two may edit it at once. */
  protected savedVersion(): number | null {
    return null;
  }

  /** The fields of what is saved, in words. */
  protected told(): ToldField[] {
    return [];
  }

  /** Lets go of what was typed into a field. */
  protected letGo(_field: string): void {}

  /** Once what the other one saved has arrived, it is told. */
  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (this.#seen === null || this.savedVersion() === this.#seen.version) return;
    this.theirs = theirChanges(this.#seen.told, this.told());
    this.#seen = null;
    this.notice = t(this.theirs.length === 0 ? "conflict.elsewhere" : "conflict.title");
  }

  /** Sends what was asked for; true when it was done. A refusal is on show afterwards. */
  protected async save(send: () => Promise<void>, done: string): Promise<boolean> {
    if (this.busy || this.#mustLookFirst()) return false;
    this.busy = true;
    this.notice = this.saved = "";
    this.errors = {};
    this.theirs = [];
    try {
      await send();
      this.saved = done;
      announce(done);
      return true;
    } catch (error) {
      this.#refused(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Nothing is sent over a change that nobody has looked at. */
  #mustLookFirst(): boolean {
    if (this.#seen !== null) {
      this.outdated();
      return true;
    }
    const open = this.theirs.some(({ clash }) => clash);
    if (open) this.querySelector<HTMLElement>(".theirs button")?.focus();
    return open;
  }

  /** Shows what is wrong before anything is sent, and goes to the first such field. */
  protected refuse(errors: Record<string, string>): void {
    this.errors = errors;
    this.saved = "";
    const first = Object.keys(errors)[0];
    if (first !== undefined) void this.#focus(first);
  }

  /** Somebody types again: what was said about it is said no more. */
  protected touched(field: string): void {
    this.saved = "";
    if (!(field in this.errors)) return;
    const { [field]: _, ...others } = this.errors;
    this.errors = others;
  }

  #refused(error: unknown): void {
    if (error instanceof Unreachable) {
      this.notice = t("login.network");
    } else if (!(error instanceof Problem)) {
      throw error;
    } else if (error.code === "edited_meanwhile") {
      this.notice = t("form.edited");
      const version = this.savedVersion();
      if (version !== null) this.#seen = { version, told: this.told() };
      this.outdated();
    } else {
      this.#place(error);
    }
  }

  #place(problem: Problem): void {
    const field = namedField(problem.body);
    const words = problem.code === "invalid_request" ? t("form.check") : problem.message;
    if (field !== null && this.fields().includes(field)) this.refuse({ [field]: words });
    else this.notice = problem.message || t("form.failed");
  }

  async #focus(field: string): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
  }

  protected noticeTemplate(): TemplateResult | typeof nothing {
    if (!this.notice) return nothing;
    return html`
      <div class="alarm" role="alert">
        <p>${this.notice}</p>
        ${this.theirs.length === 0 ? nothing : this.#choices()}
      </div>
    `;
  }

  #choices(): TemplateResult {
    return html`
      <ul class="theirs">
        ${this.theirs.map(
          ({ field, label, words, clash }) => html`
            <li>
              <span><strong>${label}:</strong> ${words || t("conflict.nothing")}</span>
              ${clash
                ? html`
                    <span class="buttons">
                      <button type="button" class="secondary small" @click=${() => this.#choose(field, false)}>
                        ${t("conflict.theirs")}<span class="visually-hidden">: ${label}</span>
                      </button>
                      <button type="button" class="secondary small" @click=${() => this.#choose(field, true)}>
                        ${t("conflict.mine")}<span class="visually-hidden">: ${label}</span>
                      </button>
                    </span>
                  `
                : nothing}
            </li>
          `,
        )}
      </ul>
    `;
  }

  async #choose(field: string, mine: boolean): Promise<void> {
    if (!mine) this.letGo(field);
    this.theirs = settled(this.theirs, field);
    await this.updateComplete;
    const next = this.querySelector<HTMLElement>(".theirs button, .save-bar button");
    next?.focus();
  }

  /** Save, and what it said last. */
  protected saveBar(changed: boolean, undo: () => void, words = t("form.save")): TemplateResult {
    return html`
      ${this.saved && !changed ? html`<p class="banner">${this.saved}</p>` : nothing}
      ${changed
        ? html`
            <div class="buttons save-bar">
              <button type="submit" class="primary" aria-disabled=${this.busy ? "true" : "false"}>
                ${this.busy ? t("form.saving") : words}
              </button>
              <button type="button" class="plain" @click=${undo}>${t("form.undo")}</button>
            </div>
          `
        : nothing}
    `;
  }
}
