import { type TemplateResult, html } from "lit";
import { JourElement } from "../components/jour_element.ts";
import { segmentTemplate } from "../components/segment.ts";
import { chooseLanguage, chosenLanguage } from "../language.ts";
import type { PresenceState } from "../model/presence.ts";
import type { Theme } from "../preferences.ts";
import { type Locale, locale, t } from "../texts/index.ts";
import { chosenTheme, setTheme } from "../theme.ts";

const THEMES: Theme[] = ["system", "light", "dark"];
const LANGUAGES: (Locale | null)[] = [null, "sv", "en"];
/** A language is called what its speakers call it, whatever the page speaks. */
const OWN_NAMES: Record<Locale, string> = { sv: "Svenska", en: "English" };

/** What is shown (M10), in which language and light. Emits "view" with group ids or null. */
export class SettingsPage extends JourElement {
  static override properties = {
    presence: { attribute: false },
    wanted: { attribute: false },
    choosing: { state: true },
  };
  declare presence: PresenceState;
  /** What has been asked for and not yet answered; undefined when nothing has. */
  declare wanted: string[] | null | undefined;
  /** "Only these" is chosen, and no group yet. */
  declare choosing: boolean;

  constructor() {
    super();
    this.choosing = false;
  }

  override render() {
    return html`
      <div class="settings">
        ${this.#view()}
        <jour-alert-settings></jour-alert-settings>
        <jour-install-help></jour-install-help>
        <section class="card panel">
          <fieldset>
            <legend>${t("settings.language")}</legend>
            <div class="segments">${LANGUAGES.map((language) => this.#language(language))}</div>
            <p class="note">${t("settings.language_why")}</p>
          </fieldset>
        </section>
        <section class="card panel">
          <fieldset>
            <legend>${t("settings.theme")}</legend>
            <div class="segments">${THEMES.map((theme) => this.#theme(theme))}</div>
          </fieldset>
        </section>
      </div>
    `;
  }

  #shown(): string[] | null {
    return this.wanted === undefined ? this.presence.view : this.wanted;
  }

  #view() {
    const shown = this.#shown();
    const limited = shown !== null || this.choosing;
    const radio = (some: boolean, label: string) => html`
      <label class="plain-choice">
        <input
          type="radio"
          name="view"
          .checked=${limited === some}
          @change=${() => this.#limit(some)}
        />
        ${label}
      </label>
    `;
    return html`
      <section class="card panel">
        <fieldset>
          <legend>${t("settings.view")}</legend>
          <p class="note">${t("settings.view_why")}</p>
          ${radio(false, t("settings.view_all"))} ${radio(true, t("settings.view_some"))}
          <div class="indented">${this.presence.groups.map((group) => this.#groupBox(group, limited))}</div>
        </fieldset>
      </section>
    `;
  }

  #groupBox(group: { id: string; name: string }, limited: boolean) {
    return html`
      <label class="plain-choice">
        <input
          type="checkbox"
          ?disabled=${!limited}
          .checked=${!limited || (this.#shown()?.includes(group.id) ?? false)}
          @change=${(event: Event) => this.#show(group.id, (event.target as HTMLInputElement).checked)}
        />
        ${group.name}
      </label>
    `;
  }

  /** "Only these" begins with all of them ticked, so that nothing vanishes by itself. */
  #limit(some: boolean): void {
    this.choosing = some;
    this.emit("view", some ? this.presence.groups.map((group) => group.id) : null);
  }

  #show(id: string, shown: boolean): void {
    const others = (this.#shown() ?? []).filter((group) => group !== id);
    this.emit("view", shown ? [...others, id] : others);
  }

  /** null leaves it to the browser. */
  #language(language: Locale | null): TemplateResult {
    return segmentTemplate({
      name: "language",
      value: language ?? "automatic",
      label: language === null ? t("settings.language_automatic") : OWN_NAMES[language],
      language: language ?? locale(),
      chosen: chosenLanguage() === language,
      choose: () => {
        chooseLanguage(language);
        this.requestUpdate();
      },
    });
  }

  #theme(theme: Theme): TemplateResult {
    return segmentTemplate({
      name: "theme",
      value: theme,
      label: t(`settings.theme_${theme}`),
      chosen: chosenTheme() === theme,
      choose: () => {
        setTheme(theme);
        this.requestUpdate();
      },
    });
  }
}
