/** What calls for somebody's attention, and what follows: the tab's words, the ringing, the notification. */

/** One thing that wants to be seen now: an offer, a chat's message. */
export interface Attention {
  /** The same id again replaces what stands; the notification carries it as its tag. */
  id: string;
  /** Whole in itself, since the tab shows nothing else: "Samtal: Karin Ek · Support". */
  title: string;
  body: string;
  /** Rings until it is cleared; else it sounds once. */
  urgent: boolean;
  /** Is only seen: nobody wants to hear it. */
  silent?: boolean;
}

/** How the browser stands to notifications of ours. */
export type Permission = "granted" | "denied" | "default" | "unsupported";

/** The newest stands last. The very same thing again changes nothing. */
export function raised(held: readonly Attention[], one: Attention): readonly Attention[] {
  const before = held.find(({ id }) => id === one.id);
  if (before !== undefined && isSame(before, one)) return held;
  // What is only worded anew keeps its place.
  if (before !== undefined) return held.map((other) => (other === before ? one : other));
  return [...held, one];
}

export function cleared(held: readonly Attention[], id: string): readonly Attention[] {
  return held.some((one) => one.id === id) ? held.filter((one) => one.id !== id) : held;
}

/** What the tab tells of: the newest that is urgent, else the newest. */
export function foremost(held: readonly Attention[]): Attention | null {
  return held.findLast(({ urgent }) => urgent) ?? held.at(-1) ?? null;
}

export function rings(held: readonly Attention[]): boolean {
  return held.some(({ urgent }) => urgent);
}

/** The tab's words: the mark tells it from the other tabs where there is room for nothing more. */
export function tabTitle(held: readonly Attention[], page: string): string {
  const first = foremost(held);
  return first === null ? page : `● ${first.title}`;
}

/** Those that the system should tell of: none to somebody who is looking at the page. */
export function toNotify(
  held: readonly Attention[],
  told: ReadonlySet<string>,
  { permission, watched }: { permission: Permission; watched: boolean },
): readonly Attention[] {
  if (watched || permission !== "granted") return [];
  return held.filter(({ id }) => !told.has(id));
}

function isSame(one: Attention, other: Attention): boolean {
  return one.title === other.title && one.body === other.body && one.urgent === other.urgent;
}
