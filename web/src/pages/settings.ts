import { type TemplateResult, html } from "lit";
import { JourElement } from "../components/jour_element.ts";
import type { PresenceState } from "../model/presence.ts";
import { type Theme, remember } from "../preferences.ts";
import { type Locale, locale, setLocale, t } from "../texts/index.ts";
import { chosenTheme, setTheme } from "../theme.ts";

const THEMES: Theme[] = ["system", "light", "dark"];
const LANGUAGES: Record<Locale, string> = { sv: "Svenska", en: "English" };

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

  override render() {
    return html`
      <div class="settings">
        ${this.#view()}
        <section class="card panel">
          ${this.#choice(t("settings.language"), "language", Object.keys(LANGUAGES), locale(), {
            label: (value) => LANGUAGES[value as Locale],
            choose: (value) => this.#setLanguage(value as Locale),
          })}
        </section>
        <section class="card panel">
          ${this.#choice(t("settings.theme"), "theme", THEMES, chosenTheme(), {
            label: (value) => t(`settings.theme_${value as Theme}`),
            choose: (value) => this.#setTheme(value as Theme),
          })}
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

  #choice(
    legend: string,
    name: string,
    values: string[],
    chosen: string,
    act: { label: (value: string) => string; choose: (value: string) => void },
  ): TemplateResult {
    return html`
      <fieldset>
        <legend>${legend}</legend>
        <div class="segments">
          ${values.map(
            (value) => html`
              <label class="segment">
                <input
                  type="radio"
                  name=${name}
                  value=${value}
                  .checked=${value === chosen}
                  @change=${() => act.choose(value)}
                />
                <span lang=${name === "language" ? value : locale()}>${act.label(value)}</span>
              </label>
            `,
          )}
        </div>
      </fieldset>
    `;
  }

  #setLanguage(language: Locale): void {
    remember("language", language);
    setLocale(language);
  }

  #setTheme(theme: Theme): void {
    setTheme(theme);
    this.requestUpdate();
  }
}
