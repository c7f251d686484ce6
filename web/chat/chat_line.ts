/**
 * A customer's chat, kept up: what is written on both sides, how it stands, and the connection that
 * brings it. What I write is sent one message at a time until it is numbered, however often the
 * connection breaks. The browser's parts come from outside, so that it runs in tests too.
 */
import {
  type ChatMessage,
  type Conversation,
  type Pending,
  emptyConversation,
  gap,
  givenUp,
  newClientId,
  nextToSend,
  older,
  refused,
  triedAgain,
  withNews,
  withRead,
  written,
} from "../src/model/conversation.ts";
import { type Connection, Link, type Surroundings } from "../src/model/link.ts";
import { type ChatState, type ChatView, type Saying, type Told, parseTold } from "./contract.ts";

/** So long an answer may take before the same is asked or sent again. */
const ANSWER_MS = 8_000;
/** Typing is told at most so often, and believed so long. */
const TYPING_MS = 3_000;
const TYPES_MS = 6_000;
/** The server could not just now; what it refuses for good has another code. */
const PASSING = "temporarily_unavailable";

export interface ChatLineEvents {
  changed(): void;
  /** The connection is refused: perhaps the chat is no longer ours, perhaps the network. */
  refused(): void;
}

export class ChatLine {
  readonly contact: string;
  readonly name: string;
  conversation: Conversation;
  state: ChatState;
  /** Another tab shows this chat. */
  takenOver = false;
  /** The agent is writing. */
  typing = false;
  /** There was a connection at some time. */
  everConnected = false;
  readonly #around: Surroundings;
  readonly #events: ChatLineEvents;
  readonly #link: Link<Told, Saying>;
  #sending: string | null = null;
  #asking: number | null = null;
  #ending = false;
  #cancelSending = () => {};
  #cancelAsking = () => {};
  #cancelTyping = () => {};
  #mayTellTyping = true;

