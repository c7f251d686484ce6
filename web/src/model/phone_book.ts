/** How an import of a list into the phone book fares. */

export interface LineError {
  line: number;
  code: string;
  message: string;
}

export interface ImportState {
  file: string;
  /** Parts sent, of how many. */
  sent: number;
  parts: number;
  /** Rows kept so far. */
  kept: number;
  errors: LineError[];
}

/** The report as it is copied: a line for each error, by line. */
export function reportText(errors: readonly LineError[], line: string): string {
  return errors.map((error) => `${line} ${error.line}: ${error.message}`).join("\n");
}

export function withAnswer(
  state: ImportState,
  answer: { kept: number; errors: LineError[] },
): ImportState {
  const errors = [...state.errors, ...answer.errors].sort((a, b) => a.line - b.line);
  return { ...state, sent: state.sent + 1, kept: state.kept + answer.kept, errors };
}
