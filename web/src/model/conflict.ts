/** Two administrators at once: what the other one has changed, and where that meets what I typed. */

/** A field of a form, as people read it. */
export interface ToldField {
  field: string;
  label: string;
  words: string;
  /** Whether I have touched it. */
  mine: boolean;
}

export interface Theirs {
  field: string;
  label: string;
  /** What the other one has saved. */
  words: string;
  /** I have written something else here, and have to choose. */
  clash: boolean;
}

/** What differs between the fields as I saw them and as they are now. */
export function theirChanges(seen: readonly ToldField[], now: readonly ToldField[]): Theirs[] {
  const before = new Map(seen.map((one) => [one.field, one.words]));
  return now
    .filter(({ field, words }) => before.get(field) !== words)
    .map(({ field, label, words, mine }) => ({ field, label, words, clash: mine }));
}

/** The list after a choice for one field: it is no clash any more. */
export function settled(theirs: readonly Theirs[], field: string): Theirs[] {
  return theirs.map((one) => (one.field === field ? { ...one, clash: false } : one));
}
