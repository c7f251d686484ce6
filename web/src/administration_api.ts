/** The administrators' part of the HTTP contract. */
import { call } from "./api.ts";
import type { Group } from "./model/contract.ts";
import type { CredentialState } from "./model/credentials.ts";
import type { Locale } from "./model/time.ts";

export type Policy = "standard" | "strict" | "modern";

/** A bridge's number, in which several talk. */
export interface Room {
  id: string;
  name: string;
  number: string;
  pin: string;
}

export interface OrganisationSettings {
  id: string;
  name: string;
  password_policy: Policy;
  require_mixed_case: boolean;
  /** Whether a call to the service number has to be proven by a PIN (B7). */
  distance_pin_required: boolean;
  switchboard_numbers: string[];
  conference_rooms: Room[];
  /** What agents may pause for, in this order. */
  pause_reasons: string[];
  /** Of what customers hear, and of new users' mails. */
  language: Locale;
  /** So many calls in a row not answered log a distance agent out (B4). */
  distance_misses_limit: number;
  /** What agents ring to log in and out (F1); null where there is none. */
  service_number: string | null;
  /** So many chats an agent has at once, and whether any come during a call; absent before chats. */
  chats_at_once?: number;
  chats_during_calls?: boolean;
  version: number;
}

export interface Registration {
  number: string;
  alternative_number: string | null;
  /** Empty: all of the agent's voice groups (F8). */
  preselected_groups: string[];
  has_pin: boolean;
}

/** How a password stands: chosen; mailed and not used; none that opens anything; to be changed. */
export type PasswordStanding = "chosen" | "temporary" | "none" | "must_change" | "expired";

export interface ListedUser {
  id: string;
  name: string;
  /** Empty for nobody: then there is nowhere to send. */
  email: string;
  language: Locale;
  roles: string[];
  groups: string[];
  disabled: boolean;
  distance: Registration | null;
  /** IP telephony (D7): who the agent is in Amazon Connect. */
  softphone: { connect_user: string } | null;
  credentials: { state: CredentialState; at: string } | null;
  password: PasswordStanding;
  warnings: { code: string; field: string; message: string }[];
  version: number;
}

/** What is left out stays. A PIN goes in and never comes out; null takes it away. */
export type RegistrationEdit = Partial<Omit<Registration, "has_pin"> & { pin: string | null }>;

export type UserEdit = Partial<Pick<ListedUser, "name" | "email" | "language" | "roles" | "groups" | "disabled">> & {
  distance?: RegistrationEdit | null;
  softphone?: ListedUser["softphone"];
  version?: number;
};

export type NewUser = UserEdit & Pick<ListedUser, "id" | "name" | "email">;

export const organisation = () => call<OrganisationSettings>("GET", "/api/admin/organisation");

/** Saves the password rules, unless somebody else has saved since `version`. */
export const savePolicy = (
  wanted: Pick<OrganisationSettings, "password_policy" | "require_mixed_case" | "version">,
) => call<OrganisationSettings>("PATCH", "/api/admin/organisation", wanted);

/** Saves how agents log in by telephone, unless somebody else has saved since `version`. */
export const saveDistanceRules = (
  wanted: Partial<
    Pick<OrganisationSettings, "distance_pin_required" | "switchboard_numbers" | "distance_misses_limit">
  > &
    Pick<OrganisationSettings, "version">,
) => call<OrganisationSettings>("PATCH", "/api/admin/organisation", wanted);

/** Saves name, language and pause reasons, unless somebody else has saved since `version`. */
export const saveOrganisation = (
  wanted: Partial<Pick<OrganisationSettings, "name" | "language" | "pause_reasons">> &
    Pick<OrganisationSettings, "version">,
) => call<OrganisationSettings>("PATCH", "/api/admin/organisation", wanted);

/** Saves how many chats agents get, unless somebody else has saved since `version`. */
export const saveChatRules = (
  wanted: Partial<Pick<OrganisationSettings, "chats_at_once" | "chats_during_calls">> &
    Pick<OrganisationSettings, "version">,
) => call<OrganisationSettings>("PATCH", "/api/admin/organisation", wanted);

/** Saves all conference rooms, unless somebody else has saved since `version`. */
export const saveRooms = (wanted: Pick<OrganisationSettings, "conference_rooms" | "version">) =>
  call<OrganisationSettings>("PATCH", "/api/admin/organisation", wanted);

/** A text message that failed, or of which nobody can tell. */
export interface TextMessage {
  id: string;
  /** The last two digits of its number. */
  to_end: string;
  user: string;
  kind: string;
  state: "failed" | "unknown";
  reason: string | null;
  at: string;
  /** Whether it may be sent anew. */
  repeatable: boolean;
}

export const textMessages = () => call<{ messages: TextMessage[] }>("GET", "/api/admin/sms");

export const groups = () => call<{ groups: Group[] }>("GET", "/api/admin/groups");

export const user = (id: string) => call<ListedUser>("GET", address(id));

export const addUser = (wanted: NewUser) => call<ListedUser>("POST", "/api/admin/users", wanted);

export const saveUser = (id: string, wanted: UserEdit) => call<ListedUser>("PATCH", address(id), wanted);

export const removeUser = (id: string) => call<undefined>("DELETE", address(id));

/** Users by id, a page at a time. */
export const usersPage = (after: string) =>
  call<{ users: ListedUser[]; after: string | null }>(
    "GET",
    `/api/admin/users?${new URLSearchParams({ after })}`,
  );

/** The old password is dead from now on, and a temporary one is mailed (P9). */
export const sendCredentials = (user: string) =>
  call<unknown>("POST", `${address(user)}/credentials`);

function address(user: string): string {
  return `/api/admin/users/${encodeURIComponent(user)}`;
}
