/** The phone book's part of the HTTP contract. Numbers and names travel in bodies, never in addresses. */
import { Problem, call } from "./api.ts";
import type { Part } from "./model/csv_parts.ts";
import type { LineError } from "./model/phone_book.ts";

const PATH = "/api/admin/phonebook";
/** What passes by itself: somebody else at work (409), a service that does not answer (503). */
const PASSING = [409, 429, 503];
/** Together longer than the server keeps a book for somebody who never came back: 30 s. */
const WAITS_MS = [1_000, 3_000, 10_000, 20_000];

export interface BookEntry {
  number: string;
  name: string;
}

export interface BookPage {
  entries: BookEntry[];
  after: string | null;
  total: number | null;
}

/** Sends a part of a list. It may be sent again: the same rows of the same `file` are no duplicates. */
export const sendPart = (part: Part, file: string) =>
  patiently(() => call<{ kept: number; errors: LineError[] }>("POST", PATH, { ...part, file }));

export const readPage = (search: string, after: string | null) =>
  call<BookPage>("POST", `${PATH}/search`, { search, after });

export const removeEntry = (number: string) =>
  call<undefined>("POST", `${PATH}/remove`, { number });

/** Removes many; to be called until nothing is left. */
export const clearSome = () =>
  patiently(() => call<{ removed: number; left: boolean }>("DELETE", PATH));

async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (const wait of WAITS_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem && PASSING.includes(error.status))) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return ask();
}
