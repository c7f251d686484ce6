/** What an agent's own pages show, given what the desk knows. */
import { type TemplateResult, html } from "lit";
import { ownDistance } from "../components/own_distance.ts";
import type { Desk } from "../desk.ts";
import { answeredBy, callsToday } from "../model/calls.ts";
import type { Line } from "../model/softphone.ts";
import type { Login, Me } from "../model/contract.ts";
import type { PresenceState } from "../model/presence.ts";
import { type Reader, longestIdleIn } from "../model/reader.ts";

/** What a page of the workplace is made from. */
export interface Shown {
  desk: Desk;
  presence: PresenceState;
  me: Me;
  reader: Reader;
  /** My softphone's; null for a login that takes calls on a telephone. */
  line: Line | null;
  /** Since when there has been no contact, once that is worth a word. */
  lostAt: Date | null;
}

/** My status, and what is happening to me: on top of every page that is about calls. */
export function statusTemplate(shown: Shown, brief = true, steady = !brief): TemplateResult {
  const { presence, me, lostAt } = shown;
  return html`
    <jour-status-card
      .me=${me}
      .groups=${presence.groups}
      .reasons=${presence.pauseReasons}
      .cutOff=${me.channel === "desktop" ? lostAt : null}
      .answered=${answeredBy(callsToday({ calls: presence.calls, view: null }, new Date()), me.user)}
      .longestIdle=${longestIdleIn(presence, me)}
      .brief=${brief}
    ></jour-status-card>
    ${occupationTemplate(shown, steady)}
  `;
}

/** What is happening to me, on every page. `steady` keeps a place free for it. */
export function occupationTemplate(shown: Shown, steady = false): TemplateResult {
  const { desk, presence, me, line } = shown;
  return html`
    <jour-occupation
      .me=${me}
      .groups=${presence.groups}
      .waitingSince=${presence.occupation.waitingSince}
      .lost=${desk.lost}
      .line=${line}
      .steady=${steady}
      .hop=${presence.calls.get(me.contact?.id ?? "")?.next_hop ?? null}
    ></jour-occupation>
  `;
}

/** Whether calls come to me, and not only chats. */
export function takesCalls({ presence, me }: Shown): boolean {
  return presence.groups.some(({ id, media }) => media !== "chat" && me.groups.includes(id));
}

/**
 * "Mitt bord". `wanted`: groups asked for and not yet answered; `work`: the chats that I have.
 * Colleagues come and go: their list stands below and above nothing, which it would move.
 */
export function deskTemplate(
  shown: Shown,
  wanted: string[] | null,
  distance: Login["distance"],
  work: unknown,
): TemplateResult {
  const { desk, presence, me, reader } = shown;
  return html`
    ${statusTemplate(shown, false)} ${work}
    <div class="columns">
      <div class="column">
        <jour-queue-card .presence=${presence} .gates=${desk.gates}></jour-queue-card>
        <jour-day-card .presence=${presence} .reader=${reader}></jour-day-card>
        <jour-staffing-card .presence=${presence} .me=${me} .wanted=${wanted}></jour-staffing-card>
        ${ownDistance(distance, me.available_groups)}
      </div>
      <div class="column">
        <jour-colleague-list .presence=${presence}></jour-colleague-list>
      </div>
    </div>
  `;
}
