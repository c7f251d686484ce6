import { html } from "lit";
import HELP_DRAWING from "lucide-static/icons/circle-question-mark.svg";
import LANGUAGES from "lucide-static/icons/languages.svg";
import LOG from "lucide-static/icons/history.svg";
import PASSWORD from "lucide-static/icons/key-round.svg";
import LOG_OUT from "lucide-static/icons/log-out.svg";
import MOON from "lucide-static/icons/moon.svg";
import SETTINGS from "lucide-static/icons/settings.svg";
import ADMINISTRATION from "lucide-static/icons/sliders-horizontal.svg";
import SUN from "lucide-static/icons/sun.svg";
import { otherLanguage } from "../language.ts";
import { HELP } from "../model/help_topics.ts";
import { initials } from "../model/people.ts";
import { goTo } from "../router.ts";
import { locale, t } from "../texts/index.ts";
import { setTheme, shownTheme } from "../theme.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/** The menu behind my initials. */
export class UserMenu extends JourElement {
  static override properties = {
    name: {},
    admin: { type: Boolean },
    agent: { type: Boolean },
  };
  declare name: string;
  declare admin: boolean;
  /** Logged in to answer: there are settings for that. */
  declare agent: boolean;

  override render() {
    const dark = shownTheme() === "dark";
    return html`
      <wa-dropdown placement="bottom-end" distance="6" @wa-select=${this.#choose}>
        <button slot="trigger" type="button" class="avatar mine">
          <span aria-hidden="true">${initials(this.name)}</span>
          <span class="visually-hidden">${t("menu.label", { name: this.name })}</span>
        </button>
        ${this.agent ? this.#item("settings", SETTINGS, t("menu.settings")) : ""}
        ${this.admin ? this.#item("administration", ADMINISTRATION, t("menu.administration")) : ""}
        ${this.admin ? this.#item("log", LOG, t("menu.log")) : ""}
        ${this.#item("password", PASSWORD, t("menu.password"))}
        ${this.#item("help", HELP_DRAWING, t("help.title"))}
        ${this.#item("language", LANGUAGES, t("menu.language"), locale() === "sv" ? "en" : "sv")}
        ${this.#item("theme", dark ? SUN : MOON, t(dark ? "menu.theme_light" : "menu.theme_dark"))}
        ${this.#item("log-out", LOG_OUT, t("menu.logout"))}
      </wa-dropdown>
    `;
  }

  #item(value: string, svg: string, label: string, language: string = locale()) {
    return html`
      <wa-dropdown-item value=${value} lang=${language}>
        <span slot="icon">${icon(svg)}</span>${label}
      </wa-dropdown-item>
    `;
  }

  readonly #choose = (event: CustomEvent<{ item: { value: string } }>): void => {
    switch (event.detail.item.value) {
      case "settings":
        return goTo("/installningar");
      case "log":
        return goTo("/narvarologg");
      case "administration":
        return goTo("/administration");
      case "help":
        return goTo(HELP);
      case "password":
        return goTo("/losenord");
      case "language":
        return otherLanguage();
      case "theme":
        setTheme(shownTheme() === "dark" ? "light" : "dark");
        return this.requestUpdate();
      case "log-out":
        return this.emit("log-out");
    }
  };
}
