import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from "lit";
import CLOSE from "lucide-static/icons/x.svg";
import type { ConversationLog } from "../src/components/conversation_log.ts";
import { icon } from "../src/components/icon.ts";
import { unread } from "../src/model/conversation.ts";
import type { ChatLine } from "./chat_line.ts";
import type { Filled } from "./components/opening_form.ts";
import { keepsCookies } from "./cookies.ts";
import { type Place, toFragment } from "./frame_messages.ts";
import { HostPage } from "./host_page.ts";
import { wear } from "./look.ts";
import { locale, t } from "./texts/index.ts";
import { Visit } from "./visit.ts";

/** What the focus goes to, the first of these that is there. */
const WHERE_TO_BEGIN = [
  "[data-sure]",
  "jour-composer:not([inert])",
  "#ended-title",
  ".opening input",
  "[data-first]",
  ".chat-title",
];

/** The customer's chat, in the frame on somebody's page or in a window of its own. */
export class CustomerChat extends LitElement {
  static override properties = { visible: { state: true }, asksToEnd: { state: true } };
  /** Somebody can see it. */
  declare visible: boolean;
  declare asksToEnd: boolean;
  readonly #place: Place;
  #host: HostPage | null = null;
  #visit: Visit | null = null;
  #shown = false;
  /** What was on screen last: another thing to do takes the focus. */
  #stood = "";
  /** Whoever opened the chat wants to write, as soon as there is where. */
  #wantsFocus = false;

  constructor(place: Place) {
    super();
    this.#place = place;
    this.visible = false;
    this.asksToEnd = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const inFrame = window.parent !== window;
    const page = () => this.#host?.page ?? this.#place.page ?? "";
    this.#visit = new Visit(this.#place, page);
    this.#visit.addEventListener("change", () => this.requestUpdate());
    document.addEventListener("visibilitychange", () => this.#look());
    addEventListener("keydown", (event) => this.#pressed(event));
    if (inFrame) {
      this.#host = new HostPage(window.parent, {
        dressed: wear,
        shown: (shown, focus) => this.#turn(shown, focus),
      });
    } else {
      this.#turn(true, false);
    }
    if (inFrame && !keepsCookies()) this.#visit.block();
    else void this.#visit.begin();
  }

