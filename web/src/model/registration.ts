/** A user's registration for distance login, as its form shows and sends it (F4–F8). */
import type { ListedUser, RegistrationEdit } from "../administration_api.ts";
import { type Draft, changes } from "./draft.ts";
import type { Group } from "./contract.ts";
import { formatPhone } from "./phone.ts";

export interface RegistrationForm {
  number: string;
  alternative_number: string;
  preselected_groups: string[];
  /** Typed; null to take it away; undefined while it stays as it is. */
  pin: string | null | undefined;
}

export function formOf({ distance }: ListedUser): RegistrationForm {
  return {
    number: distance === null ? "" : formatPhone(distance.number),
    alternative_number: distance?.alternative_number ? formatPhone(distance.alternative_number) : "",
    preselected_groups: distance?.preselected_groups ?? [],
    pin: undefined,
  };
}

/** What is sent: the touched fields; an emptied alternative number is taken away. */
export function editOf(saved: RegistrationForm, draft: Draft<RegistrationForm>): RegistrationEdit {
  const changed = changes(saved, draft);
  const edit: RegistrationEdit = {};
  if (changed.number !== undefined) edit.number = changed.number.trim();
  if (changed.alternative_number !== undefined) {
    edit.alternative_number = changed.alternative_number.trim() || null;
  }
  if (changed.preselected_groups !== undefined) edit.preselected_groups = changed.preselected_groups;
  if (changed.pin !== undefined) edit.pin = changed.pin;
  return edit;
}

export function isPin(typed: string): boolean {
  return /^[0-9]{4,6}$/.test(typed);
}

/** The groups that a call to the service number staffs: those chosen, or all voice groups (F8). */
export function staffedByCall(chosen: readonly string[], own: readonly Group[]): Group[] {
  const voice = own.filter((group) => group.media === "voice");
  return chosen.length === 0 ? voice : voice.filter((group) => chosen.includes(group.id));
}
