/** One line of a chat. What people write is only ever text, each piece with a direction of its own. */
import { type TemplateResult, html, nothing } from "lit";
import type { ChatMessage, Pending, Side } from "../model/conversation.ts";
import { type Line, daysAgo } from "../model/conversation_lines.ts";
import { segments } from "../model/links.ts";
import { type Locale, clock, date } from "../model/time.ts";
import type { ConversationWords } from "./conversation_log.ts";

interface Setting {
  words: ConversationWords;
  locale: Locale;
  /** The side that looks at it. */
  me: Side;
}

interface Place extends Setting {
  /** Of my side: it is I who wrote it, not a colleague. */
  own: boolean;
  other: string;
  /** The newest of mine that the other side has read. */
  read: boolean;
}

const EVENTS = [
  "agent_joined",
  "transferred",
  "returned",
  "ended_by_customer",
  "ended_by_agent",
  "customer_left",
] as const;

export function daySign(at: string, now: Date, { words, locale }: Setting): TemplateResult {
  const ago = daysAgo(at, now);
  const today = ago === 0 ? words("conversation.today") : null;
  const yesterday = ago === 1 ? words("conversation.yesterday") : null;
  return html`<li class="log-day note">${today ?? yesterday ?? date(new Date(at), locale)}</li>`;
}

/** A line of any author. */
export function said(line: Line, place: Place): TemplateResult | typeof nothing {
  const { message } = line;
  if (message.author !== "system") return spoken(line, place);
  const words = systemWords(message, place.me, place.words);
  if (words === "") return nothing;
  return html`<li class="log-event note" data-key=${message.number}><bdi>${words}</bdi></li>`;
}

function spoken({ message, follows }: Line, place: Place): TemplateResult {
  const { words, locale, me, own, read } = place;
  const mine = message.author === me;
  const name = mine && own ? words("conversation.me") : (message.name ?? place.other);
  return html`
    <li class="said ${mine ? "mine" : ""} ${follows ? "follows" : ""}" data-key=${message.number}>
      <p class="said-by note ${follows ? "visually-hidden" : ""}">
        <bdi>${name}</bdi>
        <time datetime=${message.at}>${clock(new Date(message.at), locale)}</time>
      </p>
      ${textOf(message.text)}
      ${read ? html`<p class="said-mark note">${words("conversation.read")}</p>` : nothing}
    </li>
  `;
}

/** What a system line tells; empty for one that this client does not know (a newer server). */
export function systemWords(message: ChatMessage, me: Side, words: ConversationWords): string {
  const event = EVENTS.find((known) => known === message.event);
  if (event === undefined) return "";
  return words(`conversation.to_${me}_${event}`, { name: message.name ?? words("conversation.agent") });
}

/** Of mine, not yet numbered: on its way, waiting for a connection, or refused with a reason. */
export function pendingLine(
  { client_id, text, refusal }: Pending,
  words: ConversationWords,
  connected: boolean,
  act: { retry: () => void; discard: () => void },
): TemplateResult {
  const state = words(connected ? "conversation.sending" : "conversation.waits");
  return html`
    <li class="said mine ${refusal === null ? "pending" : "refused"}" data-key=${client_id}>
      ${textOf(text)}
      ${refusal === null
        ? html`<p class="said-mark note ${connected ? "soon" : ""}">${state}</p>`
        : html`
            <p class="said-mark note refusal" role="alert">
              ${words("conversation.not_sent")} ${refusal}
            </p>
            <p class="said-acts">
              <button type="button" class="plain" @click=${act.retry}>
                ${words("conversation.try_again")}
              </button>
              <button type="button" class="plain" @click=${act.discard}>
                ${words("conversation.give_up")}
              </button>
            </p>
          `}
    </li>
  `;
}

function textOf(text: string): TemplateResult {
  return html`<p class="said-text" dir="auto">${segments(text).map(({ text: piece, href }) =>
    href === null ? piece : link(piece, href),
  )}</p>`;
}

/** It is shown as it was written, and left to right as addresses are. */
function link(text: string, href: string): TemplateResult {
  return html`<a dir="ltr" href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;
}
