import { type PropertyDeclarations, type TemplateResult, html, nothing } from "lit";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
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
  };
  declare busy: boolean;
  /** Why it is not as it was asked to be, where no field is to blame. */
  declare notice: string;
  /** What was saved last, in words. */
  declare saved: string;
  declare errors: Record<string, string>;

  constructor() {
    super();
    this.busy = false;
    this.notice = "";
    this.saved = "";
    this.errors = {};
  }

  /** The names of the fields that the form shows errors at. */
  protected abstract fields(): readonly string[];

  /** Somebody else has saved meanwhile: what is saved has to be read anew. */
  protected abstract outdated(): void;

  /** Sends what was asked for; true when it was done. A refusal is on show afterwards. */
  protected async save(send: () => Promise<void>, done: string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.notice = this.saved = "";
    this.errors = {};
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
    return this.notice ? html`<p class="alarm" role="alert">${this.notice}</p>` : nothing;
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
