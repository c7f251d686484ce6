import { type TemplateResult, html, nothing } from "lit";
import INCOMING from "lucide-static/icons/phone-incoming.svg";
import type { Line } from "../model/phone_line.ts";
import type { Said } from "../model/simulator.ts";
import { secondsSince, stopwatch } from "../model/time.ts";
import { t } from "../texts/index.ts";
import { icon } from "./icon.ts";

export interface Display {
  line: Exclude<Line, { name: "idle" }>;
  /** Names who is at a number. */
  who: (number: string | null) => string;
  /** The digits pressed in this call. */
  pressed: string;
}

/** What a phone shows while something goes on. */
export function phoneDisplay({ line, who, pressed }: Display): TemplateResult {
  switch (line.name) {
    case "dialling":
      return head(who(line.to), t("phones.state_dialling"), null);
    case "rung":
      return html`
        <div class="rung">
          <span class="rung-icon">${icon(INCOMING)}</span>
          <p class="other">${who(line.from)}</p>
          <p class="line-state">${t("phones.rings")}</p>
        </div>
      `;
    case "answered":
      return head(who(line.from), t("phones.state_answered"), line.since);
    case "talking":
      return html`
        ${head(who(line.call.to), talkingText(line, who), line.since)}
        ${captions(line.call.transcript)} ${echo(pressed, line.call.wants_digits)}
      `;
    case "over":
      return html`
        ${head(who(line.call.to), endedText(line.call.ended_by), null)}
        ${captions(line.call.transcript)}
      `;
  }
}

function head(other: string, state: string, since: string | null): TemplateResult {
  return html`
    <div class="call-head">
      <p class="other">${other}</p>
      <p class="line-state">
        <span>${state}</span>
        ${since === null ? nothing : html`<time>${stopwatch(secondsSince(since, new Date()))}</time>`}
      </p>
    </div>
  `;
}

function talkingText({ call }: Extract<Line, { name: "talking" }>, who: Display["who"]): string {
  if (call.state === "bridged") return t("phones.state_bridged", { who: who(call.bridged_to) });
  return t(call.state === "ringing" ? "phones.state_ringing" : "phones.state_in_flow");
}

function endedText(by: "caller" | "system" | "agent" | null): string {
  return by === null ? t("phones.state_over") : t(`phones.ended_${by}`);
}

/** A screen reader hears each sentence once, as it is added. */
function captions(said: readonly Said[]): TemplateResult {
  return html`
    <div class="captions" role="log" tabindex="0" aria-label=${t("phones.captions")}>
      ${said.map(
        ({ say, language }, at) => html`
          <p class=${at === said.length - 1 ? "caption newest" : "caption"} lang=${language}>${say}</p>
        `,
      )}
    </div>
  `;
}

function echo(pressed: string, wanted: boolean): TemplateResult {
  const hint = wanted ? t("phones.wants_digits") : "";
  return html`
    <p class=${wanted ? "echo wanted" : "echo"}>
      ${pressed === "" ? html`<span class="echo-hint">${hint}</span>` : pressedDigits(pressed)}
    </p>
  `;
}

function pressedDigits(pressed: string): TemplateResult {
  return html`
    <span class="visually-hidden">${t("phones.pressed", { digits: pressed })}</span>
    <output class="echo-digits" aria-hidden="true">${pressed}</output>
  `;
}
