/** Which phones stand on the page, and which of them a reload brings back. */
import type { AgentNumber } from "./simulator.ts";

export interface Phone {
  /** Stays the same while the number is edited. */
  id: string;
  kind: "agent" | "customer";
  /** The agent's name; a customer's phone has none, but a place in the row. */
  label: string | null;
  place: number;
  organisation: string | null;
  number: string;
  /** Rings with its number withheld. */
  hidden: boolean;
}

interface Own {
  id: string;
  number: string;
  hidden: boolean;
}

/** The call that a phone has made, and when it began (ISO 8601). */
export interface Made {
  id: string;
  since: string;
}

/** All that the page remembers. */
export interface Row {
  /** Customers' phones, in their order. */
  own: Own[];
  /** Agents' numbers that ring withheld. */
  withheld: string[];
  /** Calls under way, by the phone that made them. */
  made: Record<string, Made>;
}

/** Two customers, the second with a number withheld: numbers reserved for fiction. */
export const FIRST_ROW: Row = {
  own: [
    { id: "k1", number: "+46701740690", hidden: false },
    { id: "k2", number: "+46701740691", hidden: true },
  ],
  withheld: [],
  made: {},
};

/** The agents' phones as the system knows them, then the customers'. */
export function phonesOf(row: Row, agents: readonly AgentNumber[]): Phone[] {
  const registered = agents.map(
    ({ number, label, organisation }): Phone => ({
      id: number,
      kind: "agent",
      label,
      place: 0,
      organisation,
      number,
      hidden: row.withheld.includes(number),
    }),
  );
  const customers = row.own.map(
    (own, at): Phone => ({ ...own, kind: "customer", label: null, place: at + 1, organisation: null }),
  );
  return [...registered, ...customers];
}

/** A row with one more phone; its number is whatever was typed. */
export function withPhone(row: Row, typed: string): { row: Row; id: string } {
  const taken = row.own.map(({ id }) => Number.parseInt(id.slice(1), 10));
  const id = `k${Math.max(0, ...taken) + 1}`;
  return { row: { ...row, own: [...row.own, { id, number: presented(typed), hidden: false }] }, id };
}

export function withoutPhone(row: Row, id: string): Row {
  const { [id]: _, ...made } = row.made;
  return { ...row, own: row.own.filter((own) => own.id !== id), made };
}

export function withNumber(row: Row, id: string, typed: string): Row {
  const number = presented(typed);
  return { ...row, own: row.own.map((own) => (own.id === id ? { ...own, number } : own)) };
}

export function withHidden(row: Row, id: string, hidden: boolean): Row {
  if (row.own.some((own) => own.id === id)) {
    return { ...row, own: row.own.map((own) => (own.id === id ? { ...own, hidden } : own)) };
  }
  const others = row.withheld.filter((number) => number !== id);
  return { ...row, withheld: hidden ? [...others, id] : others };
}

export function withMade(row: Row, id: string, call: Made | null): Row {
  const { [id]: _, ...made } = row.made;
  return { ...row, made: call === null ? made : { ...made, [id]: call } };
}

/** What was remembered; the first row where nothing was, or nothing that can be read. */
export function readRow(text: string | null): Row {
  if (text === null) return FIRST_ROW;
  try {
    const row: unknown = JSON.parse(text);
    return isRow(row) ? row : FIRST_ROW;
  } catch {
    return FIRST_ROW;
  }
}

function isRow(row: unknown): row is Row {
  if (typeof row !== "object" || row === null) return false;
  const { own, withheld, made } = row as Partial<Row>;
  return Array.isArray(own) && Array.isArray(withheld) && typeof made === "object" && made !== null;
}

/** A Swede's way of writing becomes what the network presents; anything else stays as typed. */
export function presented(typed: string): string {
  const text = typed.trim();
  const digits = text.replace(/[\s\-()./]/g, "");
  if (/^00[1-9]\d{6,14}$/.test(digits)) return `+${digits.slice(2)}`;
  if (/^0[1-9]\d{6,10}$/.test(digits)) return `+46${digits.slice(1)}`;
  return /^\+\d{7,15}$/.test(digits) ? digits : text;
}
