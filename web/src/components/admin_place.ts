import { type TemplateResult, html } from "lit";
import {
  ADMINISTRATION,
  CALL_LISTS,
  CHAT_LOG,
  DELIVERIES,
  DO_NOT_CALL_PAGE,
  IMPORT_USERS,
  LOGGED_IN,
  ORGANISATION,
  PHONE_BOOK_PAGE,
  PRESENCE_LOG,
  USERS,
  USERS_TO_SEE_TO,
  isGroups,
  listPage,
  userPage,
} from "../model/addresses.ts";
import type { Login } from "../model/contract.ts";
import type { PresenceState } from "../model/presence.ts";
import { type TextKey, t } from "../texts/index.ts";
import { groupsHeading } from "./groups_heading.ts";

/** The administrators' pages that have an address of their own. */
const HEADINGS: Record<string, TextKey> = {
  [ADMINISTRATION]: "admin.title",
  [ORGANISATION]: "org.title",
  [USERS]: "users.title",
  [USERS_TO_SEE_TO]: "users.title",
  [IMPORT_USERS]: "bring.title",
  [LOGGED_IN]: "present.title",
  [DELIVERIES]: "deliveries.title",
  [PRESENCE_LOG]: "log.title",
  [PHONE_BOOK_PAGE]: "book.title",
  [CALL_LISTS]: "lists.title",
  [DO_NOT_CALL_PAGE]: "barred.title",
  [CHAT_LOG]: "chat_log.title",
};

/** What an administrators' page is called; null for an address of another page. */
export function adminHeading(path: string): string | null {
  const heading = HEADINGS[path];
  if (heading !== undefined) return t(heading);
  if (isGroups(path)) return t(groupsHeading(path));
  const user = userPage(path);
  if (user !== null) return t(user.id === null ? "user.new" : "user.title");
  const list = listPage(path);
  return list === null ? null : t(list.id === null ? "lists.new" : "lists.one");
}

/** Whether an address is an administrators' page. */
export function isAdminPage(path: string): boolean {
  return adminHeading(path) !== null;
}

export interface AdminPlace {
  path: string;
  login: Login;
  /** The frame around the page shows its heading. */
  framed: boolean;
  /** Who is logged in, live; null for an administrator who is not logged in as an agent. */
  presence: PresenceState | null;
}

/** The page; its elements are registered by then. To be asked for pages alone. */
export function adminPage({ path, login, framed, presence }: AdminPlace): TemplateResult {
  switch (path) {
    case ADMINISTRATION:
      return html`<jour-administration .framed=${framed}></jour-administration>`;
    case ORGANISATION:
      return html`<jour-organisation .framed=${framed}></jour-organisation>`;
    case USERS:
    case USERS_TO_SEE_TO:
      return html`
        <jour-users .me=${login.user.id} .framed=${framed} .filtered=${path === USERS_TO_SEE_TO}></jour-users>
      `;
    case IMPORT_USERS:
      return html`<jour-users-import .framed=${framed}></jour-users-import>`;
    case LOGGED_IN:
      return html`
        <jour-logged-in .me=${login.user.id} .framed=${framed} .presence=${presence}></jour-logged-in>
      `;
    case DELIVERIES:
      return html`<jour-deliveries .me=${login.user.id} .framed=${framed}></jour-deliveries>`;
    case PRESENCE_LOG:
      return html`<jour-presence-log .framed=${framed}></jour-presence-log>`;
    case PHONE_BOOK_PAGE:
      return html`<jour-phone-book .framed=${framed}></jour-phone-book>`;
    case CALL_LISTS:
      return html`<jour-call-lists .framed=${framed}></jour-call-lists>`;
    case CHAT_LOG:
      return html`<jour-chat-log .framed=${framed}></jour-chat-log>`;
    case DO_NOT_CALL_PAGE:
      return html`<jour-do-not-call .framed=${framed}></jour-do-not-call>`;
    default:
      if (isGroups(path)) return html`<jour-groups .path=${path} .framed=${framed}></jour-groups>`;
      if (listPage(path) !== null) {
        return html`<jour-call-list .path=${path} .framed=${framed}></jour-call-list>`;
      }
      return html`<jour-user .login=${login} .path=${path} .framed=${framed}></jour-user>`;
  }
}
