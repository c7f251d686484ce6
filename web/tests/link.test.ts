import assert from "node:assert/strict";
import test from "node:test";
import { type ServerMessage, parseMessage } from "../src/model/contract.ts";
import { type Connection, Link, type WireEvents } from "../src/model/link.ts";

/** A network that does what the test says, and remembers what was asked of it. */
class Network {
  wires: (WireEvents & { sent: string[]; isClosed: boolean })[] = [];
  waits: number[] = [];
  turns: Connection[] = [];
  messages: ServerMessage[] = [];
  refusals = 0;
  #due: (() => void) | null = null;

  readonly link = new Link<ServerMessage, { action: "sync" }>(
    {
      open: (events) => {
        const wire = { ...events, sent: [] as string[], isClosed: false };
        this.wires.push(wire);
        return { send: (frame) => wire.sent.push(frame), close: () => (wire.isClosed = true) };
      },
      later: (ms, act) => {
        this.waits.push(ms);
        this.#due = act;
        return () => (this.#due = null);
      },
      random: () => 1,
    },
    {
      connection: (now) => this.turns.push(now),
      message: (message) => this.messages.push(message),
      refused: () => (this.refusals += 1),
    },
    parseMessage,
  );

  get wire() {
    const wire = this.wires.at(-1);
    assert.ok(wire, "no connection was tried");
    return wire;
  }

  get waiting(): boolean {
    return this.#due !== null;
  }

  wait(): void {
    const act = this.#due;
    assert.ok(act, "nothing is waited for");
    this.#due = null;
    act();
  }
}

function connected(): Network {
  const network = new Network();
  network.link.start();
  network.wire.opened();
  return network;
}

test("a lost connection is opened again, later and later, until it holds", () => {
  const network = connected();
  for (let n = 0; n < 3; n += 1) {
    network.wire.closed();
    network.wait();
  }
  assert.deepEqual(network.waits, [1000, 2000, 4000]);
  network.wire.opened();
  network.wire.closed();
  assert.equal(network.waits.at(-1), 1000);
});

test("after several failures in a row it says that there is no contact", () => {
  const network = connected();
  for (let n = 0; n < 4; n += 1) {
    network.wire.closed();
    network.wait();
  }
  assert.deepEqual(network.turns, ["connecting", "connected", "reconnecting", "offline"]);
});

test("an attempt that never opened asks why; one that broke later does not", () => {
  const network = connected();
  network.wire.closed();
  assert.equal(network.refusals, 0);
  network.wait();
  network.wire.closed();
  assert.equal(network.refusals, 1);
});

test("two beats without any answer mean a dead connection", () => {
  const network = connected();
  const first = network.wire;
  network.link.beat();
  network.link.beat();
  assert.equal(network.waiting, false);
  network.link.beat();
  assert.equal(first.isClosed, true);
  assert.equal(network.waiting, true);
});

test("anything heard keeps the connection", () => {
  const network = connected();
  for (let n = 0; n < 10; n += 1) {
    network.link.beat();
    network.wire.received('{"type":"ok","action":"heartbeat"}');
  }
  assert.equal(network.wire.isClosed, false);
  assert.equal(network.wire.sent.length, 10);
});

test("a wire that was given up is not listened to", () => {
  const network = connected();
  const old = network.wire;
  old.closed();
  network.wait();
  network.wire.opened();
  old.received('{"type":"ok","action":"heartbeat"}');
  old.closed();
  assert.deepEqual(network.messages, []);
  assert.equal(network.link.connection, "connected");
});

test("stopped means stopped: nothing reconnects, and start begins anew", () => {
  const network = connected();
  network.wire.closed();
  network.link.stop();
  assert.equal(network.waiting, false);
  network.link.hurry();
  assert.equal(network.wires.length, 1);
  network.link.start();
  assert.equal(network.wires.length, 2);
});

test("the network's return cuts the wait short", () => {
  const network = connected();
  network.wire.closed();
  network.link.hurry();
  assert.equal(network.wires.length, 2);
  assert.equal(network.waiting, false);
  network.link.hurry();
  assert.equal(network.wires.length, 2, "an attempt under way is left alone");
});

test("nothing is sent without a connection", () => {
  const network = connected();
  assert.equal(network.link.send({ action: "sync" }), true);
  network.wire.closed();
  assert.equal(network.link.send({ action: "sync" }), false);
});

test("frames that it does not know are passed over", () => {
  const network = connected();
  for (const frame of ["", "null", "[]", '{"type":"weather"}', '{"type":"taken_over","at":"x"}']) {
    network.wire.received(frame);
  }
  assert.deepEqual(network.messages.map(({ type }) => type), ["taken_over"]);
});

test("M7: a wire that still looks connected after sleep is asked, and replaced where it leads nowhere", () => {
  const network = connected();
  network.link.hurry();
  assert.deepEqual(network.wire.sent, ['{"action":"heartbeat"}']);
  network.wait();
  assert.equal(network.wires.length, 2, "silence: a new wire at once");
  network.wire.opened();
  network.link.hurry();
  network.wire.received('{"type":"ok","action":"heartbeat"}');
  network.wait();
  assert.equal(network.wires.length, 2, "an answer: the wire is kept");
});
