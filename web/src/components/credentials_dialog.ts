import { type TemplateResult, html, nothing } from "lit";
import type { ListedUser, Policy } from "../administration_api.ts";
import { t } from "../texts/index.ts";

export interface CredentialsQuestion {
  /** For whom; null while nothing is asked. */
  user: ListedUser | null;
  me: string;
  policy: Policy;
  busy: boolean;
  send: () => void;
  close: () => void;
  /** It was closed, by a button or with Escape. */
  closed: () => void;
}

/** Asks before somebody's password is replaced, and says what follows. */
export function credentialsDialog(question: CredentialsQuestion): TemplateResult | typeof nothing {
  const { user, busy, send, close, closed } = question;
  if (user === null) return nothing;
  return html`
    <dialog class="card ask" aria-labelledby="ask-title" @close=${closed}>
      <h2 id="ask-title">${t("credentials.ask", { name: user.name })}</h2>
      ${consequences(user, question)}
      <div class="buttons">
        ${user.email === ""
          ? nothing
          : html`
              <button type="button" class="primary" aria-disabled=${busy ? "true" : "false"} @click=${send}>
                ${t("credentials.confirm")}
              </button>
            `}
        <button type="button" class="secondary" autofocus @click=${close}>
          ${t("credentials.cancel")}
        </button>
      </div>
    </dialog>
  `;
}

function consequences(user: ListedUser, { me, policy }: CredentialsQuestion): TemplateResult {
  if (user.email === "") return html`<p>${t("credentials.no_email")}</p>`;
  const out = user.id === me ? t("credentials.yourself") : t("credentials.out", { name: user.name });
  return html`
    <ul class="follow-list">
      <li>${t("credentials.dead")}</li>
      <li>${out}</li>
      <li>${t("credentials.mailed", { email: user.email })}</li>
      ${policy === "strict" ? html`<li>${t("credentials.apart")}</li>` : nothing}
    </ul>
  `;
}
