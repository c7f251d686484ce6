/** The groups' part of the HTTP contract, for administrators. */
import { call } from "./api.ts";
import type { Media } from "./model/contract.ts";
import type { Hours } from "./model/hours.ts";

export interface GroupSettings {
  id: string;
  name: string;
  media: Media;
  /** E.164 once saved; as somebody types it before. */
  number: string | null;
  wrap_up_s: number;
  /** null: callback is never offered. */
  callback_after_s: number | null;
  /** Who was not reached is rung again after so long, and so often in all. */
  callback_retry_s: number;
  callback_attempts: number;
  /** null: always open. */
  hours: Hours | null;
  /** Of a chat group: where messages go when nobody can answer; null for nowhere. */
  message_mail?: string | null;
  message_group?: string | null;
  /** How many users it is preselected for in distance login (F8). */
  preselected: number;
}

/** Every group, and the organisation's version for the next edit. */
export interface KnownGroups {
  groups: GroupSettings[];
  version: number;
}

/** What is left out stays. */
export type GroupEdit = Partial<Omit<GroupSettings, "id" | "preselected">> & { version?: number };

export const knownGroups = () => call<KnownGroups>("GET", "/api/admin/groups");

export const addGroup = (wanted: GroupEdit & { name: string }) =>
  call<GroupSettings & { version: number }>("POST", "/api/admin/groups", wanted);

export const saveGroup = (id: string, wanted: GroupEdit) =>
  call<GroupSettings & { version: number }>("PATCH", address(id), wanted);

export const removeGroup = (id: string) => call<undefined>("DELETE", address(id));

function address(id: string): string {
  return `/api/admin/groups/${encodeURIComponent(id)}`;
}
