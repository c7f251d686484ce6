import { type TemplateResult, html, nothing } from "lit";
import type { Credentials } from "../api.ts";
import type { Login } from "../model/contract.ts";
import { t } from "../texts/index.ts";
import { textField } from "./field.ts";
import { helpLink } from "./help_link.ts";
import { JourElement } from "./jour_element.ts";
import { type FieldErrors, LoginAttempt } from "./login_attempt.ts";

/** As what somebody wants to be logged in: all but the password. */
export type LoginWish = Omit<Credentials, "password">;

/** The detail of "logged-in". */
export interface LoggedIn {
  login: Login;
  wish: LoginWish;
}

/** What the two login forms share: id, password, sending, and showing what was refused. */
export abstract class LoginForm extends JourElement {
  protected readonly attempt = new LoginAttempt(this);

  /** What the form holds, beyond user id and password. */
  protected abstract choices(form: FormData): Omit<Credentials, "user_id" | "password">;

  /** What is missing in the fields that only this form has. */
  protected missing(_form: FormData): FieldErrors {
    return {};
  }

  /** Called once the server has said yes. */
  protected remember(_form: FormData): void {}

  protected whoFields(): TemplateResult {
    return html`
      ${textField({
        id: "user_id",
        label: t("login.user"),
        autocomplete: "username",
        error: this.attempt.errors.user_id,
      })}
      <jour-password .label=${t("login.password")} .error=${this.attempt.errors.password}>
      </jour-password>
    `;
  }

  protected submitButton(label: string): TemplateResult {
    const { busy, countdown, formError } = this.attempt;
    const held = busy || countdown.left > 0;
    return html`
      <div class="form-end">
        <p class="note refusal" role="alert">${formError || nothing}</p>
        ${countdown.line()}
        <button type="submit" class="primary" aria-disabled=${held ? "true" : "false"}>
          ${busy ? t("login.busy") : label}
        </button>
        <div class="under-form">
          <a href="/glomt-losenord">${t("login.forgotten")}</a>
          ${helpLink("logga-in", t("login.title"))}
        </div>
      </div>
    `;
  }

  protected readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.attempt.busy || this.attempt.countdown.left > 0) return;
    const form = new FormData(event.target as HTMLFormElement);
    const errors = { ...this.#missingWho(form), ...this.missing(form) };
    if (Object.keys(errors).length > 0) this.attempt.refuse(errors);
    else await this.#send(form);
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  };

  async #send(form: FormData): Promise<void> {
    const wish = { user_id: String(form.get("user_id")).trim(), ...this.choices(form) };
    const login = await this.attempt.send({ ...wish, password: String(form.get("password")) });
    if (login === null) return;
    this.remember(form);
    this.emit("logged-in", { login, wish } satisfies LoggedIn);
  }

  #missingWho(form: FormData): FieldErrors {
    const errors: FieldErrors = {};
    if (String(form.get("user_id")).trim() === "") errors.user_id = t("login.user_missing");
    if (form.get("password") === "") errors.password = t("login.password_missing");
    return errors;
  }
}
