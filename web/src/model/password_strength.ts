/**
 * A hint on how hard a password is to guess, for the one who chooses it. Length counts most, then
 * the kinds of characters; what repeats or just counts on adds next to nothing. The server's rules
 * decide; this only encourages.
 */

/** From "easily guessed" to "strong"; 0 for nothing typed. */
export type Strength = 0 | 1 | 2 | 3 | 4;

const KINDS: [pattern: RegExp, size: number][] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{Nd}/u, 10],
  [/[^\p{L}\p{Nd}]/u, 20],
];
/** Bits of guesswork from which each step begins. */
const STEPS = [28, 45, 65];
/** What a character adds that the one before it foretells. */
const FORETOLD = 0.2;
const LONGEST_REPEAT = 4;

export function strength(password: string): Strength {
  const text = [...password.normalize("NFKC")];
  if (text.length === 0) return 0;
  const bits = surprising(text) * Math.log2(alphabet(password));
  return (1 + STEPS.filter((step) => bits >= step).length) as Strength;
}

/** How many different characters somebody who guesses has to reckon with. */
function alphabet(text: string): number {
  return KINDS.reduce((sum, [pattern, size]) => sum + (pattern.test(text) ? size : 0), 0) || 1;
}

/** The length in characters that are news; others count a little. */
function surprising(text: string[]): number {
  return text.reduce((sum, _, at) => sum + (foretold(text, at) ? FORETOLD : 1), 0);
}

/** Whether it repeats what stands a few steps before (aa, abab), or counts on (abc, 321). */
function foretold(text: string[], at: number): boolean {
  const repeats = (back: number) =>
    at >= 2 * back - 1 && text.slice(at - back + 1, at + 1).join("") === earlier(text, at, back);
  if (Array.from({ length: LONGEST_REPEAT }, (_, n) => n + 1).some(repeats)) return true;
  const step = distance(text, at);
  return Math.abs(step) === 1 && step === distance(text, at - 1);
}

function earlier(text: string[], at: number, back: number): string {
  return text.slice(at - 2 * back + 1, at - back + 1).join("");
}

function distance(text: string[], at: number): number {
  const [from, to] = [text[at - 1]?.codePointAt(0), text[at]?.codePointAt(0)];
  return from === undefined || to === undefined ? Number.NaN : to - from;
}
