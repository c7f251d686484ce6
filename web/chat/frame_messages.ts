/**
 * What the host page's script and the frame say to each other. Nothing of what is written in the
 * chat: the host page learns how much is unread and whether a chat goes on, and no more.
 */
import type { Appearance } from "./appearance.ts";

/** From the script. `page` is origin and path of the host page, without query and fragment. */
export type HostSays =
  | { jour: "host"; page: string; appearance: Appearance }
  /** The frame is seen, or hidden; `focus`: by somebody who wants to write now. */
  | { jour: "shown"; shown: boolean; focus: boolean };

/** From the frame. */
export type FrameSays =
  | { jour: "ready" }
  | { jour: "close" }
  | { jour: "state"; unread: number; going: boolean };

/** The data of a message event, where it is one of ours. */
export function ours<Says extends { jour: string }>(data: unknown): Says | null {
  const isOurs = typeof data === "object" && data !== null && "jour" in data;
  return isOurs ? (data as Says) : null;
}

/** Where the chat is, in the address of the frame: behind "#", so that no server logs it. */
export interface Place {
  organisation: string;
  group: string;
  language: string;
  /** Only in a window of its own, which has no host page to ask. */
  page?: string;
}

export function toFragment(place: Place): string {
  return new URLSearchParams({ ...place }).toString();
}

export function fromFragment(fragment: string): Place {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const word = (name: string) => given.get(name) ?? "";
  return {
    organisation: word("organisation"),
    group: word("group"),
    language: word("language"),
    page: word("page"),
  };
}
