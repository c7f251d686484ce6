import { html, nothing } from "lit";
import { LoginForm } from "../components/login_form.ts";
import { agentLink } from "../components/agent_link.ts";
import { t } from "../texts/index.ts";

/** Logging in on the web, for what is not agent work (D3), with the way on to the agent form (W1). */
export class LoginPage extends LoginForm {
  static override properties = { farewell: { type: Boolean } };
  declare farewell: boolean;

  protected choices() {
    return { agent: false, channel: "web", phone: null, groups: null } as const;
  }

  override render() {
    return html`
      ${this.farewell ? html`<p class="banner" role="status">${t("ended.bye")}</p>` : nothing}
      <section class="card entry">
        <h1 tabindex="-1">${t("login.title")}</h1>
        <p class="lede">${t("login.lede")}</p>
        <form novalidate @submit=${this.submit}>
          ${this.whoFields()} ${this.submitButton(t("login.submit"))}
        </form>
      </section>
      ${agentLink()}
    `;
  }
}
