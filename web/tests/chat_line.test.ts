import assert from "node:assert/strict";
import test from "node:test";
import { ChatLine } from "../chat/chat_line.ts";
import type { ChatView, Saying, Told } from "../chat/contract.ts";
import { type ChatMessage, type Pending, nextToSend } from "../src/model/conversation.ts";
import type { WireEvents } from "../src/model/link.ts";

const AT = "2026-03-11T09:41:00Z";

/** A server, the network before it, and the customer's clock, all of which the test moves. */
class Play {
  readonly log: ChatMessage[] = [];
  readonly heard: (Saying | { action: "heartbeat" })[] = [];
  /** Frames under way, in both directions. */
  air: (() => void)[] = [];
  reachable = true;
  /** How often each frame is delivered. */
  times = () => 1;
  refusals = 0;
  line: ChatLine;
  #wire: WireEvents | null = null;
  #timers: { at: number; act: () => void }[] = [];
  #now = 0;

  constructor(unsent: Pending[] = []) {
    this.line = this.load(unsent);
    this.line.start();
    this.settle();
  }

  view(): ChatView {
    const messages = this.log.slice(-100);
    return { contact: "c1", state: "waiting", name: "Kim", messages, last: this.log.length };
  }

  /** A page that is loaded anew. */
  load(unsent: readonly Pending[]): ChatLine {
    const around = {
      open: (events: WireEvents) => {
        this.#wire = events;
        this.later(0, () => {
          if (this.reachable) events.opened();
          else events.closed();
        });
        return {
          send: (frame: string) => this.#launch(() => this.#hear(JSON.parse(frame) as Saying)),
          close: () => {},
        };
      },
      later: (ms: number, act: () => void) => this.later(ms, act),
      random: () => 0.5,
    };
    const events = { changed: () => {}, refused: () => (this.refusals += 1) };
    return (this.line = new ChatLine(this.view(), unsent, around, events));
  }

  later(ms: number, act: () => void): () => void {
    const timer = { at: this.#now + ms, act };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((one) => one !== timer));
  }

  /** Lets the frames arrive and the clock go on. */
  settle(seconds = 1): void {
    const end = this.#now + seconds * 1000;
    for (;;) {
      while (this.air.length > 0) this.air.shift()?.();
      const next = this.#timers.sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.#timers.shift();
      this.#now = next.at;
      next.act();
    }
    this.#now = end;
  }

  /** The connection breaks, and what is under way with it. */
  cut(): void {
    this.air = [];
    this.#wire?.closed();
  }

  say(told: object): void {
    const wire = this.#wire;
    this.#launch(() => wire?.received(JSON.stringify({ contact: "c1", ...told })));
  }

  news(messages: ChatMessage[]): void {
    this.say({ type: "chat", messages, last: this.log.length } satisfies Partial<Told>);
  }

  write(author: "agent" | "customer", text: string, client_id = `s${this.log.length}`) {
    const known = this.log.find((one) => one.client_id === client_id);
    if (known !== undefined) return known;
    const number = this.log.length + 1;
    const message = { number, author, name: null, text, at: AT, client_id, event: null };
    this.log.push(message);
    return message;
  }

  #launch(frame: () => void): void {
    for (let n = this.times(); n > 0; n -= 1) this.air.push(frame);
  }

  #hear(said: Saying): void {
    this.heard.push(said);
    if (said.action === "chat") this.news([this.write("customer", said.text, said.client_id)]);
    if (said.action === "sync") this.news(this.log.slice(said.after, said.after + 10));
  }

  said<A extends Saying["action"]>(action: A) {
    return this.heard.filter((one): one is Extract<Saying, { action: A }> => one.action === action);
  }

  get shown(): string[] {
    return this.line.conversation.messages.map(({ text }) => text);
  }

  get pending(): string[] {
    return this.line.conversation.pending.map(({ text }) => text);
  }
}

test("issue 8: what is written without a connection is kept, and sent once when it is back", () => {
  const play = new Play();
  play.reachable = false;
  play.cut();
  play.line.write("ett");
  play.line.write("två");
  play.settle(120);
  assert.deepEqual([play.pending, play.log.length], [["ett", "två"], 0]);
  play.reachable = true;
  play.settle(60);
  assert.deepEqual([play.shown, play.pending], [["ett", "två"], []]);
  assert.equal(play.log.length, 2);
});

test("issue 8: an answer that is lost makes the same message be sent again, not another", () => {
  const play = new Play();
  play.line.write("ett");
  play.air.shift()?.();
  play.cut();
  play.settle(60);
  const sent = play.said("chat");
  assert.equal(sent.length, 2);
  assert.equal(sent[0]?.client_id, sent[1]?.client_id);
  assert.deepEqual([play.shown, play.pending, play.log.length], [["ett"], [], 1]);
});

