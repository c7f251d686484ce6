import { type SVGTemplateResult, type TemplateResult, html, svg } from "lit";
import { type CallList, type Result, reachedShare, shares, standing } from "../model/call_list.ts";
import { t } from "../texts/index.ts";

/** What a list is doing, as a pill. */
export function standingPill(list: CallList): TemplateResult {
  const now = standing(list);
  return html`<span class="pill list-${now}">${t(`lists.is_${now}`)}</span>`;
}

/** A list as one bar: what is over in colours, what is left as the ground. */
export function listBar(list: CallList): TemplateResult {
  const parts = shares(list);
  const said = parts.map(({ state, count }) => t(`lists.count_${state}`, { count })).join(", ");
  let at = 0;
  return html`
    <svg class="list-bar" role="img" aria-label=${said || t("lists.is_empty")}>
      ${parts.map(({ state, share }) => {
        const drawn = piece(`bar-${state}`, at, share);
        at += share;
        return drawn;
      })}
    </svg>
  `;
}

/** The whole of a list's statistics: the bar with its key, who was reached, results by code. */
export function listStatistics(list: CallList): TemplateResult {
  return html`
    <section class="card panel statistics" aria-labelledby="statistics-title">
      <header class="panel-head">
        <h2 id="statistics-title">${t("lists.statistics")}</h2>
        <p class="note">${t("lists.of", { count: list.entries })}</p>
      </header>
      <div class="statistics-body">
        ${listBar(list)}
        <dl class="bar-key">
          ${(["left", "offered", "later", "done", "refused", "failed"] as const).map(
            (state) => html`
              <div>
                <dt><i class=${`key-${state}`} aria-hidden="true"></i>${t(`lists.state_${state}`)}</dt>
                <dd>${list[state]}</dd>
              </div>
            `,
          )}
        </dl>
        ${attempts(list)} ${results(list.results)}
      </div>
    </section>
  `;
}

function attempts(list: CallList): TemplateResult {
  const share = reachedShare(list);
  return html`
    <div class="reach">
      <h3>${t("lists.attempts")}</h3>
      ${share === null
        ? html`<p class="note">${t("lists.no_attempts")}</p>`
        : html`
            <p>
              <strong>${t("lists.reached_share", { share })}</strong>
              <span class="note">
                ${t("lists.reached", { reached: list.reached, missed: list.not_reached })}
              </span>
            </p>
            <svg class="list-bar thin" aria-hidden="true">
              ${piece("bar-done", 0, share)} ${piece("bar-missed", share, 100 - share)}
            </svg>
          `}
    </div>
  `;
}

function results(all: readonly Result[]): TemplateResult {
  const most = Math.max(1, ...all.map(({ count }) => count));
  return html`
    <div class="results">
      <h3>${t("lists.results")}</h3>
      <ul>
        ${all.map(
          ({ name, count }) => html`
            <li>
              <span class="result-name">${name}</span>
              <svg class="list-bar thin" aria-hidden="true">
                ${piece("bar-done", 0, (count / most) * 100)}
              </svg>
              <b>${count}</b>
            </li>
          `,
        )}
      </ul>
    </div>
  `;
}

/** A piece of a bar, in per cent of its length. Drawn, since the page's rules allow no own styles. */
function piece(name: string, from: number, length: number): SVGTemplateResult {
  return svg`<rect class=${name} x=${per(from)} width=${per(length)} height="100%"></rect>`;
}

function per(share: number): string {
  return `${share.toFixed(2)}%`;
}
