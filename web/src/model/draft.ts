/**
 * What somebody has typed over what is saved. Only what was touched is kept, so that when the saved
 * changes underneath, the untouched fields follow and nothing typed is lost.
 */
export type Draft<T> = Partial<T>;

/** What the form shows. */
export function shown<T extends object>(saved: T, draft: Draft<T>): T {
  return { ...saved, ...draft };
}

/** What would be sent: the touched fields that differ from what is saved. */
export function changes<T extends object>(saved: T, draft: Draft<T>): Draft<T> {
  const differs = ([name, value]: [string, unknown]) => !same(saved[name as keyof T], value);
  return Object.fromEntries(Object.entries(draft).filter(differs)) as Draft<T>;
}

export function isChanged<T extends object>(saved: T, draft: Draft<T>): boolean {
  return Object.keys(changes(saved, draft)).length > 0;
}

/** Lists are choices, in no order; texts are the same with space around. */
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one) => b.includes(one));
  }
  if (typeof a === "string" && typeof b === "string") return a.trim() === b.trim();
  return a === b;
}

/** The draft without one of its fields. */
export function without<T extends object>(draft: Draft<T>, field: string): Draft<T> {
  return Object.fromEntries(Object.entries(draft).filter(([name]) => name !== field)) as Draft<T>;
}

/** The list with or without one of its values. */
export function withChoice(list: readonly string[], value: string, chosen: boolean): string[] {
  const others = list.filter((one) => one !== value);
  return chosen ? [...others, value] : others;
}
