/** An agent's live desk: the connection, what it has told us, and what we ask of it. */
import { Problem, endOf, passwordRequired, session } from "./api.ts";
import { keepBeating, onReturn, surroundings } from "./browser_wire.ts";
import { Chats } from "./chats.ts";
import { settling } from "./model/backoff.ts";
import {
  type ClientMessage,
  type Gate,
  type Handling,
  type LoggedOut,
  type Me,
  type Ok,
  type Refusal,
  type ServerMessage,
  type Status,
  parseMessage,
} from "./model/contract.ts";
import { EndWatch } from "./model/end_watch.ts";
import { type Connection, Link } from "./model/link.ts";
import { type Lost, type News, withNews } from "./model/news.ts";
import { freed } from "./model/occupation.ts";
import { type Wish, settled, shownMe } from "./model/own_status.ts";
import { type PresenceState, asked, withMe, withSnapshot } from "./model/presence.ts";
import { Questions } from "./model/questions.ts";
import { locale, t } from "./texts/index.ts";

const ANSWER_MS = 10_000;
/** The id of the question for a snapshot: there is one at a time. */
const SNAPSHOT = "snapshot";

/** Sends "change" when anything to show has changed, "ended" with a LoggedOut (or null) at the end. */
export class Desk extends EventTarget {
  takenOver = false;
  /** When the connection was lost; null while it holds. */
  lostAt: Date | null = null;
  /** The last offer that was taken back; null when another has come since. */
  lost: Lost | null = null;
  /** What decides whether calls reach me (B1), as last asked for. */
  gates: Gate[] | null = null;
  readonly #agent: boolean;
  #held: PresenceState | null = null;
  #wish: Wish | null = null;
  #syncing = false;
  /** Takes back the snapshot that is to be asked for after a new connection. */
  #dontSettle: () => void = () => undefined;
  #stopAll: (() => void)[] = [];
  readonly #questions = new Questions(ANSWER_MS, surroundings);
  readonly #link = new Link<ServerMessage, ClientMessage & { id?: string }>(
    surroundings,
    {
      connection: (now) => this.#turned(now),
      message: (message) => this.#take(message),
      refused: () => void this.#askWhy(),
    },
    parseMessage,
  );
  readonly chats = new Chats({
    post: (message, id) => this.#link.send(id === undefined ? message : { ...message, id }),
    ask: (message) => this.#ask(message),
    sync: () => this.#sync(),
    changed: () => this.#changed(),
    later: surroundings.later,
  });
  readonly #ends = new EndWatch(surroundings, {
    passed: () => this.#changed(),
    ask: () => this.#sync(),
  });

  /** `agent`: false for a plain web login, which watches and takes no calls. */
  constructor(agent = true) {
    super();
    this.#agent = agent;
  }

  get connection(): Connection {
    return this.#link.connection;
  }

  /** Everything as it is at this moment. */
  get presence(): PresenceState | null {
    return this.#held === null ? null : freed(this.#held, new Date());
  }

  /** Me as I asked to be, until the server has answered. */
  get me(): Me | null {
    const { presence } = this;
    return presence === null ? null : shownMe(presence.me, this.#wish);
  }

  start(): void {
    this.#stopAll = [keepBeating(() => this.#link.beat()), onReturn(() => this.#link.hurry())];
    this.#link.start();
  }

  stop(): void {
    for (const stop of this.#stopAll) stop();
    this.#stopAll = [];
    this.#dontSettle();
    this.#ends.stop();
    this.#link.stop();
  }

  /** Takes the login back from the tab that took it over. */
  takeBack(): void {
    this.takenOver = false;
    this.#link.start();
    this.#changed();
  }

  /** Shows the new status at once; a refusal takes it back and says why. */
  async setStatus(status: Status, reason: string | null): Promise<void> {
    const id = this.#questions.nextId();
    this.#wish = { id, status, reason, since: new Date().toISOString() };
    this.#changed();
    try {
      await this.#ask({ action: "status", status, reason }, id);
    } finally {
      this.#wish = settled(this.#wish, id);
      this.#changed();
    }
  }

  /** What I may know of callers follows from the groups that I staff, so a snapshot follows too. */
  async setGroups(groups: string[]): Promise<void> {
    await this.#ask({ action: "groups", groups });
    this.#sync();
  }

  /** What I do with the contact that occupies me. */
  async handle(message: Handling): Promise<void> {
    await this.#ask(message);
  }

  /** Asks for the gates; they come as a change. */
  askGates(): void {
    this.#link.send({ action: "gates", language: locale() });
  }

  /** Which groups to be shown; null for all. The snapshot that follows holds just those. */
  async setView(groups: string[] | null): Promise<void> {
    await this.#ask({ action: "view", groups });
    if (this.#held !== null) this.#held = { ...this.#held, view: groups };
    this.#sync();
    this.#changed();
  }

  /** Asks for a snapshot, unless one is on its way. */
  #sync(): void {
    this.#dontSettle();
    if (this.#syncing) return;
    this.#held = asked(this.#held);
    this.#syncing = this.#link.send({ action: "sync", id: SNAPSHOT });
  }

  /**
   * After a connection was lost: what is shown is a little old and may be so for a second more. When
   * a whole site comes back, its clients' snapshots are then read once for many (jour/roster.py).
   * Whatever is heard from now on is kept against the snapshot.
   */
  #syncSoon(): void {
    this.#held = asked(this.#held);
    // Where nothing is held, nothing that is heard can be kept: then only what is now will do.
    const old = this.#held === null ? {} : { settled: true as const };
    this.#dontSettle = surroundings.later(settling(surroundings.random), () => {
      if (!this.#syncing) this.#syncing = this.#link.send({ action: "sync", id: SNAPSHOT, ...old });
    });
  }

  async #ask(message: ClientMessage, id = this.#questions.nextId()): Promise<Ok> {
    const answer = this.#questions.ask(id, t("action.no_answer"));
    if (!this.#link.send({ ...message, id, language: locale() })) this.#questions.refuse(id, t("action.no_contact"));
    return await answer;
  }

  #turned(now: Connection): void {
    this.#syncing = false;
    this.#dontSettle();
    if (now === "connected") {
      this.lostAt = null;
      if (this.#held === null) this.#sync();
      else this.#syncSoon();
    } else {
      this.lostAt ??= new Date();
      this.#questions.refuseAll(t("action.no_contact"));
    }
    this.#changed();
  }

  #take(message: ServerMessage): void {
    switch (message.type) {
      case "several":
        for (const one of message.messages) this.#take(one);
        return;
      case "snapshot":
        this.#held = withSnapshot(this.#held, message, new Date());
        this.#syncing = false;
        break;
      case "presence":
      case "queue":
      case "call":
      case "offer":
      case "withdrawn":
        this.chats.hear(message);
        if (this.#held === null) return;
        this.#tell(this.#held, message);
        break;
      case "me":
        if (this.#held !== null) this.#held = withMe(this.#held, message.me, new Date());
        break;
      case "chat":
      case "typing":
      case "read":
      case "chat_customer":
        this.chats.take(message);
        break;
      case "gates":
        this.gates = message.gates;
        break;
      case "ok":
        this.#answered(message);
        break;
      case "error":
        this.#refused(message);
        break;
      case "logged_out":
        this.#end(message);
        return;
      case "taken_over":
        this.#rest();
    }
    this.#changed();
  }

  /** A refusal can also be how we learn that this tab, or this login, is no longer the one. */
  #refused(refusal: Refusal): void {
    if (refusal.code !== "taken_over" && this.chats.refused(refusal)) return;
    this.#questions.refuse(refusal.id, refusal.message);
    if (refusal.id === SNAPSHOT) {
      // Too much is asked for at this moment: a little later, and at another moment than the others.
      this.#syncing = false;
      this.#syncSoon();
    }
    if (refusal.code === "taken_over") this.#rest();
    if (refusal.code === "not_logged_in") void this.#askWhy();
  }

  #rest(): void {
    this.takenOver = true;
    this.#link.stop();
  }

  #tell(held: PresenceState, news: News): void {
    const { state, gap, lost } = withNews(held, news, new Date());
    this.#held = state;
    if (lost !== undefined) this.lost = lost;
    if (gap) this.#sync();
  }

  #answered(message: Ok): void {
    if (message.me !== undefined && this.#held !== null) {
      this.#held = withMe(this.#held, message.me, new Date());
    }
    if (message.id != null) this.#wish = settled(this.#wish, message.id);
    this.#questions.answer(message);
  }

  /** A refused connection says nothing of why; the session's address does. */
  async #askWhy(): Promise<void> {
    try {
      const login = await session();
      if (login === undefined) this.#end(null);
      else if (login.password.must_change) passwordRequired();
      else if (this.#agent && login.session === null) this.#end(null);
    } catch (error) {
      // Anything but a clear "not logged in" is a server or network in trouble: keep trying.
      if (error instanceof Problem && error.status === 401) this.#end(endOf(error));
    }
  }

  #end(end: LoggedOut | null): void {
    this.stop();
    this.chats.forget();
    this.dispatchEvent(new CustomEvent("ended", { detail: end }));
  }

  #changed(): void {
    this.chats.follow(this.#held?.me ?? null, this.#link.connection === "connected");
    if (this.#held !== null) this.#ends.follow(this.#held, new Date());
    this.dispatchEvent(new Event("change"));
  }
}

