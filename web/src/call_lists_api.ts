/** Lists of numbers to ring in the HTTP contract. */
import { call } from "./api.ts";
import type { CallList, ListEdit, NewList } from "./model/call_list.ts";
import type { Part } from "./model/csv_parts.ts";
import type { ImportAnswer } from "./model/number_import.ts";
import { patiently } from "./patiently.ts";

const PATH = "/api/admin/lists";

export const callLists = () => call<{ lists: CallList[] }>("GET", PATH);

export const callList = (id: string) => call<CallList>("GET", address(id));

export const addCallList = (wanted: NewList) => call<CallList>("POST", PATH, wanted);

/** Saves what is named, unless somebody else has saved since `version`. */
export const saveCallList = (id: string, wanted: ListEdit) =>
  call<CallList>("PATCH", address(id), wanted);

/** Removes many entries, at last the list; to be called until nothing is left. */
export const removeSomeOf = (id: string) =>
  patiently(() => call<{ removed: number; left: boolean }>("DELETE", address(id)));

/** Sends a part of a list of numbers. It may be sent again: what it said is in the list once. */
export const sendNumbers = (id: string, part: Part, file: string) =>
  patiently(() => call<ImportAnswer>("POST", `${address(id)}/import`, { ...part, file }));

function address(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
