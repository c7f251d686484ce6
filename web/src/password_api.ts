/** The password's part of the HTTP contract. */
import { call } from "./api.ts";
import type { Rule } from "./model/password_rules.ts";

export interface Checked {
  violations: Rule[];
  rules: Rule[];
}

export const changePassword = (current_password: string, new_password: string) =>
  call<undefined>("POST", "/api/password", { current_password, new_password });

/** What the organisation's policy says of a password; nothing is stored. */
export const checkPassword = (new_password: string) =>
  call<Checked>("POST", "/api/password/check", { new_password });

/** Asks for new credentials by mail; the answer is the same for every user id. */
export const forgottenPassword = (user_id: string) =>
  call<unknown>("POST", "/api/password/forgotten", { user_id });
