import { type TemplateResult, html, nothing } from "lit";
import DESK from "lucide-static/icons/layout-dashboard.svg";
import ADMINISTRATION from "lucide-static/icons/sliders-horizontal.svg";
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
];
const ADMIN_PLACE: Place = {
  path: "/administration",
  text: "nav.administration",
  drawing: ADMINISTRATION,
};
const SETTINGS_PLACE: Place = { path: "/installningar", text: "nav.settings", drawing: SETTINGS };
/** Pages of the workplace that the menu, or another page, leads to. */
const FURTHER = ["/losenord"];
const FURTHER_FOR_ADMINS = ["/narvarologg", "/administration/telefonbok"];

function placesFor(admin: boolean): Place[] {
  return admin ? [...PLACES, ADMIN_PLACE, SETTINGS_PLACE] : [...PLACES, SETTINGS_PLACE];
}

/** The way between pages: at the side on a wide screen, at the thumb on a phone. */
export function navigation(current: string, admin: boolean, colleagues: number): TemplateResult {
  return html`
    <nav class="places" aria-label=${t("nav.label")}>
      ${placesFor(admin).map(
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
  const paths = placesFor(admin).map((place) => place.path);
  const known = [...paths, ...FURTHER, ...(admin ? FURTHER_FOR_ADMINS : [])];
  return known.includes(path) ? path : "/";
}
