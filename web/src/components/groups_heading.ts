import { groupPage } from "../model/addresses.ts";
import type { TextKey } from "../texts/index.ts";

/** What a page about groups is called. */
export function groupsHeading(path: string): TextKey {
  const page = groupPage(path);
  if (page === null) return "groups.title";
  return page.id === null ? "group.new" : "group.title";
}
