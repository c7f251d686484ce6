import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import { Problem, Unreachable } from "../api.ts";
import { backLink } from "../components/back_link.ts";
import { groupList } from "../components/group_list.ts";
import { groupsHeading } from "../components/groups_heading.ts";
import { JourElement } from "../components/jour_element.ts";
import { type GroupSettings, type KnownGroups, knownGroups } from "../groups_api.ts";
import { GROUPS, groupAddress, groupPage } from "../model/addresses.ts";
import { goTo } from "../router.ts";
import { t } from "../texts/index.ts";

/** The organisation's groups, or one of them, or a new one. */
export class GroupsPage extends JourElement {
  static override properties = {
    framed: { attribute: false },
    path: {},
    known: { state: true },
    failure: { state: true },
  };
  /** True where the frame around the page already shows its heading. */
  declare framed: boolean;
  declare path: string;
  declare known: KnownGroups | null;
  declare failure: string;

  constructor() {
    super();
    this.framed = false;
    this.known = null;
    this.failure = "";
    this.addEventListener("group-saved", (event) =>
      this.#saved((event as CustomEvent<GroupSettings & { version: number }>).detail),
    );
    this.addEventListener("group-outdated", () => void this.#read());
    this.addEventListener("group-gone", () => goTo(GROUPS));
    this.addEventListener("group-given-up", () => goTo(GROUPS));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A new one's form is left for its page by saving it: what is known is new already.
    if (changed.has("path") && !this.#isKnown()) void this.#read();
  }

  #isKnown(): boolean {
    const page = groupPage(this.path);
    return page?.id != null && this.known?.groups.some(({ id }) => id === page.id) === true;
  }

  async #read(): Promise<void> {
    try {
      this.known = await knownGroups();
      this.failure = "";
    } catch (error) {
      if (error instanceof Problem) this.failure = error.message || t("admin.failed");
      else if (error instanceof Unreachable) this.failure = t("login.network");
      else throw error;
    }
  }

  #saved({ version, ...saved }: GroupSettings & { version: number }): void {
    const others = this.known?.groups ?? [];
    const isNew = !others.some(({ id }) => id === saved.id);
    const groups = isNew
      ? [...others, saved]
      : others.map((group) => (group.id === saved.id ? saved : group));
    this.known = { groups, version };
    if (isNew) goTo(groupAddress(saved.id));
  }

  override render() {
    const page = groupPage(this.path);
    const [back, words] =
      page === null ? ["/administration", t("admin.title")] : [GROUPS, t("groups.title")];
    return html`
      <div class="admin">
        ${backLink(back, words)}
        ${this.framed ? nothing : html`<h1 tabindex="-1">${t(groupsHeading(this.path))}</h1>`}
        ${this.failure ? html`<p class="alarm" role="alert">${this.failure}</p>` : this.#content()}
      </div>
    `;
  }

  #chatGroup(group: GroupSettings, { groups, version }: KnownGroups): TemplateResult {
    return html`
      <jour-chat-group-form .group=${group} .groups=${groups} .version=${version}></jour-chat-group-form>
      <jour-answers-form .group=${group.id}></jour-answers-form>
    `;
  }

  #content(): TemplateResult {
    const { known } = this;
    const page = groupPage(this.path);
    if (known === null) return html`<p class="waiting" role="status">${t("app.loading")}</p>`;
    if (page === null) return groupList(known.groups);
    const group = known.groups.find(({ id }) => id === page.id) ?? null;
    if (group === null && page.id !== null) {
      return html`<p class="alarm" role="alert">${t("group.unknown")}</p>`;
    }
    return html`
      <jour-group-form
        .group=${group}
        .version=${known.version}
        .further=${group?.media === "chat" ? this.#chatGroup(group, known) : nothing}
      ></jour-group-form>
    `;
  }
}
