/** What phones and the numbers that they ring are called. */
import { formatPhone } from "../model/phone.ts";
import type { Phone } from "../model/phone_row.ts";
import { ANONYMOUS, type SystemNumber } from "../model/simulator.ts";
import { t } from "../texts/index.ts";

/** A softphone has no number: it is known by its agent's id in the simulated Amazon Connect. */
const AGENT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function phoneName(phone: Phone): string {
  return phone.label ?? t("phones.customer", { place: phone.place });
}

export function entryName(entry: SystemNumber): string {
  return entry.kind === "service" ? t("phones.service") : entry.label;
}

/** Under an entry's name: whose it is, or what it is for. */
export function entryNote(entry: SystemNumber): string {
  if (entry.kind === "service") return t("phones.service_what");
  return entry.organisation ?? "";
}

/** Who is at the other end of a number. */
export function who(number: string | null, directory: readonly SystemNumber[], phones: readonly Phone[]) {
  if (number === null) return t("phones.unknown");
  if (number === ANONYMOUS) return t("phones.anonymous");
  const entry = directory.find((one) => one.number === number);
  if (entry !== undefined) return entryName(entry);
  if (AGENT.test(number)) return t("softphone.title");
  const phone = phones.find((one) => one.number === number);
  return phone === undefined ? formatPhone(number) : phoneName(phone);
}
