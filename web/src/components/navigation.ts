import { type TemplateResult, html, nothing } from "lit";
import DESK from "lucide-static/icons/layout-dashboard.svg";
import QUEUE from "lucide-static/icons/list-ordered.svg";
import CALLS from "lucide-static/icons/phone.svg";
import ADMINISTRATION from "lucide-static/icons/sliders-horizontal.svg";
import SETTINGS from "lucide-static/icons/settings.svg";
import COLLEAGUES from "lucide-static/icons/users.svg";
import { isWithin } from "../model/addresses.ts";
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
}

/** What stands beside a page's name. */
export interface Counts {
  queue: number;
  colleagues: number;
}

const PLACES: Place[] = [
  { path: "/", text: "nav.desk", drawing: DESK },
  { path: "/ko", text: "nav.queue", drawing: QUEUE },
  { path: "/kollegor", text: "nav.colleagues", drawing: COLLEAGUES },
  { path: "/dagens-samtal", text: "nav.calls", drawing: CALLS },
];
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

function placesFor(admin: boolean): Place[] {
  return admin ? [...PLACES, ADMIN_PLACE, SETTINGS_PLACE] : [...PLACES, SETTINGS_PLACE];
}

/** The way between pages: at the side on a wide screen, at the thumb on a phone. */
export function navigation(current: string, admin: boolean, counts: Counts): TemplateResult {
  return html`
    <nav class="places" aria-label=${t("nav.label")}>
      ${placesFor(admin).map(
        (place) => html`
          <a
            href=${place.path}
            class=${place.wide ? "wide" : ""}
            aria-current=${isWithin(current, place.path) ? "page" : "false"}
          >
            ${icon(place.drawing)}
            <span>${t(place.text)}</span>
            ${countOf(place, counts)}
          </a>
        `,
      )}
    </nav>
  `;
}

function countOf({ path }: Place, { queue, colleagues }: Counts): TemplateResult | typeof nothing {
  if (path === "/kollegor") return html`<b aria-hidden="true">${colleagues}</b>`;
  if (path !== "/ko" || queue === 0) return nothing;
  return html`<b class="pressing" aria-hidden="true">${queue}</b>`;
}

/** The page that an address means in the workplace; the desk for one that means none. */
export function placeOf(path: string, admin: boolean): string {
  const paths = placesFor(admin).map((place) => place.path);
  const known = [...paths, ...FURTHER];
  return known.includes(path) || isHelp(path) || (admin && isAdminPage(path)) ? path : "/";
}
