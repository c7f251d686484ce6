import { type TemplateResult, html } from "lit";
import type { Block, Inline } from "../model/help.ts";
import { formatPhone } from "../model/phone.ts";
import { t } from "../texts/index.ts";
import { replacesDrawn } from "./replaces_drawn.ts";

/** The help's nodes as a page has them; headings begin below the page's own. */
export function helpBlock(block: Block, serviceNumber: string | null, level: 2 | 3): TemplateResult {
  switch (block.kind) {
    case "heading":
      return level === 2 ? html`<h2>${inlines(block.of)}</h2>` : html`<h3>${inlines(block.of)}</h3>`;
    case "paragraph":
      return html`<p>${inlines(block.of)}</p>`;
    case "note":
      return html`<p class="help-note">${inlines(block.of)}</p>`;
    case "list":
      return block.ordered
        ? html`<ol>${block.items.map((item) => html`<li>${inlines(item)}</li>`)}</ol>`
        : html`<ul>${block.items.map((item) => html`<li>${inlines(item)}</li>`)}</ul>`;
    case "table":
      return table(block.head, block.rows);
    case "service_number":
      return numberCard(serviceNumber);
    case "replaces":
      return replacesDrawn();
  }
}

export function inlines(of: readonly Inline[]): (string | TemplateResult)[] {
  return of.map((part) => (typeof part === "string" ? part : inline(part)));
}

function inline(part: Exclude<Inline, string>): TemplateResult {
  switch (part.kind) {
    case "strong":
      return html`<strong>${inlines(part.of)}</strong>`;
    case "em":
      return html`<em>${inlines(part.of)}</em>`;
    case "code":
      return html`<code>${part.text}</code>`;
    case "link":
      return html`<a href=${part.to}>${inlines(part.of)}</a>`;
  }
}

/** Its first column names the rows, so that a cell is read with what it is about. */
function table(head: readonly Inline[][], rows: readonly Inline[][][]): TemplateResult {
  return html`
    <div class="help-table" role="group" tabindex="0" aria-label=${t("help.table")}>
      <table>
        <thead>
          <tr>${head.map((cell) => html`<th scope="col">${inlines(cell)}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, ...cells]) => html`
              <tr>
                <th scope="row">${inlines(name ?? [])}</th>
                ${cells.map((cell) => html`<td>${inlines(cell)}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** The one number to ring (F1): the organisation's own, for whoever is logged in. */
function numberCard(number: string | null): TemplateResult {
  return html`
    <div class="help-number">
      <span class="note">${t("help.service_number")}</span>
      ${number === null
        ? html`<span>${t("help.service_number_none")}</span>`
        : html`<a class="number" href=${`tel:${number}`}>${formatPhone(number)}</a>`}
    </div>
  `;
}
