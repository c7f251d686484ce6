import assert from "node:assert/strict";
import test from "node:test";
import {
  type ChatMessage,
  type ChatNews,
  type Conversation,
  PAGE,
  type Side,
  emptyConversation,
  gap,
  givenUp,
  lastReadByOther,
  newClientId,
  newlyRead,
  nextToSend,
  older,
  refused,
  triedAgain,
  unread,
  withNews,
  withRead,
  written,
} from "../src/model/conversation.ts";

function message(number: number, author: Side = "agent", client_id = `s${number}`): ChatMessage {
  const at = "2026-03-11T09:41:00Z";
  return { number, author, name: "Anna", text: `rad ${number}`, at, client_id, event: null };
}

function range(from: number, to: number): ChatMessage[] {
  return Array.from({ length: to - from + 1 }, (_, at) => message(from + at));
}

const news = (messages: ChatMessage[], last = 0): ChatNews => ({ messages, last });
const numbers = ({ messages }: Conversation) => messages.map(({ number }) => number);
const ids = ({ pending }: Conversation) => pending.map(({ client_id }) => client_id);
const none = emptyConversation("customer");
const write = (held: Conversation, client_id: string) =>
  written(held, { client_id, text: client_id, at: "2026-03-11T09:41:00Z" });

test("issue 8: what comes twice or in another order stands once and in order", () => {
  const held = [range(3, 4), range(1, 2), range(2, 3), [message(5)]].reduce(
    (now, messages) => withNews(now, news(messages)),
    none,
  );
  assert.deepEqual(numbers(held), [1, 2, 3, 4, 5]);
  assert.equal(gap(held), null);
});

test("issue 8: what comes after a gap waits until the gap is filled", () => {
  let held = withNews(none, news(range(1, 3)));
  held = withNews(held, news([message(6)]));
  assert.deepEqual(numbers(held), [1, 2, 3]);
  assert.equal(gap(held), 3);
  held = withNews(held, news(range(4, 5)));
  assert.deepEqual(numbers(held), [1, 2, 3, 4, 5, 6]);
  assert.equal(gap(held), null);
});

test("what the server says of its last number is a gap, too", () => {
  assert.equal(gap(withNews(none, news([], 250))), 150);
  assert.equal(gap(withNews(withNews(none, news(range(1, 3))), news([], 4))), 3);
  assert.equal(gap(none), null);
});

test("older pages join from below, also when the server sends less than was asked for", () => {
  let held = withNews(none, news(range(301, 350), 350));
  assert.equal(older(held), 300 - PAGE);
  held = withNews(held, news(range(201, 240), 350));
  assert.deepEqual(numbers(held).slice(0, 1), [301], "nothing is shown above a hole");
  assert.equal(older(held), 240);
  assert.equal(gap(held), 240, "the hole is asked for without waiting for a scroll");
  held = withNews(held, news(range(241, 300), 350));
  assert.deepEqual([numbers(held)[0], held.messages.length], [201, 150]);
  assert.equal(older(withNews(held, news(range(1, 200)))), null);
});

test("issue 8: mine is pending until the server has numbered it, and is then there once", () => {
  let held = write(write(write(none, "a"), "b"), "a");
  assert.deepEqual(ids(held), ["a", "b"]);
  assert.equal(nextToSend(held)?.client_id, "a");
  held = withNews(held, news([message(1, "customer", "a")]));
  assert.deepEqual(ids(held), ["b"]);
  assert.equal(write(held, "a"), held);
  held = withNews(held, news([message(2, "agent", "b")]));
  assert.deepEqual(ids(held), ["b"], "the other side's name for a message is not mine");
});

test("what is refused says why, lets the next go, and can be tried again or given up", () => {
  const held = refused(write(write(none, "a"), "b"), "a", "För snabbt.");
  assert.equal(nextToSend(held)?.client_id, "b");
  assert.equal(held.pending[0]?.refusal, "För snabbt.");
  assert.equal(nextToSend(triedAgain(held, "a"))?.client_id, "a");
  assert.deepEqual(ids(givenUp(held, "a")), ["b"]);
});

test("read marks only go forward, and count what the other side wrote", () => {
  let held = withNews(none, news([...range(1, 2), message(3, "customer"), message(4)]));
  assert.equal(unread(held), 3);
  assert.equal(newlyRead(held), 4);
  held = withRead(held, "customer", 2);
  assert.equal(unread(held), 1);
  assert.equal(withRead(held, "customer", 1), held);
  held = withRead(held, "customer", 4);
  assert.equal(newlyRead(held), null);
  assert.equal(lastReadByOther(held), 0);
  assert.equal(lastReadByOther(withRead(held, "agent", 4)), 3);
});

