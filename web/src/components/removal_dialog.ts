import { type TemplateResult, html, nothing } from "lit";
import { formatPhone } from "../model/phone.ts";
import type { NumberRegister, Numbered } from "../number_register_api.ts";
import { t } from "../texts/index.ts";

export interface RemovalQuestion {
  /** Which entry, or all of them; null while nothing is asked. */
  what: Numbered | "all" | null;
  /** Begins what follows from it. */
  words: NumberRegister["words"];
  total: number;
  busy: boolean;
  remove: () => void;
  close: () => void;
  /** It was closed, by a button or with Escape. */
  closed: () => void;
}

/** What a number is called; itself where it has no name. */
export function nameOf({ name, number }: Numbered): string {
  return name || formatPhone(number);
}

/** Asks before numbers are removed, and says what follows. */
export function removalDialog(question: RemovalQuestion): TemplateResult | typeof nothing {
  const { what, words, total, busy, remove, close, closed } = question;
  if (what === null) return nothing;
  const all = what === "all";
  return html`
    <dialog class="card ask" aria-labelledby="ask-title" @close=${closed}>
      <h2 id="ask-title">
        ${all ? t("book.ask_all", { count: total }) : t("book.ask_one", { name: nameOf(what) })}
      </h2>
      <ul class="follow-list">
        <li>
          ${all
            ? t(`numbers_follows_all.${words}`)
            : t(`numbers_follows_one.${words}`, { number: formatPhone(what.number) })}
        </li>
        <li>${t(all ? "book.follows_import" : `numbers_follows_rest.${words}`)}</li>
      </ul>
      <div class="buttons">
        <button type="button" class="primary" aria-disabled=${busy ? "true" : "false"} @click=${remove}>
          ${t(busy ? "book.removing" : all ? "book.confirm_all" : "book.confirm")}
        </button>
        <button type="button" class="secondary" autofocus @click=${close}>${t("book.cancel")}</button>
      </div>
    </dialog>
  `;
}
