/** Issue 8: each message once and in order, whatever the network does to frames in either direction. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Chats } from "../src/chats.ts";
import type { ChatAct, ChatFrame } from "../src/model/chat_contract.ts";
import { mine } from "../src/model/chats.ts";
import { PAGE, type ChatMessage } from "../src/model/conversation.ts";
import { annaWith, chat, line } from "./chats_fixture.ts";
import { agent } from "./people_fixture.ts";

const RUNS = 150;
const STEPS = 120;
const WRITTEN = 12;

/** A generator of chance that can be repeated (mulberry32). */
function chance(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A server with one chat, behind a network that drops, doubles and delays. */
class World {
  readonly lines: ChatMessage[] = [];
  readonly #random: () => number;
  readonly #toServer: ChatAct[] = [];
  readonly #toClient: ChatFrame[] = [];
  #timers: { at: number; act: () => void }[] = [];
  #clock = 0;
  #version = 1;
  connected = true;
  calm = false;
  readonly chats = new Chats({
    post: (message) => {
      if (this.connected) this.#carry(this.#toServer, message);
      return this.connected;
    },
    ask: async () => undefined,
    sync: () => undefined,
    changed: () => undefined,
    later: (ms, act) => {
      const timer = { at: this.#clock + ms, act };
      this.#timers.push(timer);
      return () => (this.#timers = this.#timers.filter((one) => one !== timer));
    },
  });

  constructor(random: () => number) {
    this.#random = random;
    this.tell();
  }

  /** My record, as a snapshot has it. */
  tell(): void {
    const told = this.connected
      ? annaWith((this.#version += 1), [chat("k1", { last: this.lines.length })])
      : null;
    this.chats.follow(told, this.connected);
  }

  #carry<Frame>(way: Frame[], frame: Frame): void {
    const luck = this.calm ? 1 : this.#random();
    if (luck < 0.25) return;
    way.push(frame);
    if (luck < 0.45) way.push(frame);
  }

  customerWrites(): void {
    this.#append({ author: "customer", text: `kund ${this.lines.length}` });
  }

  #append(more: Partial<ChatMessage>): void {
    this.lines.push(line(this.lines.length + 1, more));
    this.#push(this.lines.length - 1);
  }

  #push(after: number): void {
    const messages = this.lines.slice(after, after + PAGE);
    if (this.connected) this.#carry(this.#toClient, { type: "chat", contact: "k1", messages, last: this.lines.length });
  }

  /** One frame arrives, any of those on the way; or time passes. */
  step(): void {
    const way = this.#random() < 0.5 ? this.#toServer : this.#toClient;
    const at = Math.floor(this.#random() * way.length);
    const [frame] = way.splice(at, 1);
    if (frame === undefined) this.pass(3_000);
    else if ("action" in frame) this.#serve(frame);
    else this.chats.take(frame);
  }

  #serve(act: ChatAct): void {
    if (act.action === "chat_sync") this.#push(act.after);
    if (act.action !== "chat") return;
    const known = this.lines.findIndex(({ client_id }) => client_id === act.client_id);
    if (known >= 0) this.#push(known);
    else this.#append({ author: "agent", user: "anna", text: act.text, client_id: act.client_id });
  }

  pass(ms: number): void {
    this.#clock += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#clock);
    this.#timers = this.#timers.filter(({ at }) => at > this.#clock);
    for (const { act } of due) act();
  }

  turn(): void {
    this.connected = !this.connected;
    this.#toServer.length = 0;
    this.#toClient.length = 0;
    this.tell();
  }

  settle(): void {
    this.calm = true;
    if (!this.connected) this.turn();
    for (let at = 0; at < 600; at += 1) {
      this.step();
      // As a reader does who looks further back.
      if (at % 50 === 0) this.chats.older("k1");
    }
  }
}

test("every message arrives once and in order, and both sides see the same", () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = chance(seed);
    const world = new World(random);
    const wanted: string[] = [];
    for (let at = 0; at < STEPS; at += 1) {
      const what = random();
      if (what < 0.12 && wanted.length < WRITTEN) {
        wanted.push(`svar ${wanted.length}`);
        world.chats.write("k1", wanted.at(-1) ?? "");
      } else if (what < 0.2) world.customerWrites();
      else if (what < 0.25) world.turn();
      else world.step();
    }
    world.settle();
    const stored = world.lines.filter(({ author }) => author === "agent").map(({ text }) => text);
    assert.deepEqual(stored, wanted, `seed ${seed}`);
    const shown = mine(world.chats.state)[0]?.conversation;
    assert.deepEqual(shown?.messages.map(({ text }) => text), world.lines.map(({ text }) => text), `seed ${seed}`);
    assert.deepEqual(shown?.pending, [], `seed ${seed}`);
  }
});

test("what the server refuses stands with its reason, until it is tried again or given up", () => {
  const sent: string[] = [];
  const chats = new Chats({
    post: (message) => message.action !== "chat" || sent.push(message.client_id) > 0,
    ask: async () => undefined,
    sync: () => undefined,
    changed: () => undefined,
    later: () => () => undefined,
  });
  chats.follow(annaWith(1, [chat("k1")]), true);
  chats.write("k1", "Hej");
  const [id = ""] = sent;
  assert.equal(chats.refused({ type: "error", code: "too_many", message: "För snabbt.", id: "9" }), false);
  assert.equal(chats.refused({ type: "error", code: "too_many", message: "För snabbt.", id }), true);
  const pending = () => mine(chats.state)[0]?.conversation.pending;
  assert.equal(pending()?.[0]?.refusal, "För snabbt.");
  chats.retry("k1", id);
  assert.deepEqual(sent, [id, id], "the same message, so that it is said once");
  chats.follow(annaWith(2, [chat("k1", { state: "wrap_up", until: null })]), true);
  assert.match(pending()?.[0]?.refusal ?? "", /tog slut/);
  chats.discard("k1", id);
  assert.deepEqual(pending(), []);
});

test("a record that fails to come is asked for, once", () => {
  let asked = 0;
  const waiting: (() => void)[] = [];
  const chats = new Chats({
    post: () => true,
    ask: async () => undefined,
    sync: () => (asked += 1),
    changed: () => undefined,
    later: (ms, act) => {
      if (ms === 2_000) waiting.push(act);
      return () => waiting.splice(waiting.indexOf(act), 1);
    },
  });
  const counted = (count: number) =>
    chats.hear({ type: "presence", agents: [{ ...agent("anna", 2), chats: count }], gone: [] });
  const ended = line(2, { author: "system", event: "ended_by_customer", text: "" });
  const told = [chat("k1", { last: 2 })];
  chats.follow(annaWith(1, told), true);
  counted(1);
  assert.equal(waiting.length, 0);
  chats.take({ type: "chat", contact: "k1", messages: [line(1), ended], last: 2 });
  counted(0);
  assert.equal(waiting.length, 1);
  chats.follow(annaWith(2, [chat("k1", { state: "wrap_up", last: 2 })]), true);
  assert.equal(waiting.length, 0, "it came");
  counted(0);
  waiting[0]?.();
  assert.equal(asked, 1);
});
