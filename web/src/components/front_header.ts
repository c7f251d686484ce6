import { type TemplateResult, html, nothing } from "lit";
import { otherLanguage } from "../language.ts";
import type { Login } from "../model/contract.ts";
import { HELP, isHelp } from "../model/help_topics.ts";
import { isWithin } from "../model/addresses.ts";
import { locale, t } from "../texts/index.ts";

const ADMIN_PLACES = [
  { path: "/administration", text: "menu.administration" },
  { path: "/narvarologg", text: "menu.log" },
] as const;

/** The top of the pages around the workplace; with a menu for somebody who is logged in. */
export function frontHeader(login: Login | null, path: string): TemplateResult {
  const admin = login?.user.roles.includes("admin") ?? false;
  return html`
    <header class="front-top">
      <a class="mark" href="/">Jour</a>
      ${admin ? adminPlaces(path) : nothing}
      ${login === null ? strangersEnds(path) : userMenu(login, admin)}
    </header>
  `;
}

/** For pages where the user menu would offer what is not to be had. */
export function bareHeader(): TemplateResult {
  return html`
    <header class="front-top"><span class="mark">Jour</span> ${languageButton()}</header>
  `;
}

function adminPlaces(current: string): TemplateResult {
  return html`
    <nav class="front-places" aria-label=${t("nav.label")}>
      ${ADMIN_PLACES.map(
        ({ path, text }) => html`
          <a href=${path} aria-current=${isWithin(current, path) ? "page" : "false"}>${t(text)}</a>
        `,
      )}
    </nav>
  `;
}

function userMenu({ user }: Login, admin: boolean): TemplateResult {
  return html`
    <div class="front-menus">
      <jour-call-menu></jour-call-menu>
      <jour-user-menu .name=${user.name} .admin=${admin}></jour-user-menu>
    </div>
  `;
}

/** What somebody who is not logged in has at hand. */
function strangersEnds(path: string): TemplateResult {
  return html`
    <div class="help-ends">
      ${isHelp(path) ? nothing : html`<a class="help-link" href=${HELP}>${t("help.title")}</a>`}
      ${languageButton()}
    </div>
  `;
}

function languageButton(): TemplateResult {
  return html`
    <button class="plain" lang=${locale() === "sv" ? "en" : "sv"} @click=${otherLanguage}>
      ${t("menu.language")}
    </button>
  `;
}
