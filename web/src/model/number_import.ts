/** How an import of a list of numbers fares. */

export interface LineError {
  line: number;
  code: string;
  message: string;
}

/** What the server says of one part; what was left out for a known reason is counted apart. */
export interface ImportAnswer {
  kept: number;
  errors: LineError[];
  duplicates?: number;
  /** On the do-not-call list. */
  barred?: number;
}

export interface ImportState {
  file: string;
  /** Parts sent, of how many. */
  sent: number;
  parts: number;
  /** Rows kept so far. */
  kept: number;
  errors: LineError[];
  duplicates: number;
  barred: number;
}

/** The report as it is copied: a line for each error, by line. */
export function reportText(errors: readonly LineError[], line: string): string {
  return errors.map((error) => `${line} ${error.line}: ${error.message}`).join("\n");
}

export function withAnswer(state: ImportState, answer: ImportAnswer): ImportState {
  return {
    ...state,
    sent: state.sent + 1,
    kept: state.kept + answer.kept,
    duplicates: state.duplicates + (answer.duplicates ?? 0),
    barred: state.barred + (answer.barred ?? 0),
    errors: [...state.errors, ...answer.errors].sort((a, b) => a.line - b.line),
  };
}
