/** Addresses of users' pages. An id may have a dot, and what ends in a dot is a file: a tab follows. */

export type UserTab = "details" | "callcenter";

export const GROUPS = "/administration/svarsgrupper";
export const NEW_GROUP = "/administration/ny-svarsgrupp";
export const ADMINISTRATION = "/administration";
export const ORGANISATION = "/administration/organisation";
export const USERS = "/administration/anvandare";
/** The list of users, of those whose password needs seeing to. */
export const USERS_TO_SEE_TO = "/administration/att-se-till";
export const IMPORT_USERS = "/administration/lagg-in-anvandare";
export const LOGGED_IN = "/administration/inloggade";
export const DELIVERIES = "/administration/utskick";
export const PRESENCE_LOG = "/narvarologg";
export const PHONE_BOOK_PAGE = "/administration/telefonbok";
export const NEW_USER = "/administration/ny-anvandare";
const USER = /^\/administration\/anvandare\/([^/]+)(?:\/(uppgifter|callcenter))?$/;
const TABS: Record<UserTab, string> = { details: "uppgifter", callcenter: "callcenter" };

export function userAddress(id: string, tab: UserTab = "details"): string {
  return `/administration/anvandare/${encodeURIComponent(id)}/${TABS[tab]}`;
}

/** Whose page an address means, and which tab; id null for somebody new; null for another page. */
export function userPage(path: string): { id: string | null; tab: UserTab } | null {
  if (path === NEW_USER) return { id: null, tab: "details" };
  const [, id, tab] = USER.exec(path) ?? [];
  if (id === undefined) return null;
  return { id: decoded(id), tab: tab === TABS.callcenter ? "callcenter" : "details" };
}

export function groupAddress(id: string): string {
  return `${GROUPS}/${encodeURIComponent(id)}`;
}

/** Which group's page an address means; id null for a new one; null for the list or another page. */
export function groupPage(path: string): { id: string | null } | null {
  if (path === NEW_GROUP) return { id: null };
  const [, id] = /^\/administration\/svarsgrupper\/([^/]+)$/.exec(path) ?? [];
  return id === undefined ? null : { id: decoded(id) };
}

/** Whether an address is about groups: all of them, one, or a new one. */
export function isGroups(path: string): boolean {
  return path === GROUPS || groupPage(path) !== null;
}

/** An address with a stray percent sign is nobody's: it is asked for as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Lists of numbers to ring. */
export const CALL_LISTS = "/administration/listor";
export const NEW_LIST = "/administration/listor/ny";
export const DO_NOT_CALL_PAGE = "/administration/sparrlista";
const LIST = /^\/administration\/listor\/([0-9a-f]{12})$/;

export function listAddress(id: string): string {
  return `${CALL_LISTS}/${id}`;
}

/** Which list an address means; id null for a new one; null for another page. */
export function listPage(path: string): { id: string | null } | null {
  if (path === NEW_LIST) return { id: null };
  const [, id] = LIST.exec(path) ?? [];
  return id === undefined ? null : { id };
}

/** Whether an address is a page or one below it; every address is below the desk, and none is meant. */
export function isWithin(path: string, page: string): boolean {
  return path === page || (page !== "/" && path.startsWith(`${page}/`));
}

/** An agent's chats, and one of them. */
export const CHATS = "/chattar";

export function chatAddress(contact: string): string {
  return `${CHATS}/${encodeURIComponent(contact)}`;
}

/** Which chat an address means; contact null for all of them; null for another page. */
export function chatsPage(path: string): { contact: string | null } | null {
  if (path === CHATS) return { contact: null };
  const [, contact] = /^\/chattar\/([^/]+)$/.exec(path) ?? [];
  return contact === undefined ? null : { contact: decoded(contact) };
}

/** What an administrator reads of the chats. */
export const CHAT_LOG = "/administration/chattar";
