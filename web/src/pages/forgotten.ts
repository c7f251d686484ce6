import { type TemplateResult, html, nothing } from "lit";
import { Problem, Unreachable } from "../api.ts";
import { Countdown } from "../components/countdown.ts";
import { textField } from "../components/field.ts";
import { JourElement } from "../components/jour_element.ts";
import { forgottenPassword } from "../password_api.ts";
import { t } from "../texts/index.ts";

/** A forgotten password: whatever the user id, the answer is the same (B7). */
export class ForgottenPage extends JourElement {
  static override properties = {
    error: { state: true },
    formError: { state: true },
    busy: { state: true },
    done: { state: true },
  };
  declare error: string | undefined;
  declare formError: string;
  declare busy: boolean;
  declare done: boolean;
  readonly #countdown = new Countdown(this);

  constructor() {
    super();
    this.formError = "";
    this.busy = false;
    this.done = false;
  }

  override render() {
    return html`
      ${this.done ? this.#sent() : this.#form()}
      <a class="quiet-link" href="/">${t("forgotten.back")}</a>
    `;
  }

  #sent(): TemplateResult {
    return html`
      <section class="card entry notice">
        <h1 tabindex="-1">${t("forgotten.done_title")}</h1>
        <p class="lead" role="status">${t("forgotten.done")}</p>
        <p class="lede">${t("forgotten.done_why")}</p>
      </section>
    `;
  }

  #form(): TemplateResult {
    const held = this.busy || this.#countdown.left > 0;
    return html`
      <section class="card entry">
        <h1 tabindex="-1">${t("forgotten.title")}</h1>
        <p class="lede">${t("forgotten.lede")}</p>
        <form novalidate @submit=${this.#submit}>
          ${textField({
            id: "user_id",
            label: t("login.user"),
            autocomplete: "username",
            error: this.error,
          })}
          <div class="form-end">
            <p class="note refusal" role="alert">${this.formError || nothing}</p>
            ${this.#countdown.line()}
            <button type="submit" class="primary" aria-disabled=${held ? "true" : "false"}>
              ${t(this.busy ? "forgotten.busy" : "forgotten.submit")}
            </button>
          </div>
        </form>
      </section>
    `;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.busy || this.#countdown.left > 0) return;
    const user = String(new FormData(event.target as HTMLFormElement).get("user_id")).trim();
    this.error = user === "" ? t("login.user_missing") : undefined;
    if (user !== "") await this.#send(user);
    await this.updateComplete;
    this.querySelector<HTMLElement>(this.done ? "h1" : '[aria-invalid="true"]')?.focus();
  };

  async #send(user: string): Promise<void> {
    this.busy = true;
    this.formError = "";
    this.#countdown.forget();
    try {
      await forgottenPassword(user);
      this.done = true;
    } catch (error) {
      if (error instanceof Unreachable) this.formError = t("login.network");
      else if (error instanceof Problem) this.#refused(error);
      else throw error;
    } finally {
      this.busy = false;
    }
  }

  #refused(problem: Problem): void {
    this.formError = problem.message || t("forgotten.failed");
    if (problem.status === 429) this.#countdown.start(problem.retryAfter);
  }
}
