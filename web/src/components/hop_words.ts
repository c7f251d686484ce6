import type { Hop } from "../model/contract.ts";
import { formatPhone } from "../model/phone.ts";
import { t } from "../texts/index.ts";

/** Whom a hop leads to: a name, or a number that the reader may see. */
export function hopName({ kind, to, name }: Hop): string {
  if (kind !== "number") return name;
  return to === null ? t("hop.hidden") : formatPhone(to);
}

/** What will happen, and when: "Kopplas till Bo Berg när du lägger på". */
export function hopPlan(hop: Hop): string {
  return t(`forward.set_${hop.kind}`, { name: hopName(hop) });
}

/** What happened: "Vidarekopplat till Bo Berg av Anna Lind: svarade inte". */
export function hopStory(hop: Hop): string {
  const to = t(`hop.to_${hop.kind}`, { name: hopName(hop) });
  const told = [t("hop.sent"), to, t("hop.by", { name: hop.by_name })].join(" ");
  return hop.result === null ? told : `${told}: ${t(`hop_result.${hop.result}`)}`;
}
