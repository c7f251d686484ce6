/**
 * Cuts a list into parts that the server takes in one request each. A cut goes between two rows,
 * never through a quoted cell that holds a line break; what a row means, the server alone decides.
 */

/** Of one part, as it travels: JSON in UTF-8. The server takes 64 kB with all that is around it. */
export const PART_BYTES = 56_000;
/** As on the server: a quoted cell over more lines than this is one that nobody closed. */
const MOST_LINES = 10;
const MOST_HEADER = 2_000;

export interface Part {
  csv: string;
  /** The file's first row, for the parts behind the first one. */
  header: string | null;
  first_line: number;
}

export interface Cut {
  parts: Part[];
  /** Lines that no request could carry. */
  tooLong: number[];
}

interface Row {
  line: number;
  text: string;
}

/** Parts of so many bytes, and of so many rows, at most. */
export function cut(file: string, bytes = PART_BYTES, most = Infinity): Cut {
  const all = [...rows(file)];
  const head = all[0]?.text ?? "";
  const header = head.length > 0 && head.length <= MOST_HEADER ? head : null;
  const room = bytes - sizeOf(header ?? "");
  const parts: Part[] = [];
  const tooLong: number[] = [];
  let part: { from: number; texts: string[]; size: number } | null = null;
  const close = () => {
    if (part === null) return;
    const first = parts.length === 0;
    parts.push({ csv: part.texts.join("\n"), header: first ? null : header, first_line: part.from });
    part = null;
  };
  for (const { line, text } of all) {
    const size = sizeOf(text) + 2;
    if (size > room) {
      close();
      tooLong.push(line);
      continue;
    }
    if (part !== null && (part.size + size > room || part.texts.length >= most)) close();
    part ??= { from: line, texts: [], size: 0 };
    part.texts.push(text);
    part.size += size;
  }
  close();
  return { parts: parts.filter((one) => one.csv.trim() !== ""), tooLong };
}

function* rows(file: string): Generator<Row> {
  const lines = file.split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; ) {
    let text = lines[at] ?? "";
    let taken = 1;
    while (isOpen(text) && taken < MOST_LINES && at + taken < lines.length) {
      text += `\n${lines[at + taken]}`;
      taken += 1;
    }
    if (isOpen(text)) {
      text = lines[at] ?? "";
      taken = 1;
    }
    yield { line: at + 1, text };
    at += taken;
  }
}

/** Whether the row ends inside a quoted cell. */
function isOpen(row: string): boolean {
  if (!row.includes('"')) return false;
  const opening = /(?:^|(?<=[\t;,])) *"/g;
  const untilClosed = /[^"]*(?:""[^"]*)*"(?!")/y;
  while (opening.exec(row) !== null) {
    untilClosed.lastIndex = opening.lastIndex;
    if (untilClosed.exec(row) === null) return true;
    opening.lastIndex = untilClosed.lastIndex;
  }
  return false;
}

const encoder = new TextEncoder();

function sizeOf(text: string): number {
  return encoder.encode(JSON.stringify(text)).length;
}
