/** The administrators' part of the HTTP contract. */
import { call } from "./api.ts";
import type { CredentialState } from "./model/credentials.ts";

export type Policy = "standard" | "strict" | "modern";

export interface OrganisationSettings {
  id: string;
  name: string;
  password_policy: Policy;
  require_mixed_case: boolean;
  version: number;
}

export interface ListedUser {
  id: string;
  name: string;
  /** Empty for nobody: then there is nowhere to send. */
  email: string;
  roles: string[];
  groups: string[];
  disabled: boolean;
  credentials: { state: CredentialState; at: string } | null;
}

export const organisation = () => call<OrganisationSettings>("GET", "/api/admin/organisation");

/** Saves the password rules, unless somebody else has saved since `version`. */
export const savePolicy = (
  wanted: Pick<OrganisationSettings, "password_policy" | "require_mixed_case" | "version">,
) => call<OrganisationSettings>("PATCH", "/api/admin/organisation", wanted);

export const users = () => call<{ users: ListedUser[] }>("GET", "/api/admin/users");

/** The old password is dead from now on, and a temporary one is mailed (P9). */
export const sendCredentials = (user: string) =>
  call<unknown>("POST", `/api/admin/users/${encodeURIComponent(user)}/credentials`);
