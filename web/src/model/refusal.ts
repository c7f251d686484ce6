/** Where in a form a refused login belongs. */

export type LoginField = "user_id" | "password" | "phone";

const PLACES: Record<string, LoginField> = {
  invalid_credentials: "password",
  invalid_phone: "phone",
};

/** The field that a problem's code is about; null when it is about the whole form. */
export function fieldOf(code: string): LoginField | null {
  return PLACES[code] ?? null;
}

/** The field that a problem names: its own `field`, or the first of an invalid request's. */
export function namedField(body: Record<string, unknown>): string | null {
  if (typeof body["field"] === "string") return body["field"];
  const errors: unknown = body["errors"];
  if (!Array.isArray(errors)) return null;
  const first = (errors[0] as { field?: unknown } | undefined)?.field;
  return typeof first === "string" ? first.replace(/^distance\./, "") : null;
}
