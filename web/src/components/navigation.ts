import { type TemplateResult, html, nothing } from "lit";
import DESK from "lucide-static/icons/layout-dashboard.svg";
import QUEUE from "lucide-static/icons/list-ordered.svg";
import CHATS_DRAWN from "lucide-static/icons/message-circle.svg";
import CALLS from "lucide-static/icons/phone.svg";
import ADMINISTRATION from "lucide-static/icons/sliders-horizontal.svg";
import SETTINGS from "lucide-static/icons/settings.svg";
import COLLEAGUES from "lucide-static/icons/users.svg";
import { CHATS, chatsPage, isWithin } from "../model/addresses.ts";
import { isHelp } from "../model/help_topics.ts";
import { type TextKey, t } from "../texts/index.ts";
import { isAdminPage } from "./admin_place.ts";
import { icon } from "./icon.ts";

interface Place {
  path: string;
  text: TextKey;
  drawing: string;
  /** Left to the menu behind one's initials on a phone, whose row has room for four. */
  wide?: true;
  /** What a phone has room for. */
  short?: TextKey;
}

/** What stands beside a page's name. */
export interface Counts {
  queue: number;
  colleagues: number;
  /** What customers have written that I have not read; null for whom no chats come to. */
  chats: number | null;
}

const PLACES: Place[] = [
  { path: "/", text: "nav.desk", drawing: DESK },
  { path: "/ko", text: "nav.queue", drawing: QUEUE },
  { path: "/kollegor", text: "nav.colleagues", drawing: COLLEAGUES },
  { path: "/dagens-samtal", text: "nav.calls", short: "nav.calls_short", drawing: CALLS },
];
const CHATS_PLACE: Place = { path: CHATS, text: "nav.chats", drawing: CHATS_DRAWN };
const ADMIN_PLACE: Place = {
  path: "/administration",
  text: "nav.administration",
  drawing: ADMINISTRATION,
  wide: true,
};
const SETTINGS_PLACE: Place = {
  path: "/installningar",
  text: "nav.settings",
  drawing: SETTINGS,
  wide: true,
};
/** Pages of the workplace that the menu, or another page, leads to. */
const FURTHER = ["/losenord"];

function placesFor(admin: boolean, chats: boolean): Place[] {
  const [desk, ...others] = PLACES as [Place, ...Place[]];
  return [desk, ...(chats ? [CHATS_PLACE] : []), ...others, ...(admin ? [ADMIN_PLACE] : []), SETTINGS_PLACE];
}

/** How far it is known which pages there are, and what stands beside their names. */
export interface Known {
  /** null until the server has answered. */
  counts: Counts | null;
  /** The answer is on its way: all pages are shown together then, so that none gives way. */
  coming: boolean;
}

/** The way between pages: at the side on a wide screen, at the thumb on a phone. */
export function navigation(current: string, admin: boolean, { counts, coming }: Known): TemplateResult {
  return html`
    <nav class="places ${counts === null && coming ? "unknown" : ""}" aria-label=${t("nav.label")}>
      ${placesFor(admin, counts !== null && counts.chats !== null).map(
        (place) => html`
          <a
            href=${place.path}
            class=${place.wide ? "wide" : ""}
            aria-current=${isWithin(current, place.path) ? "page" : "false"}
          >
            ${icon(place.drawing)}
            ${nameOf(place)}
            ${counts === null ? nothing : countOf(place, counts)}
          </a>
        `,
      )}
    </nav>
  `;
}

/** Five stand beside each other on a phone: a name of two words says only the second there. */
function nameOf({ text, short }: Place): TemplateResult {
  if (short === undefined) return html`<span>${t(text)}</span>`;
  return html`
    <span class="place-name">${t(text)}</span>
    <span class="place-short" aria-hidden="true">${t(short)}</span>
  `;
}

function countOf({ path }: Place, { queue, colleagues, chats }: Counts): TemplateResult | typeof nothing {
  if (path === CHATS && chats) return html`<b class="pressing">${chats}</b>`;
  if (path === "/kollegor") return html`<b aria-hidden="true">${colleagues}</b>`;
  if (path !== "/ko" || queue === 0) return nothing;
  return html`<b class="pressing" aria-hidden="true">${queue}</b>`;
}

/** The page that an address means in the workplace; the desk for one that means none. */
export function placeOf(path: string, admin: boolean): string {
  if (chatsPage(path) !== null) return path;
  const paths = placesFor(admin, false).map((place) => place.path);
  const known = [...paths, ...FURTHER];
  return known.includes(path) || isHelp(path) || (admin && isAdminPage(path)) ? path : "/";
}
