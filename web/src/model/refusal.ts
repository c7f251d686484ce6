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
