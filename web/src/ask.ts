/** One request to the server. Every failure is a Problem (it said no) or Unreachable. */
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

/** Longer than any of our functions runs, whatever the network does. */
const PATIENCE_MS = 40_000;

/** No copy of it is kept either: its answers say so themselves. */
const ASKED_BEFORE = "GET /api/session?if_any=true";

/** The JSON answer to a request; a refusal's sentence is in `language`. */
export async function ask<Answer>(
  method: string,
  path: string,
  language: string,
  body?: unknown,
): Promise<Answer> {
  const headers: Record<string, string> = { "Accept-Language": language };
  const request: RequestInit = { method, headers, credentials: "same-origin" };
  // The page asks for the first answer before any script runs (index.html); a cache mode would ask anew.
  if (`${method} ${path}` !== ASKED_BEFORE) request.cache = "no-store";
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
  throw new Problem(response.status, content, seconds(response));
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
