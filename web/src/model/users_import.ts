/** How an import of users fares, and the file to begin with. */
import { type LineError } from "./number_import.ts";

export interface UsersImportAnswer {
  added: number;
  updated: number;
  unchanged: number;
  /** Registered already, and different: also among the errors. */
  skipped: number;
  errors: LineError[];
}

export interface UsersImportState extends UsersImportAnswer {
  file: string;
  /** Parts sent, of how many. */
  sent: number;
  parts: number;
}

export function begun(file: string, parts: number, errors: LineError[]): UsersImportState {
  return { file, parts, sent: 0, added: 0, updated: 0, unchanged: 0, skipped: 0, errors };
}

export function withUsers(state: UsersImportState, answer: UsersImportAnswer): UsersImportState {
  return {
    ...state,
    sent: state.sent + 1,
    added: state.added + answer.added,
    updated: state.updated + answer.updated,
    unchanged: state.unchanged + answer.unchanged,
    skipped: state.skipped + answer.skipped,
    errors: [...state.errors, ...answer.errors].sort((a, b) => a.line - b.line),
  };
}

/** Rows as Excel opens them in Sweden: a mark that says UTF-8, semicolons, Windows' line ends. */
export function template(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows].map((row) => row.map(quoted).join(";"));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function quoted(cell: string): string {
  return /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
