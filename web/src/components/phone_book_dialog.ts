import { type TemplateResult, html, nothing } from "lit";
import { formatPhone } from "../model/phone.ts";
import type { BookEntry } from "../phone_book_api.ts";
import { t } from "../texts/index.ts";

export interface RemovalQuestion {
  /** Which entry, or all of them; null while nothing is asked. */
  what: BookEntry | "all" | null;
  total: number;
  busy: boolean;
  remove: () => void;
  close: () => void;
  /** It was closed, by a button or with Escape. */
  closed: () => void;
}

/** Asks before names are removed, and says what follows. */
export function removalDialog(question: RemovalQuestion): TemplateResult | typeof nothing {
  const { what, total, busy, remove, close, closed } = question;
  if (what === null) return nothing;
  const all = what === "all";
  return html`
    <dialog class="card ask" aria-labelledby="ask-title" @close=${closed}>
      <h2 id="ask-title">
        ${all ? t("book.ask_all", { count: total }) : t("book.ask_one", { name: what.name })}
      </h2>
      <ul class="follow-list">
        <li>
          ${all
            ? t("book.follows_all")
            : t("book.follows_one", { number: formatPhone(what.number) })}
        </li>
        <li>${t(all ? "book.follows_import" : "book.follows_rest")}</li>
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
