/** The organisation's password rules, as the page ticks them off. */

/** A rule's code with its sentence: what it asks, or how it is broken. */
export interface Rule {
  rule: string;
  message: string;
}

/** `later`: only the server can judge it, when the password is sent. */
export type RuleState = "open" | "met" | "broken" | "later";

export interface RuleRow {
  rule: string;
  text: string;
  state: RuleState;
  /** How it is broken; empty otherwise. */
  why: string;
}

/** History is not leaked while somebody types, so its rule is judged with the change itself. */
const JUDGED_LATER = new Set(["reused"]);

/** One row per rule, in the server's order. A broken rule that is not listed gets a row at the end. */
export function ruleRows(rules: Rule[], violations: Rule[], typed: boolean): RuleRow[] {
  const broken = new Map(violations.map(({ rule, message }) => [rule, message]));
  const rows = rules.map(({ rule, message }) => rowOf(rule, message, broken.get(rule), typed));
  const listed = new Set(rules.map(({ rule }) => rule));
  const unlisted = violations.filter(({ rule }) => typed && !listed.has(rule));
  return [...rows, ...unlisted.map(({ rule, message }) => rowOf(rule, message, "", typed))];
}

function rowOf(rule: string, text: string, why: string | undefined, typed: boolean): RuleRow {
  if (!typed) return { rule, text, state: "open", why: "" };
  if (why !== undefined) return { rule, text, state: "broken", why };
  return { rule, text, state: JUDGED_LATER.has(rule) ? "later" : "met", why: "" };
}

/** How many rules are still broken. */
export function brokenCount(rows: RuleRow[]): number {
  return rows.filter((row) => row.state === "broken").length;
}
