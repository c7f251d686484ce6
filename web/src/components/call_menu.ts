import { type PropertyValues, type TemplateResult, html, nothing } from "lit";
import FORWARD from "lucide-static/icons/phone-forwarded.svg";
import CROSS from "lucide-static/icons/x.svg";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { myCalls, withdraw } from "../forward_api.ts";
import type { MyCall } from "../model/forward.ts";
import { t } from "../texts/index.ts";
import { callerWords } from "./caller.ts";
import { hopPlan } from "./hop_words.ts";
import { icon } from "./icon.ts";
import { JourElement } from "./jour_element.ts";

/** A plain web login has no socket that tells of its calls: it asks while somebody looks. */
const ASK_MS = 10_000;

type View = { name: "calls" } | { name: "forward" | "conference"; call: MyCall };

/**
 * The icon at the right of the menu bar (W3), for everybody who is logged in on the web: my live
 * calls, to be forwarded or sent to a conference, and my own forwarding.
 */
export class CallMenu extends JourElement {
  static override properties = {
    news: {},
    agent: { type: Boolean },
    offered: { attribute: false },
    calls: { state: true },
    view: { state: true },
    open: { state: true },
    notice: { state: true },
  };
  /** Changes whenever my calls may have. */
  declare news: string;
  /** Logged in as an agent: a conference then pauses. */
  declare agent: boolean;
  /** A call is on its way to me: it takes the screen at once. */
  declare offered: boolean;
  declare calls: MyCall[] | null;
  declare view: View;
  declare open: boolean;
  declare notice: string;
  #asking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.news = "";
    this.agent = false;
    this.offered = false;
    this.calls = null;
    this.view = { name: "calls" };
    this.open = false;
    this.notice = "";
    this.addEventListener("sent-on", () => void this.#done());
    this.addEventListener("call-back", () => this.#show({ name: "calls" }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#asking = setInterval(() => {
      if (!document.hidden && (this.open || !this.agent)) void this.#read();
    }, ASK_MS);
    void this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#asking);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("news") && this.hasUpdated) void this.#read();
    if (changed.has("offered") && this.offered) this.#close();
  }

  async #read(): Promise<void> {
    try {
      this.calls = (await myCalls()).calls;
      this.notice = "";
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      if (this.open) this.notice = error.message || t("forward.unknown");
    }
    this.#leaveWhatIsOver();
  }

  /** A call that has ended meanwhile can be sent nowhere. */
  #leaveWhatIsOver(): void {
    const { view } = this;
    if (view.name === "calls") return;
    const call = this.calls?.find(({ contact }) => contact === view.call.contact);
    if (call === undefined) this.#show({ name: "calls" });
  }

  override render() {
    const count = this.calls?.length ?? 0;
    const label = count === 0 ? t("forward.menu") : t("forward.menu_count", { count });
    return html`
      <button
        type="button"
        class="call-menu"
        aria-haspopup="dialog"
        aria-expanded=${this.open ? "true" : "false"}
        title=${t("forward.menu")}
        @click=${() => this.show()}
      >
        ${icon(FORWARD)}
        <span class="visually-hidden">${label}</span>
        ${count === 0 ? nothing : html`<b aria-hidden="true">${count}</b>`}
      </button>
      <dialog
        class="card call-panel"
        aria-labelledby="call-panel-title"
        @close=${() => this.#closed()}
        @click=${(event: Event) => this.#outside(event)}
      >
        ${this.open ? this.#content() : nothing}
      </dialog>
    `;
  }

  /** Opens at my calls, or at sending this one on. */
  show(contact?: string, name: "forward" | "conference" = "forward"): void {
    const call = this.calls?.find((one) => one.contact === contact);
    this.view = call === undefined ? { name: "calls" } : { name, call };
    this.open = true;
    this.querySelector("dialog")?.showModal();
    void this.#read();
  }

  #show(view: View): void {
    this.view = view;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("dialog h2")?.focus());
  }

  #closed(): void {
    // The event comes a moment later: by then it may have been opened again.
    if (this.querySelector("dialog")?.open === true) return;
    this.open = false;
    this.view = { name: "calls" };
    this.notice = "";
  }

  #close(): void {
    this.querySelector("dialog")?.close();
  }

  /** A click beside the panel closes it: it lands on the dialog itself. */
  #outside(event: Event): void {
    if (event.target === this.querySelector("dialog")) this.#close();
  }

  /** An agent's card shows what will happen, and takes it back: nothing stands before it. */
  async #done(): Promise<void> {
    if (this.agent) this.#close();
    else this.#show({ name: "calls" });
    await this.#read();
  }

  #content(): TemplateResult {
    const { view } = this;
    const inner = () => {
      switch (view.name) {
        case "forward":
          return html`<jour-forward .call=${view.call}></jour-forward>`;
        case "conference":
          return html`<jour-conference .call=${view.call} .agent=${this.agent}></jour-conference>`;
        default:
          return this.#mine();
      }
    };
    return html`<div class="call-panel-inner">${inner()}</div>`;
  }

  #mine(): TemplateResult {
    return html`
      <div class="call-panel-head">
        <h2 id="call-panel-title" tabindex="-1">${t("forward.title")}</h2>
        <button type="button" class="plain" aria-label=${t("forward.close")} @click=${() => this.#close()}>
          ${icon(CROSS)}
        </button>
      </div>
      ${this.notice ? html`<p class="alarm" role="alert">${this.notice}</p>` : nothing}
      ${(this.calls ?? []).map((call) => this.#call(call))}
      ${this.calls?.length === 0
        ? html`<p class="call-panel-empty"><strong>${t("forward.none")}</strong> <span class="note">${t("forward.none_what")}</span></p>`
        : nothing}
      <jour-own-forwarding></jour-own-forwarding>
    `;
  }

  #call(call: MyCall): TemplateResult {
    const state = t(call.state === "talking" ? "forward.talking" : "forward.ringing");
    return html`
      <section class="my-call" aria-label=${who(call)}>
        <div class="my-call-who">
          <strong>${who(call)}</strong>
          <span class="note">${call.group_name} · ${state}</span>
        </div>
        ${call.is_softphone ? html`<p class="note">${t("forward.softphone")}</p>` : this.#acts(call)}
      </section>
    `;
  }

  #acts(call: MyCall): TemplateResult {
    const hop = call.next_hop;
    const planned = html`
      <p class="my-call-plan" role="status">
        ${icon(FORWARD)} <span>${hop === null ? "" : hopPlan(hop)}</span>
        <button type="button" class="plain" @click=${() => void this.#withdraw(call)}>
          ${t("forward.withdraw")}
        </button>
      </p>
    `;
    return html`
      ${hop === null ? nothing : planned}
      <div class="buttons even">
        <button type="button" class="primary" @click=${() => this.#show({ name: "forward", call })}>
          ${t("forward.act")}
        </button>
        <button type="button" class="secondary" @click=${() => this.#show({ name: "conference", call })}>
          ${t("forward.conference")}
        </button>
      </div>
    `;
  }

  async #withdraw(call: MyCall): Promise<void> {
    try {
      await withdraw(call.contact);
      announce(t("forward.withdrawn"));
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.notice = error.message || t("login.network");
    }
    await this.#read();
  }
}

export function who({ caller, name }: MyCall): string {
  return callerWords({ from: caller, name });
}
