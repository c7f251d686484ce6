/** Keeps the row of simulated phones over a reload. Each tab has its own row, so no call is in two. */
import { type Row, readRow } from "./model/phone_row.ts";

const KEY = "jour:phones";

export function rememberedRow(): Row {
  try {
    return readRow(sessionStorage.getItem(KEY));
  } catch {
    return readRow(null);
  }
}

export function rememberRow(row: Row): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(row));
  } catch {
    // A browser that allows no storage forgets the phones with the page.
  }
}
