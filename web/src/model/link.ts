/**
 * The connection to the server, kept up: opens, beats, notices silence, comes back after a wait.
 * The browser's parts (socket, timers, chance) come from outside, so that it runs in tests too.
 */
import { backoff } from "./backoff.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { Locale } from "./time.ts";

export type Connection = "connecting" | "connected" | "reconnecting" | "offline" | "stopped";

export interface Wire {
  send(frame: string): void;
  close(): void;
}

export interface WireEvents {
  opened(): void;
  received(frame: string): void;
  closed(): void;
}

export interface Surroundings {
  open(events: WireEvents): Wire;
  /** Runs `act` after a while; the returned function cancels it. */
  later(ms: number, act: () => void): () => void;
  random(): number;
}

export interface LinkEvents<Told> {
  connection(now: Connection): void;
  message(message: Told): void;
  /** An attempt ended without ever opening: perhaps the login is over, perhaps the network. */
  refused(): void;
}

/** A network that is there answers within this time, also over 3G. */
const PROBE_MS = 5_000;
/** So many failed attempts in a row are no longer "reconnecting" to the one who waits. */
const OFFLINE_AFTER = 3;

type Said = { action: string; id?: string };

export class Link<Told, Saying extends Said> {
  connection: Connection = "stopped";
  readonly #around: Surroundings;
  readonly #events: LinkEvents<Told>;
  readonly #parse: (frame: string) => Told | null;
  #wire: Wire | null = null;
  #heartbeat = new Heartbeat();
  /** Counts what has come in: silence is when it stands still. */
  #heard = 0;
  #failures = 0;
  #everOpened = false;
  #cancelRetry: (() => void) | null = null;

  /** `parse` reads a frame; null for one that it does not know. */
  constructor(
    around: Surroundings,
    events: LinkEvents<Told>,
    parse: (frame: string) => Told | null,
  ) {
    this.#around = around;
    this.#events = events;
    this.#parse = parse;
  }

  start(): void {
    if (this.connection !== "stopped") return;
    this.#failures = 0;
    this.#open();
  }

  /** Ends it for good, until `start`. */
  stop(): void {
    this.#drop();
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#turn("stopped");
  }

  /**
   * The network or the user came back: tries at once instead of waiting out the pause. What still
   * looks connected is asked; a phone that has slept often holds a wire that leads nowhere.
   */
  hurry(): void {
    if (this.#cancelRetry !== null) {
      this.#cancelRetry();
      this.#open();
    } else if (this.connection === "connected") this.#probe();
  }

  #probe(): void {
    const wire = this.#wire;
    const heard = this.#heard;
    this.send({ action: "heartbeat" });
    this.#around.later(PROBE_MS, () => {
      if (this.#wire !== wire || this.#heard !== heard || this.connection !== "connected") return;
      this.#lost();
      this.hurry();
    });
  }

  /** Sends when connected; false when there is no connection to send on. */
  send(message: (Saying | { action: "heartbeat" }) & { language?: Locale }): boolean {
    if (this.connection !== "connected" || this.#wire === null) return false;
    this.#wire.send(JSON.stringify(message));
    return true;
  }

  /** Call every BEAT_MS. A beat proves to the server that we are here, and its answer the reverse. */
  beat(): void {
    if (this.connection !== "connected") return;
    if (this.#heartbeat.beat()) this.send({ action: "heartbeat" });
    else this.#lost();
  }

  #open(): void {
    this.#cancelRetry = null;
    if (this.connection === "stopped") this.#turn("connecting");
    this.#everOpened = false;
    // A wire that has been given up may still speak; only the current one is listened to.
    const own = <A extends unknown[]>(act: (...args: A) => void) => {
      return (...args: A) => {
        if (this.#wire === wire) act(...args);
      };
    };
    const wire: Wire = this.#around.open({
      opened: own(() => this.#opened()),
      received: own((frame: string) => this.#received(frame)),
      closed: own(() => this.#lost()),
    });
    this.#wire = wire;
  }

  #opened(): void {
    this.#everOpened = true;
    this.#failures = 0;
    this.#heartbeat = new Heartbeat();
    this.#turn("connected");
  }

  #received(frame: string): void {
    this.#heartbeat.heard();
    this.#heard += 1;
    const message = this.#parse(frame);
    if (message !== null) this.#events.message(message);
  }

  #lost(): void {
    const refused = !this.#everOpened;
    this.#drop();
    this.#failures += 1;
    this.#turn(this.#failures > OFFLINE_AFTER ? "offline" : "reconnecting");
    const wait = backoff(this.#failures - 1, () => this.#around.random());
    this.#cancelRetry = this.#around.later(wait, () => this.#open());
    if (refused) this.#events.refused();
  }

  #drop(): void {
    const wire = this.#wire;
    this.#wire = null;
    wire?.close();
  }

  #turn(to: Connection): void {
    if (to === this.connection) return;
    this.connection = to;
    this.#events.connection(to);
  }
}
