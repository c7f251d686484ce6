/** Which sentence tells why a login ended. */
import type { TextKey } from "../texts/sv.ts";
import type { LoggedOut } from "./contract.ts";

const CHANNELS = new Set(["desktop", "mobile", "web", "distance"]);

export interface EndedText {
  key: TextKey;
  name: string;
}

/** What happened; `name` is who did it, where that is a person. */
export function endedText({ reason, by }: LoggedOut): EndedText {
  const name = by ?? "";
  switch (reason) {
    case "replaced":
      return { key: CHANNELS.has(name) ? (`ended.replaced_${name}` as TextKey) : "ended.replaced_unknown", name };
    case "admin":
      return { key: name === "" || name === "system" ? "ended.admin_unknown" : "ended.admin", name };
    default:
      return { key: `ended.${reason}`, name };
  }
}

/** What else is worth knowing; null when the sentence says it all. */
export function endedWhy({ reason }: LoggedOut): TextKey | null {
  switch (reason) {
    case "replaced":
    case "connection_lost":
    case "admin":
    case "disabled":
    case "no_answer":
      return `ended.${reason}_why`;
    default:
      return null;
  }
}
