/** Web addresses in what people write. Only http and https are ever made into links. */

/** A piece of a text; `href` is null where it is no link. The pieces together are the whole text. */
export interface Segment {
  text: string;
  href: string | null;
}

/**
 * Where an address may begin, and everything up to a blank or a mark that no address holds. Invisible
 * formatting ends it, too: with it, an address could be made to look like another one.
 */
const CANDIDATE =
  /(?<![\p{L}\p{N}_@./-])(?:https?:\/\/|www\.)[^\s<>"`{}|\\^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/giu;
const LAST_MARKS = /[.,:;!?'*_~…”’»]/u;
const OPENING = { ")": "(", "]": "[" } as const;

/** Parts a text at the addresses in it, in time linear to its length. */
export function segments(text: string): Segment[] {
  const found: Segment[] = [];
  let done = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const address = trimmed(match[0]);
    const href = hrefOf(address);
    if (href === null) continue;
    if (match.index > done) found.push({ text: text.slice(done, match.index), href: null });
    found.push({ text: address, href });
    done = match.index + address.length;
  }
  if (done < text.length) found.push({ text: text.slice(done), href: null });
  return found;
}

/** Without the sentence's own marks: "(see https://example.se/a)." ends before the bracket. */
function trimmed(candidate: string): string {
  const open = { "(": 0, "[": 0 };
  for (const mark of candidate) {
    if (mark === "(" || mark === "[") open[mark] += 1;
    if (mark === ")" || mark === "]") open[OPENING[mark]] -= 1;
  }
  let end = candidate.length;
  for (; end > 0; end -= 1) {
    const mark = candidate.charAt(end - 1);
    if (mark === ")" || mark === "]") {
      // A closing bracket without its opening one belongs to the sentence.
      if (open[OPENING[mark]] >= 0) break;
      open[OPENING[mark]] += 1;
    } else if (!LAST_MARKS.test(mark)) break;
  }
  return candidate.slice(0, end);
}

/** What the browser would open; null for what is no address, or one made to deceive. */
function hrefOf(address: string): string | null {
  const written = /^www\./i.test(address) ? `https://${address}` : address;
  let url: URL;
  try {
    url = new URL(written);
  } catch {
    return null;
  }
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  // "https://bank.example@elsewhere.example" is elsewhere.
  const isPlain = url.username === "" && url.password === "";
  const hasHost = /[^.]\.[^.]|^localhost$|^\[/.test(url.hostname);
  return isWeb && isPlain && hasHost ? url.href : null;
}
