/** The HTTP side of the contract. Every failure is a Problem (the server said no) or Unreachable. */
import { Problem, ask } from "./ask.ts";
import type { ClientKind, LoggedOut, Login } from "./model/contract.ts";
import { type Locale, locale } from "./texts/index.ts";

export { Problem, Unreachable } from "./ask.ts";

/** On window: what was asked for must wait, the password has to be changed first (P7, P10). */
export const PASSWORD_REQUIRED = "jour:password-required";

export function passwordRequired(): void {
  dispatchEvent(new Event(PASSWORD_REQUIRED));
}

export interface Credentials {
  user_id: string;
  password: string;
  agent: boolean;
  channel: ClientKind;
  phone: string | null;
  groups: string[] | null;
}

export const logIn = (credentials: Credentials) => call<Login>("POST", "/api/login", credentials);

export const logOut = () => call<undefined>("POST", "/api/logout");

/** undefined for nobody: a login that something has ended is a Problem. */
export const session = () => call<Login | undefined>("GET", "/api/session?if_any=true");

/** Keeps the language of mails, calls and every client of whoever is logged in. */
export const keepLanguage = (language: Locale | null) =>
  call<undefined>("PUT", "/api/session/language", { language });

/** What a 401 says about a login that has ended; null when there was none to end. */
export function endOf(problem: Problem): LoggedOut | null {
  if (problem.code !== "logged_out") return null;
  const { reason, by, at } = problem.body;
  return {
    reason: String(reason) as LoggedOut["reason"],
    by: typeof by === "string" ? by : null,
    at: String(at),
  };
}

/** One request to the API and its JSON answer. */
export async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  try {
    return await ask(method, path, locale(), body);
  } catch (error) {
    if (error instanceof Problem && error.code === "password_change_required") passwordRequired();
    throw error;
  }
}
