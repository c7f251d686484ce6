import { type TemplateResult, html, nothing } from "lit";
import LOG from "lucide-static/icons/history.svg";
import DESK from "lucide-static/icons/layout-dashboard.svg";
import SETTINGS from "lucide-static/icons/settings.svg";
import COLLEAGUES from "lucide-static/icons/users.svg";
import { type TextKey, t } from "../texts/index.ts";
import { icon } from "./icon.ts";

interface Place {
  path: string;
  text: TextKey;
  drawing: string;
}

const PLACES: Place[] = [
  { path: "/", text: "nav.desk", drawing: DESK },
  { path: "/kollegor", text: "nav.colleagues", drawing: COLLEAGUES },
  { path: "/installningar", text: "nav.settings", drawing: SETTINGS },
];
const ADMIN_PLACES: Place[] = [{ path: "/narvarologg", text: "nav.log", drawing: LOG }];

/** The way between pages: at the side on a wide screen, at the thumb on a phone. */
export function navigation(current: string, admin: boolean, colleagues: number): TemplateResult {
  const places = admin ? [...PLACES, ...ADMIN_PLACES] : PLACES;
  return html`
    <nav class="places" aria-label=${t("nav.label")}>
      ${places.map(
        (place) => html`
          <a href=${place.path} aria-current=${place.path === current ? "page" : "false"}>
            ${icon(place.drawing)}
            <span>${t(place.text)}</span>
            ${place.path === "/kollegor" ? html`<b aria-hidden="true">${colleagues}</b>` : nothing}
          </a>
        `,
      )}
    </nav>
  `;
}

/** The page that an address means in the workplace; the desk for one that means none. */
export function placeOf(path: string, admin: boolean): string {
  const places = admin ? [...PLACES, ...ADMIN_PLACES] : PLACES;
  return places.some((place) => place.path === path) ? path : "/";
}
