import { type TemplateResult, html, nothing } from "lit";
import { Problem, Unreachable } from "../api.ts";
import { Countdown } from "../components/countdown.ts";
import { helpLinkApart } from "../components/help_link.ts";
import { JourElement } from "../components/jour_element.ts";
import { PasswordCheck } from "../components/password_check.ts";
import { ruleList } from "../components/rule_list.ts";
import { strengthBar } from "../components/strength_bar.ts";
import type { Login } from "../model/contract.ts";
import type { Rule } from "../model/password_rules.ts";
import { date } from "../model/time.ts";
import { changePassword } from "../password_api.ts";
import { locale, t } from "../texts/index.ts";

type Errors = Partial<Record<"current_password" | "new_password", string>>;

/**
 * Changing one's password: the rules ticked off live, refusals at their places. Emits
 * "password-changed" with the new password.
 */
export class ChangePasswordPage extends JourElement {
  static override properties = {
    login: { attribute: false },
    forced: { attribute: false },
    framed: { attribute: false },
    typed: { state: true },
    errors: { state: true },
    formError: { state: true },
    busy: { state: true },
    done: { state: true },
  };
  declare login: Login;
  /** Nothing else can be done until the password is changed (P7, P10). */
  declare forced: boolean;
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare typed: string;
  declare errors: Errors;
  declare formError: string;
  declare busy: boolean;
  declare done: boolean;
  readonly #check = new PasswordCheck(this);
  readonly #countdown = new Countdown(this);

  constructor() {
    super();
    this.forced = false;
    this.framed = false;
    this.typed = "";
    this.errors = {};
    this.formError = "";
    this.busy = false;
    this.done = false;
  }

  override render() {
    return html`
      ${this.done ? html`<p class="banner" role="status">${t("password.done")}</p>` : nothing}
      <section class="card entry ${this.framed ? "broad" : ""}">
        ${this.#head()} ${this.#check.known ? this.#form() : html`<p class="note" role="status">${t("app.loading")}</p>`}
      </section>
    `;
  }

  /**
   * Not before the rules are there, and with the rules last, which say more while one types: the
   * buttons stay under the pointer.
   */
  #form(): TemplateResult {
    return html`
      <form class="password-form" novalidate @submit=${this.#submit}>
        ${this.#fields()} ${this.#end()} ${this.#rules()}
      </form>
    `;
  }

  #head(): TemplateResult {
    const { expires_at } = this.login.password;
    const expires = expires_at === null || this.forced ? null : new Date(expires_at);
    const heading = html`
      <h1 tabindex="-1">${t(this.forced ? "password.forced_title" : "password.title")}</h1>
    `;
    return html`
      ${this.framed ? nothing : heading}
      <p class="lede">
        ${t(this.forced ? "password.forced_lede" : "password.lede")}
        ${expires === null ? nothing : t("password.expires", { date: date(expires, locale()) })}
      </p>
    `;
  }

  #fields(): TemplateResult {
    return html`
      <input
        class="visually-hidden"
        name="username"
        autocomplete="username"
        tabindex="-1"
        aria-hidden="true"
        readonly
        .value=${this.login.user.id}
      />
      <jour-password
        name="current_password"
        .label=${t("password.current")}
        .error=${this.errors.current_password}
      ></jour-password>
      <div class="new-password" @input=${this.#weigh}>
        <jour-password
          name="new_password"
          autocomplete="new-password"
          .label=${t("password.new")}
          .error=${this.errors.new_password}
        ></jour-password>
        ${strengthBar(this.typed)}
      </div>
    `;
  }

  #rules(): TemplateResult {
    return html`
      <section class="rule-card" aria-labelledby="rules-title">
        <header class="titled">
          <h2 id="rules-title">${t("password.rules")}</h2>
          ${helpLinkApart("losenord", t("password.rules"))}
        </header>
        ${this.#check.failed
          ? html`<p class="note">${t("password.rules_failed")}</p>`
          : ruleList(this.#check.rows)}
      </section>
    `;
  }

  #end(): TemplateResult {
    const held = this.busy || this.#countdown.left > 0;
    const label = t(this.forced ? "password.submit_forced" : "password.submit");
    return html`
      <div class="form-end">
        <p class="note refusal" role="alert">${this.formError || nothing}</p>
        ${this.#countdown.line()}
        <button type="submit" class="primary" aria-disabled=${held ? "true" : "false"}>
          ${this.busy ? t("password.busy") : label}
        </button>
      </div>
    `;
  }

  readonly #weigh = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.done = false;
    this.#check.typed(this.typed);
  };

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.busy || this.#countdown.left > 0) return;
    const element = event.target as HTMLFormElement;
    const form = new FormData(element);
    const [current, wanted] = [form.get("current_password"), form.get("new_password")].map(String);
    this.errors = missing(current ?? "", wanted ?? "");
    this.formError = "";
    this.#countdown.forget();
    if (Object.keys(this.errors).length === 0) await this.#send(current ?? "", wanted ?? "", element);
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    this.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  };

  async #send(current: string, wanted: string, form: HTMLFormElement): Promise<void> {
    this.busy = true;
    try {
      await changePassword(current, wanted);
      form.reset();
      this.typed = "";
      this.#check.typed("");
      this.done = !this.forced;
      this.emit("password-changed", wanted);
    } catch (error) {
      if (error instanceof Unreachable) this.formError = t("login.network");
      else if (error instanceof Problem) this.#place(error);
      else throw error;
    } finally {
      this.busy = false;
    }
  }

  #place(problem: Problem): void {
    const message = problem.message || t("password.failed");
    if (problem.code === "wrong_password") this.errors = { current_password: message };
    else if (problem.code === "password_rejected") this.#rejected(problem);
    else this.formError = message;
    if (problem.status === 429) this.#countdown.start(problem.retryAfter);
  }

  #rejected(problem: Problem): void {
    this.errors = { new_password: t("password.refused") };
    this.#check.refused((problem.body["violations"] ?? []) as Rule[]);
  }
}

function missing(current: string, wanted: string): Errors {
  return {
    ...(current === "" ? { current_password: t("password.current_missing") } : {}),
    ...(wanted === "" ? { new_password: t("password.new_missing") } : {}),
  };
}
