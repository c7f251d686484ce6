import { type TemplateResult, html, nothing } from "lit";
import { JourElement } from "../components/jour_element.ts";
import { peopleDrawn } from "../components/people_drawn.ts";
import { EverySecond } from "../components/tick.ts";
import { Desk } from "../desk.ts";
import type { LoggedOut, Login } from "../model/contract.ts";
import type { PresenceState } from "../model/presence.ts";
import { LATE_S } from "../model/queue.ts";
import { clock, stopwatch } from "../model/time.ts";
import { type Standing, type Wall, type WallGroup, wallOf } from "../model/wall.ts";
import { locale, t } from "../texts/index.ts";

const STANDINGS: Standing[] = ["available", "busy", "wrap_up", "paused"];
/** So many are drawn one by one; a larger crowd is told by its number. */
const MOST_DRAWN = 30;

/** For a screen in the room: read from five metres, never touched. */
export class WallPage extends JourElement {
  static override properties = { login: { attribute: false } };
  declare login: Login;
  #desk: Desk | null = null;

  constructor() {
    super();
    new EverySecond(this, () => this.requestUpdate());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#begin();
  }

  async #begin(): Promise<void> {
    // The element may stand on the page before its properties do.
    await this.updateComplete;
    if (!this.isConnected || this.#desk !== null) return;
    this.#desk = new Desk(this.login.session !== null);
    this.#desk.addEventListener("change", () => this.requestUpdate());
    this.#desk.addEventListener("ended", (event) => {
      this.emit("ended", (event as CustomEvent<LoggedOut | null>).detail);
    });
    this.#desk.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#desk?.stop();
    this.#desk = null;
  }

  override render() {
    const presence = this.#desk?.presence ?? null;
    const now = new Date();
    return html`
      <main class="wall" id="main">
        <header class="wall-top">
          <h1 tabindex="-1">${this.login.organisation.name}</h1>
          <time>${clock(now, locale())}</time>
        </header>
        <div role="alert">${this.#trouble()}</div>
        ${presence === null
          ? html`<p class="wall-loading">${t("app.loading")}</p>`
          : this.#figures(presence, this.#lostAt() ?? now)}
      </main>
    `;
  }

  #trouble(): TemplateResult | typeof nothing {
    if (this.#desk?.takenOver) return html`<p class="wall-trouble">${t("wall.taken")}</p>`;
    const lostAt = this.#lostAt();
    if (lostAt === null || this.#desk?.presence == null) return nothing;
    return html`
      <p class="wall-trouble">${t("wall.lost", { time: clock(lostAt, locale()) })}</p>
    `;
  }

  /** Figures stand still from when contact was lost: nobody knows how they went on. */
  #lostAt(): Date | null {
    return this.#desk?.lostAt ?? null;
  }

  #figures(presence: PresenceState, now: Date): TemplateResult {
    const wall = wallOf(presence, now);
    const late = wall.longest !== null && wall.longest >= LATE_S;
    const share = wall.answered === null ? "–" : `${wall.answered} %`;
    return html`
      <dl class="wall-figures">
        ${figure(t("wall.waiting"), String(wall.waiting))}
        ${figure(t("wall.longest"), time(wall.longest), late ? "late" : "")}
        ${figure(t("wall.answered"), share)}
      </dl>
      <ul class="wall-standing">
        ${STANDINGS.map((standing) => standingTemplate(standing, wall))}
      </ul>
      <ul class="wall-groups" aria-label=${t("wall.groups")}>
        ${wall.groups.map((group) => groupTemplate(group, now))}
      </ul>
    `;
  }
}

function time(seconds: number | null): string {
  return seconds === null ? "–" : stopwatch(seconds);
}

function figure(name: string, value: string, look = ""): TemplateResult {
  return html`<div><dt>${name}</dt><dd class=${look}>${value}</dd></div>`;
}

/** How many stand in one state, drawn as so many people. */
function standingTemplate(standing: Standing, { standing: counts }: Wall): TemplateResult {
  const count = counts[standing];
  const drawn = Array.from({ length: Math.min(count, MOST_DRAWN) });
  return html`
    <li class=${standing}>
      <b>${count}</b> <span>${t(`wall.${standing}`)}</span>
      <span class="crowd" aria-hidden="true">${drawn.map(() => html`<i></i>`)}</span>
    </li>
  `;
}

function groupTemplate({ group, waiting, longest, available }: WallGroup, now: Date): TemplateResult {
  const late = longest !== null && longest >= LATE_S;
  const free =
    available === 1 ? t("wall.free_one") : t("wall.free", { count: available });
  return html`
    <li>
      <span class="wall-name">${group.name}</span>
      ${peopleDrawn(waiting, now, 9)}
      <span class="wall-free ${available === 0 ? "none" : ""}">
        ${available === 0 ? t("wall.free_none") : free}
      </span>
      <span class="wall-count" aria-hidden="true">${waiting.length}</span>
      <time class="wall-wait ${late ? "late" : ""}">${time(longest)}</time>
    </li>
  `;
}
