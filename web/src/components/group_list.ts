import { type TemplateResult, html } from "lit";
import NEW from "lucide-static/icons/plus.svg";
import type { GroupSettings } from "../groups_api.ts";
import { NEW_GROUP, groupAddress } from "../model/addresses.ts";
import { formatPhone } from "../model/phone.ts";
import { t } from "../texts/index.ts";
import type { ShownColumn } from "./data_table.ts";
import { icon } from "./icon.ts";
import { openWords } from "./opening_words.ts";

const BY_NAME = { column: "name", descending: false };

function columns(): ShownColumn<GroupSettings>[] {
  return [
    {
      id: "name",
      label: t("group.name"),
      value: ({ name }) => name,
      cell: (group) => html`
        <a class="person-who" href=${groupAddress(group.id)}>
          <span>${group.name}</span>
          <span class="note only-narrow">${t(`group.media_${group.media}`)}</span>
        </a>
      `,
    },
    { id: "media", label: t("group.media"), value: ({ media }) => t(`group.media_${media}`), wide: true },
    {
      id: "number",
      label: t("group.number"),
      value: ({ number }) => (number === null ? null : formatPhone(number)),
    },
    { id: "hours", label: t("hours_title.group"), value: openWords, wide: true },
  ];
}

/** Every group with its number and hours, each leading to its settings. */
export function groupList(groups: readonly GroupSettings[]): TemplateResult {
  return html`
    <section class="card panel" aria-labelledby="groups-title">
      <header class="panel-head">
        <h2 id="groups-title">${t("groups.title")}</h2>
        <a class="button secondary with-icon" href=${NEW_GROUP}>${icon(NEW)} ${t("group.new")}</a>
      </header>
      <jour-data-table
        name="groups"
        .label=${t("groups.title")}
        .columns=${columns()}
        .rows=${[...groups]}
        .key=${(group: GroupSettings) => group.id}
        .sorting=${BY_NAME}
        .searchLabel=${t("groups.search")}
        .empty=${t("groups.none")}
      ></jour-data-table>
    </section>
  `;
}
