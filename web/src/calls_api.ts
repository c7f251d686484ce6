/** The HTTP part of calls. */
import { call } from "./api.ts";
import type { Gate } from "./model/contract.ts";

/** Every gate of an agent of the organisation, for administrators (B1). */
export const gatesOf = (user: string) =>
  call<{ gates: Gate[] }>("GET", `/api/admin/users/${encodeURIComponent(user)}/gates`);
