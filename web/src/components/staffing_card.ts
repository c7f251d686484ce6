import { html, nothing } from "lit";
import type { Group, Me } from "../model/contract.ts";
import { type PresenceState, availableIn } from "../model/presence.ts";
import { t } from "../texts/index.ts";
import { JourElement } from "./jour_element.ts";

/** The groups that I staff, changed while logged in (M2). Emits "groups" with the wanted ids. */
export class StaffingCard extends JourElement {
  static override properties = {
    presence: { attribute: false },
    me: { attribute: false },
    wanted: { attribute: false },
  };
  declare presence: PresenceState;
  declare me: Me;
  /** What has been asked for and not yet answered; null when nothing has. */
  declare wanted: string[] | null;

  override render() {
    const mine = this.me.available_groups;
    const count = mine.filter((group) => this.#staffed().includes(group.id)).length;
    return html`
      <section class="card panel" aria-labelledby="staffing">
        <header class="panel-head">
          <h2 id="staffing">${t("staffing.title")}</h2>
          <p class="note">${t("staffing.summary", { count, total: mine.length })}</p>
        </header>
        ${mine.length === 0 ? html`<p class="empty note">${t("staffing.empty")}</p>` : nothing}
        <ul class="rows">
          ${mine.map((group) => this.#row(group))}
        </ul>
        ${this.#missesChat()
          ? html`<p class="panel-foot note">${t("staffing.chat_needs_desktop")}</p>`
          : nothing}
      </section>
    `;
  }

  #staffed(): string[] {
    return this.wanted ?? this.me.groups;
  }

  #missesChat(): boolean {
    const chat = (group: Group) => group.media === "chat";
    return this.presence.groups.some(chat) && !this.me.available_groups.some(chat);
  }

  #row(group: Group) {
    return html`
      <li>
        <label class="staffed">
          <input
            type="checkbox"
            .checked=${this.#staffed().includes(group.id)}
            @change=${(event: Event) => this.#change(group.id, event.target as HTMLInputElement)}
          />
          <span class="staffed-name">
            ${group.name} <span class="note">${this.#media(group)}</span>
          </span>
          <span class="note">${this.#free(group)}</span>
        </label>
      </li>
    `;
  }

  /** What comes in the group, where its name does not already say so. */
  #media(group: Group): string {
    const media = t(`media.${group.media}`);
    return group.name.toLowerCase() === media ? "" : media;
  }

  #free(group: Group): string {
    const count = availableIn({ ...this.presence, me: this.me }, group.id);
    if (count === 0) return t("staffing.none_free");
    return count === 1 ? t("staffing.available_one") : t("staffing.available", { count });
  }

  #change(id: string, box: HTMLInputElement): void {
    const others = this.#staffed().filter((group) => group !== id);
    this.emit("groups", box.checked ? [...others, id] : others);
  }
}
