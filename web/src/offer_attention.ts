/** An offer in the few words that a tab and a notification have room for (D9). */
import { clear, raise } from "./attention.ts";
import { callerWords } from "./components/caller.ts";
import type { Attention } from "./model/attention.ts";
import type { Group, Me, Offer } from "./model/contract.ts";
import { groupNames } from "./model/people.ts";
import { secondsSince, stopwatch } from "./model/time.ts";
import { t } from "./texts/index.ts";

export interface OfferedTo {
  me: Me;
  groups: readonly Group[];
  /** Since when the one who calls has waited. */
  waitingSince: string | null;
  /** Whether it may be told who calls, where others can see the screen. */
  showsCaller: boolean;
}

/** What calls for my attention; null while nothing is offered to me. */
export function offerAttention({ me, groups, waitingSince, showsCaller }: OfferedTo): Attention | null {
  if (me.state !== "offered" || me.contact == null) return null;
  const { contact } = me;
  const group = groupNames([contact.group], groups);
  const who = showsCaller ? (contact.name ?? callerWords(contact)) : t("attention.somebody");
  // The wait as it was when it was offered: a notification doesn't tick.
  const waited = stopwatch(secondsSince(waitingSince ?? me.since, new Date(me.since)));
  return {
    id: offerTag(contact.id),
    title: t(`attention.offer_${kindOf(contact)}`, { who, group }),
    body: kindOf(contact) === "list" ? t("attention.body_list") : t("attention.body", { waited }),
    urgent: true,
  };
}

/** Calls for attention as long as the same offer stands. */
export class OfferAlarm {
  #id: string | null = null;

  follow(one: Attention | null): void {
    if (this.#id !== null && this.#id !== one?.id) clear(this.#id);
    this.#id = one?.id ?? null;
    if (one !== null) raise(one);
  }
}

/** The tag of an offer's notification; the server's push messages bear the same. */
export function offerTag(contact: string): string {
  return `offer:${contact}`;
}

function kindOf({ media, kind, list }: Offer): "call" | "chat" | "callback" | "list" {
  if (list != null) return "list";
  if ((kind ?? "call") !== "call") return "callback";
  return media === "chat" ? "chat" : "call";
}