test("names of messages are long, different and fit an address", () => {
  const made = new Set(Array.from({ length: 100 }, newClientId));
  assert.equal(made.size, 100);
  for (const id of made) assert.match(id, /^[A-Za-z0-9_-]{22}$/);
});

/** Numbers messages as the server does: one for each client_id of a side. */
class Server {
  readonly log: ChatMessage[] = [];
  readonly read = { customer: 0, agent: 0 };

  append(author: Side, client_id: string): ChatNews {
    const known = this.log.find((one) => one.author === author && one.client_id === client_id);
    const stored = known ?? message(this.log.length + 1, author, client_id);
    if (known === undefined) this.log.push(stored);
    return this.news([stored]);
  }

  after(number: number, limit: number): ChatNews {
    return this.news(this.log.slice(number, number + limit));
  }

  news(messages: ChatMessage[]): ChatNews {
    return { messages, last: this.log.length, read: { ...this.read } };
  }
}

for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`issue 8: frames lost, doubled, late and out of order lose and double nothing (${seed})`, () => {
    let state = seed * 7919;
    const chance = (below: number) => (state = (state * 48271) % 2147483647) % below;
    const server = new Server();
    const sides = { customer: none, agent: emptyConversation("agent") };
    const both: Side[] = ["customer", "agent"];
    let air: (() => void)[] = [];
    let lossy = true;

    /** Puts a frame into the air: perhaps lost, perhaps twice. */
    const launch = (frame: () => void) => {
      const times = lossy ? [0, 1, 1, 2][chance(4)] : 1;
      for (let n = 0; n < (times ?? 1); n += 1) air.push(frame);
    };
    const tell = (side: Side, told: ChatNews) =>
      launch(() => {
        sides[side] = withNews(sides[side], told);
        check(side);
      });
    const send = (side: Side) => {
      const next = nextToSend(sides[side]);
      if (next === null) return;
      launch(() => {
        const told = server.append(side, next.client_id);
        for (const to of both) tell(to, told);
      });
    };
    const ask = (side: Side, number: number | null) => {
      if (number !== null) launch(() => tell(side, server.after(number, 1 + chance(4))));
    };
    const report = (side: Side) => {
      const number = newlyRead(sides[side]);
      if (number === null) return;
      launch(() => {
        server.read[side] = Math.max(server.read[side], number);
        for (const to of both) launch(() => (sides[to] = withRead(sides[to], side, number)));
      });
    };
    const check = (side: Side) => {
      const { messages, pending } = sides[side];
      const first = messages[0]?.number ?? 0;
      messages.forEach((one, at) => assert.deepEqual(one, server.log[first + at - 1]));
      const mine = messages.filter(({ author }) => author === side).map((one) => one.client_id);
      assert.ok(pending.every(({ client_id }) => !mine.includes(client_id)));
    };
    const step = () => {
      const frame = air.splice(chance(Math.max(1, air.length)), 1)[0];
      if (frame !== undefined) frame();
    };

    const intended = { customer: [] as string[], agent: [] as string[] };
    for (let round = 0; round < 400; round += 1) {
      const side: Side = chance(2) === 0 ? "customer" : "agent";
      if (chance(6) === 0) {
        const id = `${side}${round}`;
        intended[side].push(id);
        sides[side] = write(sides[side], id);
      }
      [() => send(side), () => ask(side, gap(sides[side])), () => report(side), step, step][
        chance(5)
      ]?.();
      // A connection that breaks takes everything that is under way along.
      if (chance(60) === 0) air = air.filter(() => chance(2) === 0);
    }
    lossy = false;
    for (let round = 0; round < 4_000; round += 1) {
      if (air.length > 0) step();
      else
        for (const side of both) {
          send(side);
          tell(side, server.news([]));
          ask(side, gap(sides[side]) ?? older(sides[side]));
        }
    }
    for (const side of both) {
      assert.deepEqual(sides[side].messages, server.log);
      assert.deepEqual(sides[side].pending, []);
      const stored = server.log.filter(({ author }) => author === side);
      assert.deepEqual(stored.map(({ client_id }) => client_id), intended[side]);
      assert.deepEqual(sides[side].read, server.read);
    }
    assert.ok(server.log.length > 30, "something was written");
  });
}