  #turn(shown: boolean, focus: boolean): void {
    this.#shown = shown;
    this.#look();
    if (shown) void this.#visit?.look();
    this.#wantsFocus = focus;
    this.requestUpdate();
  }

  #look(): void {
    this.visible = this.#shown && document.visibilityState === "visible";
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    if (this.asksToEnd) this.asksToEnd = false;
    else this.#host?.say({ jour: "close" });
  }

  protected override updated(_: PropertyValues): void {
    const line = this.#visit?.line ?? null;
    const going = line !== null && !line.ended;
    const waiting = line === null || this.visible ? 0 : unread(line.conversation);
    this.#host?.say({ jour: "state", unread: waiting, going });
    const stands = `${this.#visit?.stage} ${line?.ended} ${this.asksToEnd}`;
    const moved = stands !== this.#stood && this.#stood !== "";
    this.#stood = stands;
    // Who is in the chat is led on; who is elsewhere on the page is left there.
    if ((moved && document.hasFocus()) || this.#wantsFocus) void this.#focusIn();
  }

  async #focusIn(): Promise<void> {
    if (this.#visit?.stage === "loading") return;
    this.#wantsFocus = false;
    const parts = [...this.querySelectorAll<LitElement>("jour-opening-form, jour-composer, jour-ended-card")];
    await Promise.all(parts.map((part) => part.updateComplete));
    const wanted = WHERE_TO_BEGIN.map((one) => this.querySelector<HTMLElement>(one));
    wanted.find((one) => one !== null)?.focus();
  }

  override render(): TemplateResult {
    const visit = this.#visit;
    if (visit === null) return html``;
    return html`
      <header class="chat-head">
        <h1 class="chat-title" tabindex="-1">${visit.group?.name ?? t("title")}</h1>
        ${this.#canEnd ? this.#endButton() : nothing}
        ${this.#host === null
          ? nothing
          : html`
              <button
                type="button"
                class="head-button"
                aria-label=${t("close")}
                @click=${() => this.#host?.say({ jour: "close" })}
              >
                ${icon(CLOSE)}
              </button>
            `}
      </header>
      <main>${this.#stage(visit)}</main>
    `;
  }

  get #canEnd(): boolean {
    const line = this.#visit?.line ?? null;
    return line !== null && !line.ended && !line.takenOver;
  }

  #endButton(): TemplateResult {
    return html`
      <button type="button" class="head-button words" @click=${() => (this.asksToEnd = true)}>
        ${t("end")}
      </button>
    `;
  }

  #stage(visit: Visit): TemplateResult {
    switch (visit.stage) {
      case "loading":
        return html`<p class="scene note" role="status">${t("loading")}</p>`;
      case "unknown":
        return html`<p class="scene lede" role="status">${t("unknown_group")}</p>`;
      case "unreachable":
        return this.#unreachable(visit);
      case "blocked":
        return this.#blocked();
      case "left":
        return this.#left(visit);
      case "asking":
        return this.#asking(visit);
      case "chat":
        return visit.line === null ? html`` : this.#chat(visit, visit.line);
    }
  }

  #unreachable(visit: Visit): TemplateResult {
    return html`
      <div class="scene">
        <p class="lede" role="status">${t("unreachable")}</p>
        <button type="button" class="secondary" data-first @click=${() => void visit.begin()}>
          ${t("try_now")}
        </button>
      </div>
    `;
  }

  #blocked(): TemplateResult {
    const address = `/chat/#${toFragment({ ...this.#place, page: this.#host?.page ?? "" })}`;
    return html`
      <div class="scene">
        <h2>${t("blocked_title")}</h2>
        <p class="lede">${t("blocked")}</p>
        <a class="button primary" data-first href=${address} target="_blank" rel="noopener">
          ${t("blocked_open")}
        </a>
      </div>
    `;
  }

  #left(visit: Visit): TemplateResult {
    return html`
      <div class="scene">
        <p class="lede" role="status">${t("message_left")}</p>
        <button type="button" class="secondary" data-first @click=${() => visit.startAgain()}>
          ${t("write_another")}
        </button>
      </div>
    `;
  }

  #asking(visit: Visit): TemplateResult {
    return html`
      ${visit.gone ? html`<p class="banner" role="status">${t("gone")}</p>` : nothing}
      <jour-opening-form
        .group=${visit.group}
        .busy=${visit.busy}
        .refusal=${visit.refusal}
        @filled=${(event: CustomEvent<Filled>) => void visit.fill(event.detail)}
      ></jour-opening-form>
    `;
  }

  #chat(visit: Visit, line: ChatLine): TemplateResult {
    return html`
      ${this.#banner(visit, line)}
      <jour-conversation
        .conversation=${line.conversation}
        .words=${t}
        .locale=${locale()}
        .user=${null}
        .other=${line.agent ?? t("conversation.agent")}
        .typing=${line.typing}
        .connected=${line.connection === "connected"}
        .active=${this.visible}
        @older=${() => line.fetchOlder()}
        @seen=${(event: CustomEvent<number>) => line.read(event.detail)}
        @retry=${(event: CustomEvent<string>) => line.retry(event.detail)}
        @discard=${(event: CustomEvent<string>) => line.discard(event.detail)}
      ></jour-conversation>
      ${line.ended ? this.#ended(visit, line) : this.#composer(line)}
    `;
  }

  #composer(line: ChatLine): TemplateResult {
    return html`
      <jour-composer
        ?inert=${line.takenOver}
        @write=${(event: CustomEvent<string>) => this.#write(line, event.detail)}
        @typing=${() => line.tellTyping()}
      ></jour-composer>
    `;
  }

  #write(line: ChatLine, text: string): void {
    line.write(text);
    this.querySelector<ConversationLog>("jour-conversation")?.toEnd();
  }

  #ended(visit: Visit, line: ChatLine): TemplateResult {
    return html`
      <jour-ended-card
        .by=${line.state.ended_by}
        .agent=${line.agent}
        .answered=${line.answered}
        .busy=${visit.busy}
        .sentTo=${visit.sentTo}
        .refusal=${visit.refusal}
        @transcript=${(event: CustomEvent<string>) => void visit.mail(event.detail)}
        @again=${() => visit.startAgain()}
      ></jour-ended-card>
    `;
  }

  #banner(visit: Visit, line: ChatLine): TemplateResult | typeof nothing {
    if (line.ended) return nothing;
    if (this.asksToEnd) return this.#sure(line);
    if (line.takenOver) {
      return html`
        <div class="banner" role="status">
          <p>${t("elsewhere")}</p>
          <button type="button" class="secondary" data-first @click=${() => visit.takeBack()}>
            ${t("take_back")}
          </button>
        </div>
      `;
    }
    if (line.connection === "reconnecting" || line.connection === "offline") {
      return html`<p class="banner lost" role="status">${t("lost")}</p>`;
    }
    return html`<p class="banner" role="status">${howItStands(line)}</p>`;
  }

  #sure(line: ChatLine): TemplateResult {
    const answer = (yes: boolean) => {
      this.asksToEnd = false;
      if (yes) line.end();
    };
    return html`
      <div class="banner" role="group" aria-labelledby="sure">
        <p id="sure">${t("end_sure")}</p>
        <button type="button" class="primary grave" data-sure @click=${() => answer(true)}>
          ${t("end_yes")}
        </button>
        <button type="button" class="secondary" @click=${() => answer(false)}>${t("end_no")}</button>
      </div>
    `;
  }
}

/** In words: who answers, or how long the queue is. */
function howItStands({ state, agent, answered }: ChatLine): string {
  if (state.state === "talking") return t("talking", { name: agent ?? t("conversation.agent") });
  if (answered) return t("waiting_again");
  const place =
    state.place === null
      ? t("waiting")
      : state.place <= 1
        ? t("waiting_first")
        : t("waiting_place", { place: state.place });
  return `${place} ${t("waiting_write")}`;
}
