/** Registers of numbers in the HTTP contract. Numbers and names travel in bodies, never in addresses. */
import { call } from "./api.ts";
import type { Part } from "./model/csv_parts.ts";
import type { ImportAnswer } from "./model/number_import.ts";
import { patiently } from "./patiently.ts";

export interface Numbered {
  number: string;
  name: string;
}

export interface NumberPage {
  entries: Numbered[];
  after: string | null;
  total: number | null;
}

/** Numbers that an administrator imports, reads and removes; `words` begins its texts. */
export interface NumberRegister {
  words: "book" | "barred";
  /** Sends a part of a list. It may be sent again: the same rows of the same `file` are no duplicates. */
  send: (part: Part, file: string) => Promise<ImportAnswer>;
  read: (search: string, after: string | null) => Promise<NumberPage>;
  remove: (number: string) => Promise<undefined>;
  /** Removes many; to be called until nothing is left. */
  clear: () => Promise<{ removed: number; left: boolean }>;
}

function register(words: NumberRegister["words"], path: string): NumberRegister {
  return {
    words,
    send: (part, file) => patiently(() => call("POST", path, { ...part, file })),
    read: (search, after) => call("POST", `${path}/search`, { search, after }),
    remove: (number) => call("POST", `${path}/remove`, { number }),
    clear: () => patiently(() => call("DELETE", path)),
  };
}

export const PHONE_BOOK = register("book", "/api/admin/phonebook");
export const DO_NOT_CALL = register("barred", "/api/admin/do-not-call");
