/** How far newly ordered credentials have come, as an administrator sees it. */

export type CredentialState = "none" | "ordered" | "sent" | "failed" | "bounced";

/** Which of the four state colours a pill gets; its word says the same. */
const TINTS: Record<Exclude<CredentialState, "none">, string> = {
  ordered: "paused",
  sent: "available",
  failed: "busy",
  bounced: "busy",
};

export function tintOf(state: Exclude<CredentialState, "none">): string {
  return TINTS[state];
}

interface Searchable {
  id: string;
  name: string;
}

/** Whether a person is meant by what was typed: every word begins a word of the name, or is in the id. */
export function isMeant({ id, name }: Searchable, typed: string): boolean {
  const names = name.toLocaleLowerCase("sv").split(/\s+/);
  const words = typed.toLocaleLowerCase("sv").split(/\s+/).filter(Boolean);
  return words.every((word) => id.includes(word) || names.some((part) => part.startsWith(word)));
}