  /** `unsent` is what an earlier page of this tab had written and not brought across. */
  constructor(
    view: ChatView,
    unsent: readonly Pending[],
    around: Surroundings,
    events: ChatLineEvents,
  ) {
    this.contact = view.contact;
    this.name = view.name;
    this.#around = around;
    this.#events = events;
    this.conversation = { ...emptyConversation("customer"), pending: unsent };
    this.conversation = withNews(this.conversation, view);
    this.state = stateOf(view);
    this.#link = new Link(
      around,
      {
        connection: (now) => this.#turned(now),
        message: (message) => this.#take(message),
        refused: () => events.refused(),
      },
      parseTold,
    );
  }

  get connection(): Connection {
    return this.#link.connection;
  }

  get ended(): boolean {
    return this.state.state === "ended";
  }

  /** Who answers, or answered last; null before anybody has. */
  get agent(): string | null {
    if (this.state.agent !== null) return this.state.agent;
    return this.conversation.messages.findLast(byAgent)?.name ?? null;
  }

  /** An agent has been here. */
  get answered(): boolean {
    return this.state.agent !== null || this.conversation.messages.some(byAgent);
  }

  start(): void {
    this.takenOver = false;
    this.#link.start();
  }

  stop(): void {
    this.#rest();
    this.#link.stop();
  }

  hurry(): void {
    this.#link.hurry();
  }

  beat(): void {
    this.#link.beat();
  }

  write(text: string): void {
    const message = { client_id: newClientId(), text, at: new Date().toISOString() };
    this.#turn(written(this.conversation, message));
  }

  retry(clientId: string): void {
    this.#turn(triedAgain(this.conversation, clientId));
  }

  discard(clientId: string): void {
    this.#turn(givenUp(this.conversation, clientId));
  }

  /** Everything up to this number has been seen. */
  read(number: number): void {
    if (!this.#link.send({ action: "read", number })) return;
    this.#turn(withRead(this.conversation, "customer", number));
  }

  /** The customer is writing. */
  tellTyping(): void {
    if (!this.#mayTellTyping || this.state.state !== "talking") return;
    this.#mayTellTyping = !this.#link.send({ action: "typing" });
    if (!this.#mayTellTyping) this.#around.later(TYPING_MS, () => (this.#mayTellTyping = true));
  }

  /** Ends the chat, as soon as there is a connection. */
  end(): void {
    this.#ending = true;
    this.#link.send({ action: "end" });
  }

  fetchOlder(): void {
    const after = older(this.conversation);
    if (after !== null) this.#link.send({ action: "sync", after });
  }

  #turned(now: Connection): void {
    if (now === "connected") {
      this.everConnected = true;
      this.#greet();
    } else {
      this.#rest();
    }
    this.#events.changed();
  }

  /** What was missed meanwhile is asked for, and what was not brought across is sent. */
  #greet(): void {
    const newest = this.conversation.messages.at(-1)?.number ?? 0;
    this.#link.send({ action: "sync", after: newest });
    const { customer } = this.conversation.read;
    if (customer > 0) this.#link.send({ action: "read", number: customer });
    if (this.#ending) this.#link.send({ action: "end" });
    this.#sendNext();
  }

  #rest(): void {
    this.#cancelSending();
    this.#cancelAsking();
    this.#sending = this.#asking = null;
    this.typing = false;
  }

  #take(told: Told): void {
    if ("contact" in told && told.contact !== this.contact) return;
    switch (told.type) {
      case "chat":
        this.#news(told);
        break;
      case "chat_state":
        this.#stands(told);
        break;
      case "typing":
        if (told.author === "agent") this.#types();
        break;
      case "read":
        this.#turn(withRead(this.conversation, told.author, told.number));
        break;
      case "taken_over":
        this.#yield();
        break;
      case "error":
        this.#refused(told.code, told.message, told.id ?? null);
        break;
      case "ok":
        break;
    }
  }

  #news(told: Extract<Told, { type: "chat" }>): void {
    if (told.messages.some(({ author }) => author === "agent")) this.typing = false;
    this.#turn(withNews(this.conversation, told));
  }

  #stands(told: ChatState): void {
    // An ended chat stays ended: what says otherwise is late.
    if (!this.ended) this.state = stateOf(told);
    if (this.state.state !== "talking") this.typing = false;
    this.#events.changed();
  }

  #types(): void {
    this.#cancelTyping();
    this.typing = true;
    this.#cancelTyping = this.#around.later(TYPES_MS, () => {
      this.typing = false;
      this.#events.changed();
    });
    this.#events.changed();
  }

  /** Another tab has the connection now; fighting for it would leave neither in peace. */
  #yield(): void {
    this.takenOver = true;
    this.stop();
    this.#events.changed();
  }

  #refused(code: string, message: string, id: string | null): void {
    if (code === "taken_over") return this.#yield();
    // Without an answer the same is sent again in a while.
    if (code === PASSING || id === null) return;
    if (id === this.#sending) this.#sent();
    this.#turn(refused(this.conversation, id, message));
  }

  #turn(now: Conversation): void {
    this.conversation = now;
    if (!now.pending.some(({ client_id }) => client_id === this.#sending)) this.#sent();
    this.#sendNext();
    this.#askOn();
    this.#events.changed();
  }

  #sent(): void {
    this.#cancelSending();
    this.#sending = null;
  }

  #sendNext(): void {
    const next = nextToSend(this.conversation);
    if (next === null || this.#sending !== null) return;
    const { client_id, text } = next;
    if (!this.#link.send({ action: "chat", text, client_id, id: client_id })) return;
    this.#sending = client_id;
    this.#cancelSending = this.#around.later(ANSWER_MS, () => {
      this.#sending = null;
      this.#sendNext();
    });
  }

  /** Fills a gap; one question at a time, and again when its answer does not come. */
  #askOn(): void {
    const after = gap(this.conversation);
    if (after === null || after === this.#asking) return;
    if (!this.#link.send({ action: "sync", after })) return;
    this.#cancelAsking();
    this.#asking = after;
    this.#cancelAsking = this.#around.later(ANSWER_MS, () => {
      this.#asking = null;
      this.#askOn();
    });
  }
}

function byAgent({ author, event }: ChatMessage): boolean {
  return author === "agent" || event === "agent_joined";
}

function stateOf(view: ChatView | ChatState): ChatState {
  const { state, place = null, agent = null, ended_by = null } = view;
  return { state, place, agent, ended_by };
}
