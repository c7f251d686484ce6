import { type TemplateResult, html } from "lit";
import NEW from "lucide-static/icons/plus.svg";
import type { GroupSettings } from "../groups_api.ts";
import { NEW_GROUP, groupAddress } from "../model/addresses.ts";
import { type Run, runs } from "../model/hours.ts";
import { formatPhone } from "../model/phone.ts";
import { listed, t } from "../texts/index.ts";
import { CHEVRON, icon } from "./icon.ts";

/** Every group with its number and hours, each leading to its settings. */
export function groupList(groups: readonly GroupSettings[]): TemplateResult {
  return html`
    <section class="card panel" aria-labelledby="groups-title">
      <header class="panel-head">
        <h2 id="groups-title">${t("groups.title")}</h2>
        <p class="note">${t("groups.count", { count: groups.length })}</p>
      </header>
      <div class="user-tools">
        <p class="note">${t("groups.why")}</p>
        <a class="button secondary with-icon" href=${NEW_GROUP}>${icon(NEW)} ${t("group.new")}</a>
      </div>
      <ul class="rows">${groups.map(row)}</ul>
    </section>
  `;
}

function row(group: GroupSettings): TemplateResult {
  const number = group.number === null ? [] : [formatPhone(group.number)];
  return html`
    <li class="person group-row">
      <a class="person-who" href=${groupAddress(group.id)}>
        <span>${group.name}</span>
        <span class="note">${[t(`group.media_${group.media}`), ...number].join(" · ")}</span>
      </a>
      <span class="note">${openWords(group)}</span>
      ${icon(CHEVRON)}
    </li>
  `;
}

function openWords({ hours }: GroupSettings): string {
  if (hours === null) return t("hours_always.group");
  const told = runs(hours).map(runWords);
  return told.length === 0 ? t("group.closed") : told.join(", ");
}

/** "mån–fre 08:00–17:00". */
function runWords({ first, last, spans }: Run): string {
  const [from, to] = [t(`day_short.${first}`), t(`day_short.${last}`)];
  const days = first === last ? from : `${from}–${to}`;
  return `${days} ${listed(spans.map(([begin, end]) => `${begin}–${end}`))}`;
}
