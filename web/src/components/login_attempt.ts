import type { ReactiveControllerHost } from "lit";
import { type Credentials, Problem, Unreachable, logIn } from "../api.ts";
import type { Login } from "../model/contract.ts";
import { type LoginField, fieldOf } from "../model/refusal.ts";
import { t } from "../texts/index.ts";
import { Countdown } from "./countdown.ts";

export type FieldErrors = Partial<Record<LoginField, string>>;

/** One form's attempts to log in: what is going on, what was refused and where to show it. */
export class LoginAttempt {
  busy = false;
  errors: FieldErrors = {};
  formError = "";
  readonly #host: ReactiveControllerHost;
  readonly countdown: Countdown;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.countdown = new Countdown(host);
  }

  /** Shows what is missing before anything is sent. */
  refuse(errors: FieldErrors): void {
    this.errors = errors;
    this.formError = "";
    this.countdown.forget();
    this.#host.requestUpdate();
  }

  /** Sends the credentials; null when they were refused, and the reason is then on show. */
  async send(credentials: Credentials): Promise<Login | null> {
    this.busy = true;
    this.refuse({});
    try {
      return await logIn(credentials);
    } catch (error) {
      this.#show(error);
      return null;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  #show(error: unknown): void {
    if (error instanceof Unreachable) {
      this.formError = t("login.network");
    } else if (error instanceof Problem) {
      this.#place(error);
    } else {
      throw error;
    }
  }

  #place(problem: Problem): void {
    const message = problem.message || t("login.failed");
    const field = fieldOf(problem.code);
    if (field === null) this.formError = message;
    else this.errors = { [field]: message };
    if (problem.status === 429) this.countdown.start(problem.retryAfter);
  }
}
