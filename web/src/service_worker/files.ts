/** This build's files, kept for when the network is away. */
import { cacheName, outdated } from "../model/offline_cache.ts";

/** Set by the build: what changes with any file, the files to keep, and the script that the page names. */
declare const BUILD: string;
declare const PRECACHE: string[];
declare const SCRIPT: string;

const SHELL = "/index.html";
/** A page that takes longer than this is as good as no page. */
const PATIENCE_MS = 8_000;

export const FILES: readonly string[] = PRECACHE;

/** Fetches every file, or fails whole: the browser tries again at the next visit. */
export async function keep(): Promise<void> {
  const cache = await caches.open(cacheName(BUILD));
  // The page has no hash in its name: what the browser holds of it may be older.
  await cache.addAll([new Request(SHELL, { cache: "reload" }), ...FILES]);
  const shell = await (await cache.match(SHELL))?.text();
  if (!shell?.includes(SCRIPT)) {
    await caches.delete(cacheName(BUILD));
    throw new Error("Another build has been deployed meanwhile");
  }
}

export async function removeOutdated(): Promise<void> {
  await Promise.all(outdated(await caches.keys(), BUILD).map((name) => caches.delete(name)));
}

/** The network's page whenever there is one; else the client as kept, which finds out and says why. */
export async function page(event: FetchEvent): Promise<Response> {
  try {
    const answer = await inTime(fromNetwork(event));
    if (answer.status < 500) return answer;
  } catch {
    // No network, or none to speak of: what is kept says so.
  }
  return (await kept(SHELL)) ?? Response.error();
}

/** A file bears its content's hash in its name: what is kept is what would be fetched. */
export async function keptFile(request: Request): Promise<Response> {
  return (await kept(new URL(request.url).pathname)) ?? fetch(request);
}

async function fromNetwork(event: FetchEvent): Promise<Response> {
  const preloaded = (await event.preloadResponse) as Response | undefined;
  return preloaded ?? fetch(event.request);
}

async function kept(path: string): Promise<Response | undefined> {
  const cache = await caches.open(cacheName(BUILD));
  return cache.match(path);
}

async function inTime(answer: Promise<Response>): Promise<Response> {
  const late = new Promise<never>((_, refuse) => {
    setTimeout(() => refuse(new Error("No answer in time")), PATIENCE_MS);
  });
  return Promise.race([answer, late]);
}
