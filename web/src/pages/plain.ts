import { html } from "lit";
import { agentLink } from "../components/agent_link.ts";
import { JourElement } from "../components/jour_element.ts";
import type { Login } from "../model/contract.ts";
import { t } from "../texts/index.ts";

/** Logged in on the web without answering: who I am, and the way on to agent work. */
export class PlainPage extends JourElement {
  static override properties = { login: { attribute: false } };
  declare login: Login;

  override render() {
    const { user, organisation } = this.login;
    return html`
      <section class="card entry">
        <h1 tabindex="-1">${t("plain.title")}</h1>
        <p class="lede">${t("plain.lede")}</p>
        <dl class="facts">
          <div><dt>${t("plain.who")}</dt><dd>${user.name}</dd></div>
          <div><dt>${t("plain.user")}</dt><dd>${user.id}</dd></div>
          <div><dt>${t("plain.organisation")}</dt><dd>${organisation.name}</dd></div>
        </dl>
        <p class="note">${t("plain.lifetime")}</p>
        <div class="buttons even">
          <a class="button secondary" href="/wall">${t("nav.wall")}</a>
          <a class="button secondary" href="/losenord">${t("menu.password")}</a>
          <button class="secondary" @click=${() => this.emit("log-out")}>
            ${t("menu.logout")}
          </button>
        </div>
      </section>
      ${agentLink()}
    `;
  }
}
