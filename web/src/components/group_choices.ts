import { type TemplateResult, html, nothing } from "lit";
import type { Group } from "../model/contract.ts";
import { tOf } from "../texts/index.ts";

export interface GroupChoices {
  name: string;
  groups: readonly Group[];
  chosen: readonly string[];
  /** Why a group cannot be chosen; empty for one that can. */
  barred?: (group: Group) => string;
  choose: (id: string, chosen: boolean) => void;
}

/** Groups to tick, each with its medium; one that is out of the question says why. */
export function groupChoices({ name, groups, chosen, barred, choose }: GroupChoices): TemplateResult {
  return html`
    <ul class="group-choices">
      ${groups.map((group) => {
        const why = barred?.(group) ?? "";
        return html`
          <li>
            <label class="plain-choice">
              <input
                type="checkbox"
                name=${name}
                ?disabled=${why !== ""}
                .checked=${chosen.includes(group.id)}
                @change=${(event: Event) =>
                  choose(group.id, (event.target as HTMLInputElement).checked)}
              />
              <span>
                ${group.name} ${medium(group)}
                ${why ? html`<span class="note barred">${why}</span>` : nothing}
              </span>
            </label>
          </li>
        `;
      })}
    </ul>
  `;
}

/** Its medium, unless the name says it already. */
function medium({ name, media }: Group): TemplateResult | typeof nothing {
  const word = tOf("media", media);
  return name.toLowerCase() === word ? nothing : html`<span class="note">${word}</span>`;
}
