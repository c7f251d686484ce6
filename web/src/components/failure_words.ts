import { Problem, Unreachable } from "../api.ts";
import { t } from "../texts/index.ts";

/** Why something could not be read or done; what is neither refusal nor silence is thrown on. */
export function failureWords(error: unknown): string {
  if (error instanceof Problem && error.status === 403) return t("admin.forbidden");
  if (error instanceof Problem) return error.message || t("admin.failed");
  if (error instanceof Unreachable) return t("login.network");
  throw error;
}