test("issue 8: a page loaded anew goes on where the last one was, with what was unsent", () => {
  const play = new Play();
  play.write("agent", "hej");
  play.line.write("kom aldrig fram");
  play.cut();
  const { pending } = play.line.conversation;
  play.line.stop();
  play.line = play.load(pending);
  play.line.start();
  play.settle();
  assert.deepEqual([play.shown, play.pending], [["hej", "kom aldrig fram"], []]);
});

test("the next message waits until the one before is numbered", () => {
  const play = new Play();
  for (const text of ["ett", "två", "tre"]) play.line.write(text);
  assert.equal(play.air.length, 1);
  play.settle();
  assert.deepEqual(play.shown, ["ett", "två", "tre"]);
});

test("a refusal stands at its message and lets the next go", () => {
  const play = new Play();
  play.times = () => 0;
  play.line.write("för snabbt");
  const id = nextToSend(play.line.conversation)?.client_id;
  play.times = () => 1;
  play.say({ type: "error", code: "temporarily_unavailable", message: "Försök igen.", id });
  play.settle();
  assert.equal(play.line.conversation.pending[0]?.refusal, null, "that passes by itself");
  play.say({ type: "error", code: "chat_too_fast", message: "Vänta lite.", id });
  play.settle();
  assert.equal(play.line.conversation.pending[0]?.refusal, "Vänta lite.");
  play.line.write("nästa");
  play.settle();
  assert.deepEqual(play.shown, ["nästa"]);
  play.line.retry(String(id));
  play.settle();
  assert.deepEqual(play.shown, ["nästa", "för snabbt"]);
});

test("issue 8: another tab takes the chat over without a fight, and can be taken back from", () => {
  const play = new Play();
  play.say({ type: "taken_over" });
  play.settle(300);
  assert.deepEqual([play.line.takenOver, play.line.connection], [true, "stopped"]);
  play.line.start();
  play.settle();
  assert.deepEqual([play.line.takenOver, play.line.connection], [false, "connected"]);
});

test("an ended chat stays ended, whatever comes late", () => {
  const play = new Play();
  const state = { type: "chat_state", place: null, agent: "Anna", ended_by: "agent" };
  play.say({ ...state, state: "ended" });
  play.say({ ...state, state: "talking" });
  play.settle();
  assert.deepEqual([play.line.ended, play.line.state.ended_by], [true, "agent"]);
});

test("typing is told at most every three seconds, and an agent's passes by itself", () => {
  const play = new Play();
  play.say({ type: "chat_state", state: "talking", place: null, agent: "Anna", ended_by: null });
  play.say({ type: "typing", author: "agent" });
  play.settle(1);
  for (let n = 0; n < 10; n += 1) play.line.tellTyping();
  play.settle(1);
  assert.deepEqual([play.said("typing").length, play.line.typing], [1, true]);
  play.settle(8);
  assert.equal(play.line.typing, false);
});

test("to end it is not forgotten while there is no connection", () => {
  const play = new Play();
  play.reachable = false;
  play.cut();
  play.line.end();
  play.reachable = true;
  play.settle(60);
  assert.equal(play.said("end").length, 1);
});

for (const seed of [1, 2, 3, 4]) {
  test(`issue 8: whatever the network does, each message arrives once and in order (${seed})`, () => {
    let state = seed * 104_729;
    const chance = (below: number) => (state = (state * 48271) % 2147483647) % below;
    const play = new Play();
    const intended: string[] = [];
    play.times = () => [0, 1, 1, 1, 2][chance(5)] ?? 1;
    for (let round = 0; round < 300; round += 1) {
      const act = chance(12);
      if (act === 0) play.cut();
      else if (act === 1) play.news([play.write("agent", `a${round}`)]);
      else if (act <= 3) intended.push(`k${round}`), play.line.write(`k${round}`);
      else if (act === 4) play.reachable = chance(3) > 0;
      else if (act === 5 && round % 5 === 0) {
        const { pending } = play.line.conversation;
        play.line.stop();
        play.air = [];
        play.load(pending).start();
      } else if (act === 6) play.air.sort(() => chance(3) - 1);
      else play.settle(chance(4));
    }
    play.times = () => 1;
    play.reachable = true;
    play.settle(600);
    play.line.hurry();
    play.cut();
    play.settle(600);
    assert.deepEqual(play.line.conversation.messages, play.log.slice(-play.shown.length));
    assert.equal(play.line.conversation.messages.at(-1)?.number, play.log.length);
    assert.deepEqual(play.pending, []);
    const mine = play.log.filter(({ author }) => author === "customer").map(({ text }) => text);
    assert.deepEqual(mine, intended);
    assert.ok(intended.length > 20);
  });
}
