import { type TemplateResult, html } from "lit";
import { t } from "../texts/index.ts";

/** There is no reaching the server: what is wrong, what still works, and that it returns by itself. */
export function offlineNotice(act: () => void): TemplateResult {
  const offline = !navigator.onLine;
  return html`
    <section class="card entry notice offline" aria-labelledby="offline">
      <h1 id="offline" tabindex="-1">${t(offline ? "offline.title" : "offline.title_server")}</h1>
      <p class="lead" role="alert">${t(offline ? "offline.what" : "offline.what_server")}</p>
      <h2>${t("offline.works")}</h2>
      <ul class="offline-works">
        <li>${t("offline.phone")}</li>
        <li>${t("offline.desktop")}</li>
        <li>${t("offline.distance")}</li>
      </ul>
      <p class="note">${t("offline.returns")}</p>
      <button class="secondary" @click=${act}>${t("app.retry")}</button>
    </section>
  `;
}
