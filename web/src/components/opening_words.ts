import { type Hours, type Run, runs } from "../model/hours.ts";
import { listed, t } from "../texts/index.ts";

/** When a group answers: "mån–fre 08:00–17:00". */
export function openWords({ hours }: { hours: Hours | null }): string {
  if (hours === null) return t("hours_always.group");
  const told = runs(hours).map(runWords);
  return told.length === 0 ? t("group.closed") : told.join(", ");
}

function runWords({ first, last, spans }: Run): string {
  const [from, to] = [t(`day_short.${first}`), t(`day_short.${last}`)];
  const days = first === last ? from : `${from}–${to}`;
  return `${days} ${listed(spans.map(([begin, end]) => `${begin}–${end}`))}`;
}
