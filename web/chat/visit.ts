/** One customer's visit: how the group stands, the chat that is opened, and what is asked of it. */
import { onReturn, socketAt } from "../src/browser_wire.ts";
import { backoff } from "../src/model/backoff.ts";
import { gap, newClientId, nextToSend } from "../src/model/conversation.ts";
import { ChatLine } from "./chat_line.ts";
import type { Filled } from "./components/opening_form.ts";
import type { ChatView, GroupView } from "./contract.ts";
import { type Asked, CustomerApi, Problem, Unreachable, type Where } from "./customer_api.ts";
import { locale, t } from "./texts/index.ts";
import { keepUnsent, unsentOf } from "./unsent.ts";

/** `blocked`: the browser keeps no cookie here; `left`: a message was left. */
export type Stage = "loading" | "unreachable" | "unknown" | "blocked" | "asking" | "left" | "chat";

/** Customers beat a little faster than agents: the queue forgets them after two minutes. */
const BEAT_MS = 20_000;
const SOCKET = "/ws?side=customer";
const SHUT = ["chat_closed", "chat_nobody", "chat_full"];

/** Sends "change" when anything to show has changed. */
export class Visit extends EventTarget {
  stage: Stage = "loading";
  group: GroupView | null = null;
  line: ChatLine | null = null;
  busy = false;
  /** Why the last request was refused; empty for no refusal. */
  refusal = "";
  /** Where a copy of the chat was sent. */
  sentTo = "";
  /** The chat that was shown is no longer there. */
  gone = false;
  readonly #where: Where;
  readonly #page: () => string;
  readonly #api = new CustomerApi(locale);
  readonly #around = socketAt(SOCKET);
  #failures = 0;
  #cancelRetry = () => {};
  /** The same until what is asked differs, so that asking again opens no second chat. */
  #asked: { content: string; client_id: string } | null = null;

  /** `page` gives origin and path of the page that the chat stands on. */
  constructor(where: Where, page: () => string) {
    super();
    this.#where = where;
    this.#page = page;
    onReturn(() => this.hurry());
    setInterval(() => this.line?.beat(), BEAT_MS);
  }

  /** Goes on with the chat that this browser has, else sees how the group stands. */
  async begin(): Promise<void> {
    this.#cancelRetry();
    try {
      const [group, view] = await Promise.all([this.#api.group(this.#where), this.#api.current()]);
      this.group = group;
      if (view === null) this.#turn("asking");
      else this.#goOn(view);
      this.#failures = 0;
    } catch (error) {
      this.#beginLater(error);
    }
  }

  #beginLater(error: unknown): void {
    if (error instanceof Problem && error.code === "unknown_group") return this.#turn("unknown");
    if (!isFailure(error)) throw error;
    const wait = backoff(this.#failures, Math.random);
    this.#failures += 1;
    this.#cancelRetry = this.#around.later(wait, () => void this.begin());
    this.#turn("unreachable");
  }

  /** The browser keeps no cookie for us: a chat would be lost at once. */
  block(): void {
    this.#turn("blocked");
  }

  /** The user or the network came back: tries at once, and takes the chat back from another tab. */
  hurry(): void {
    if (this.stage === "unreachable") void this.begin();
    if (this.line?.takenOver === true) this.takeBack();
    else this.line?.hurry();
  }

  takeBack(): void {
    this.line?.start();
    this.#changed();
  }

  /** Sees how the group stands now, for whoever is about to ask. */
  async look(): Promise<void> {
    if (this.stage !== "asking") return;
    try {
      this.group = await this.#api.group(this.#where);
      this.#changed();
    } catch (error) {
      // What was said before stands until it can be asked again.
      if (!isFailure(error)) throw error;
    }
  }

  /** Opens the chat; where nobody can chat, leaves the message. */
  fill(filled: Filled): Promise<void> {
    return this.group?.state === "open" ? this.#open(filled) : this.#leave(filled);
  }

  async #open(filled: Filled): Promise<void> {
    await this.#ask(async () => {
      const view = await this.#api.open(this.#askedFor(filled));
      this.#asked = null;
      this.#goOn(view);
    });
  }

  async #leave(filled: Filled): Promise<void> {
    await this.#ask(async () => {
      const { phone, email } = filled;
      const reach = { phone: phone || null, email: email || null };
      await this.#api.leaveMessage({ ...this.#askedFor(filled), ...reach });
      this.#asked = null;
      this.#turn("left");
    });
  }

  #askedFor(filled: Filled): Asked {
    const content = JSON.stringify(filled);
    if (this.#asked?.content !== content) this.#asked = { content, client_id: newClientId() };
    const { name, message } = filled;
    return { ...this.#where, name, message, page: this.#page(), client_id: this.#asked.client_id };
  }

  /** A copy of the chat to this address. */
  async mail(email: string): Promise<void> {
    await this.#ask(async () => {
      await this.#api.transcript(email);
      this.sentTo = email;
    });
  }

  /** Puts the ended chat away. */
  startAgain(): void {
    this.#putAway();
    this.#turn("asking");
    void this.look();
  }

  #goOn(view: ChatView): void {
    this.#putAway();
    this.gone = false;
    this.line = new ChatLine(view, unsentOf(view.contact), this.#around, {
      changed: () => this.#lineChanged(),
      refused: () => void this.#askWhy(),
    });
    if (!this.line.ended) this.#connect(this.line);
    this.#turn("chat");
  }

  /** A tab that opens in the background leaves the chat to the one that is looked at. */
  #connect(line: ChatLine): void {
    if (document.visibilityState === "visible") line.start();
    else line.takenOver = true;
  }

  #putAway(): void {
    this.line?.stop();
    this.line = null;
    this.sentTo = "";
    this.refusal = "";
  }

  #lineChanged(): void {
    const { line } = this;
    if (line === null) return;
    const { conversation } = line;
    keepUnsent(line.contact, conversation.pending);
    const isComplete = gap(conversation) === null && nextToSend(conversation) === null;
    if (line.ended && isComplete && line.connection !== "stopped") line.stop();
    this.#changed();
  }

  /** The socket was refused: the network, or a chat that is no longer ours. */
  async #askWhy(): Promise<void> {
    const { line } = this;
    try {
      if ((await this.#api.current()) !== null || line !== this.line || line === null) return;
    } catch (error) {
      if (!isFailure(error)) throw error;
      return;
    }
    const wasNever = line.connection !== "stopped" && !line.everConnected;
    this.#putAway();
    this.gone = !wasNever;
    this.#turn(wasNever ? "blocked" : "asking");
    if (!wasNever) void this.look();
  }

  /** One request at a time, its refusal in words. */
  async #ask(act: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.refusal = "";
    this.gone = false;
    this.#changed();
    try {
      await act();
    } catch (error) {
      if (!isFailure(error)) throw error;
      if (error instanceof Unreachable) this.refusal = t("unreachable_now");
      else this.refusal = error.message || t("broken");
      if (error instanceof Problem && SHUT.includes(error.code)) await this.look();
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

  #turn(stage: Stage): void {
    this.stage = stage;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

function isFailure(error: unknown): error is Problem | Unreachable {
  return error instanceof Problem || error instanceof Unreachable;
}
