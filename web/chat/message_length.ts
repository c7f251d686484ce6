/** How long what a customer writes may be, counted as the server counts: in code points, trimmed. */

export const LONGEST_MESSAGE = 4_000;
export const LONGEST_NAME = 60;
/** From so few on the customer is told how many are left. */
const TOLD_FROM = 200;

export function lengthOf(text: string): number {
  return [...text.trim().normalize("NFC")].length;
}

/** How many characters are left (negative: too many); null while there is no need to say. */
export function leftOf(text: string): number | null {
  // Code points are never more than UTF-16 units: what is short needs no counting.
  if (text.length < LONGEST_MESSAGE - TOLD_FROM) return null;
  const left = LONGEST_MESSAGE - lengthOf(text);
  return left > TOLD_FROM ? null : left;
}
