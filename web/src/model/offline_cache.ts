/** What the service worker does with a request. It answers for pages and for its own files alone. */

export interface Asked {
  method: string;
  url: string;
  /** "navigate" for a page that is gone to. */
  mode: string;
}

/** `network`: it keeps out of it, as if it weren't there. */
export type Handling = "page" | "file" | "network";

/** What is live, or played by the local run: never kept, never answered from what was kept. */
const LIVE = /^\/(api|ws|sim)(\/|$)/;

export function handlingOf(asked: Asked, origin: string, kept: ReadonlySet<string>): Handling {
  const url = new URL(asked.url);
  if (asked.method !== "GET" || url.origin !== origin || LIVE.test(url.pathname)) return "network";
  if (asked.mode === "navigate") return "page";
  return kept.has(url.pathname) ? "file" : "network";
}

const CACHE = "jour-";

export function cacheName(build: string): string {
  return `${CACHE}${build}`;
}

/** Those that an older build has left; another's than ours is left alone. */
export function outdated(names: readonly string[], build: string): string[] {
  return names.filter((name) => name.startsWith(CACHE) && name !== cacheName(build));
}
