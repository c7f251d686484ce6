/** What a chat is called, and why it came, in words. */
import type { Handover } from "../model/chat_contract.ts";
import type { Offer } from "../model/contract.ts";
import { t } from "../texts/index.ts";

/** What the customer calls themselves; once that is erased, that it was somebody. */
export function customerName({ name }: Pick<Offer, "name">): string {
  return name ?? t("chat_alerts.somebody");
}

export function handoverWords({ name, why }: Handover): string {
  return name === null ? t("chat.from_unknown") : t(`chat.from_${why}`, { name });
}
