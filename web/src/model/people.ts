/** Names of people and groups, shortened for the screen. */
import type { Group } from "./contract.ts";

export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

/** "Anna Lind" is AL; one name alone gives its first letter. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const ends = parts.length > 1 ? [parts[0], parts[parts.length - 1]] : parts;
  return ends.map((part) => [...(part ?? "")][0] ?? "").join("").toLocaleUpperCase("sv");
}

/** The names of groups in the organisation's own order; an unknown id shows as it is. */
export function groupNames(ids: readonly string[], groups: readonly Group[]): string {
  const known = groups.filter((group) => ids.includes(group.id)).map((group) => group.name);
  const unknown = ids.filter((id) => !groups.some((group) => group.id === id));
  return [...known, ...unknown].join(", ");
}
