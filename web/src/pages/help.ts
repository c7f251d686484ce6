import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import PRINT from "lucide-static/icons/printer.svg";
import SEARCH from "lucide-static/icons/search.svg";
import { backLink } from "../components/back_link.ts";
import { helpBlock, inlines } from "../components/help_blocks.ts";
import { icon } from "../components/icon.ts";
import { JourElement } from "../components/jour_element.ts";
import { type Topic, said, searched } from "../model/help.ts";
import { HELP, SECTIONS, helpAddress, topicAt } from "../model/help_topics.ts";
import { type Locale, locale, t } from "../texts/index.ts";

const TOPICS: Record<Locale, () => Promise<{ default: Topic[] }>> = {
  sv: () => import("help:sv"),
  en: () => import("help:en"),
};

/** The help: its index with a search, or one topic. Readable by anybody, logged in or not. */
export class HelpPage extends JourElement {
  static override properties = {
    path: {},
    serviceNumber: { attribute: false },
    framed: { attribute: false },
    topics: { state: true },
    failed: { state: true },
    typed: { state: true },
  };
  declare path: string;
  /** What agents ring to log in and out (F1); null where nobody is logged in who could. */
  declare serviceNumber: string | null;
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare topics: Topic[] | null;
  declare failed: boolean;
  declare typed: string;
  #language: Locale | null = null;

  constructor() {
    super();
    this.serviceNumber = null;
    this.framed = false;
    this.topics = null;
    this.failed = false;
    this.typed = "";
  }

  protected override willUpdate(): void {
    if (this.#language !== locale()) void this.#fetch(locale());
  }

  async #fetch(language: Locale): Promise<void> {
    this.#language = language;
    try {
      const { default: topics } = await TOPICS[language]();
      if (this.#language === language) this.topics = topics;
    } catch {
      // The network went, or a new version replaced this one: a reload helps against both.
      this.failed = true;
    }
  }

  override render() {
    if (this.failed) return this.#failure();
    if (this.topics === null) return html`<p class="waiting" role="status">${t("app.loading")}</p>`;
    const topic = this.topics.find(({ id }) => id === topicAt(this.path)) ?? null;
    return html`
      <div class="help ${this.framed ? "framed" : ""}">
        ${topic === null ? this.#index(this.topics) : this.#topic(topic, this.topics)}
      </div>
    `;
  }

  #failure(): TemplateResult {
    return html`
      <section class="card entry notice" role="alert">
        <p class="lead">${t("help.failed")}</p>
        <button class="secondary" @click=${() => location.reload()}>${t("app.retry")}</button>
      </section>
    `;
  }

  #index(topics: Topic[]): TemplateResult {
    const found = this.typed.trim() === "" ? null : searched(topics, this.typed);
    return html`
      <header class="help-head">
        ${this.framed ? nothing : html`<h1 tabindex="-1">${t("help.title")}</h1>`}
        ${this.path === HELP ? nothing : html`<p class="help-note" role="status">${t("help.unknown")}</p>`}
        <label class="help-search">
          <span class="visually-hidden">${t("help.search")}</span>
          ${icon(SEARCH)}
          <input
            type="search"
            autocomplete="off"
            placeholder=${t("help.search")}
            .value=${this.typed}
            @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
          />
        </label>
        <p class="note help-count" role="status">${found === null ? nothing : foundWords(found.length)}</p>
      </header>
      ${found === null
        ? html`<div class="help-sections">${SECTIONS.map((section) => sectionCard(section, topics))}</div>`
        : this.#found(found)}
    `;
  }

  #found(found: Topic[]): TemplateResult | typeof nothing {
    if (found.length === 0) return nothing;
    return html`<ul class="card help-list">${found.map(topicRow)}</ul>`;
  }

  #topic(topic: Topic, topics: Topic[]): TemplateResult {
    const heading = this.framed
      ? html`<h2 class="help-title" tabindex="-1">${topic.title}</h2>`
      : html`<h1 class="help-title" tabindex="-1">${topic.title}</h1>`;
    return html`
      <div class="help-beside">
        ${backLink(HELP, t("help.all"))}
        <nav class="help-topics" aria-label=${t("help.topics")}>
          ${SECTIONS.map((section) => this.#besideSection(section, topic, topics))}
        </nav>
      </div>
      <article class="card help-page">
        ${heading}
        <p class="help-lede">${inlines(topic.lede)}</p>
        ${topic.blocks.map((block) => helpBlock(block, this.serviceNumber, this.framed ? 3 : 2))}
        <button type="button" class="plain help-print" @click=${() => print()}>
          ${icon(PRINT)} ${t("help.print")}
        </button>
      </article>
    `;
  }

  #besideSection({ id, topics: ids }: Section, current: Topic, topics: Topic[]): TemplateResult {
    return html`
      <p class="note">${t(`help_section.${id}`)}</p>
      <ul>
        ${ids.map(
          (one) => html`
            <li>
              <a href=${helpAddress(one)} aria-current=${one === current.id ? "page" : "false"}>
                ${topics.find((topic) => topic.id === one)?.title}
              </a>
            </li>
          `,
        )}
      </ul>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const turned = changed.get("path") !== undefined || changed.get("topics") === null;
    if (turned && this.topics !== null) void this.#begin();
  }

  /** A topic begins at its own heading, also where the frame has one above it. */
  async #begin(): Promise<void> {
    // The client turns to the frame's heading one frame after the address has changed.
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const heading = this.querySelector<HTMLElement>("h1, .help-title");
    heading?.focus({ preventScroll: true });
    // In the workplace the tab tells my status instead.
    if (!this.framed && heading !== null) document.title = `${heading.textContent?.trim()} · Jour`;
  }
}

type Section = (typeof SECTIONS)[number];

function foundWords(count: number): string {
  if (count === 0) return t("help.found_none");
  return count === 1 ? t("help.found_one") : t("help.found", { count });
}

function sectionCard({ id, topics: ids }: Section, topics: Topic[]): TemplateResult {
  const own = topics.filter((topic) => (ids as readonly string[]).includes(topic.id));
  return html`
    <section class="card help-section" aria-labelledby=${`help-${id}`}>
      <h2 id=${`help-${id}`}>${t(`help_section.${id}`)}</h2>
      <ul class="help-list">${own.map(topicRow)}</ul>
    </section>
  `;
}

function topicRow({ id, title, lede }: Topic): TemplateResult {
  return html`
    <li>
      <a href=${helpAddress(id)}>
        <strong>${title}</strong>
        <span class="note">${said(lede)}</span>
      </a>
    </li>
  `;
}
