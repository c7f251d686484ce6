/** The HTTP side of the contract. Every failure is a Problem (the server said no) or Unreachable. */
import type { ClientKind, LoggedOut, Login } from "./model/contract.ts";
import { type Locale, locale } from "./texts/index.ts";

/** On window: what was asked for must wait, the password has to be changed first (P7, P10). */
export const PASSWORD_REQUIRED = "jour:password-required";

export function passwordRequired(): void {
  dispatchEvent(new Event(PASSWORD_REQUIRED));
}

export class Unreachable extends Error {}

/** An RFC 9457 problem, as the server phrased it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: Record<string, unknown>;
  readonly retryAfter: number | null;

  constructor(status: number, body: Record<string, unknown>, retryAfter: number | null) {
    super(typeof body["detail"] === "string" ? body["detail"] : "");
    this.status = status;
    this.code = typeof body["code"] === "string" ? body["code"] : "";
    this.body = body;
    this.retryAfter = retryAfter;
  }
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

export const session = () => call<Login>("GET", "/api/session");

/** Keeps the language of mails, calls and every client of whoever is logged in. */
export const keepLanguage = (language: Locale) =>
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

/** Longer than any of our functions runs, whatever the network does. */
const PATIENCE_MS = 40_000;

/** One request to the API and its JSON answer. */
export async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const headers: Record<string, string> = { "Accept-Language": locale() };
  const request: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store" };
  request.signal = AbortSignal.timeout(PATIENCE_MS);
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch (cause) {
    throw new Unreachable("The request got no answer", { cause });
  }
  if (response.status === 204) return undefined as Answer;
  const content = await json(response);
  if (response.ok) return content as Answer;
  const problem = new Problem(response.status, content, seconds(response));
  if (problem.code === "password_change_required") passwordRequired();
  throw problem;
}

/** The body as an object. A gateway's own error page has none, and its status says enough. */
async function json(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  if (text === "" || !response.headers.get("Content-Type")?.includes("json")) return {};
  return JSON.parse(text) as Record<string, unknown>;
}

function seconds(response: Response): number | null {
  const value = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return Number.isNaN(value) ? null : value;
}
