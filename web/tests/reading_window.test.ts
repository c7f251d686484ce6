import assert from "node:assert/strict";
import test from "node:test";
import type { ChatMessage } from "../src/model/conversation.ts";
import { daysAgo, lines, readOut } from "../src/model/conversation_lines.ts";
import { DRAWN, type Top, down, drawn, up } from "../src/model/reading_window.ts";

const START = new Date(2026, 2, 11, 22, 0).getTime();

function message(number: number, minutes = number, more: Partial<ChatMessage> = {}): ChatMessage {
  const at = new Date(START + minutes * 60_000).toISOString();
  const base = { number, author: "agent", name: "Anna", text: "x", at, client_id: null, event: null };
  return { ...(base as ChatMessage), ...more };
}

const run = Array.from({ length: 10_000 }, (_, at) => message(at + 1));

test("issue 8: of 10,000 messages few are drawn, and every one can be scrolled to", () => {
  const seen = new Set<number>();
  let top: Top = null;
  for (let steps = 0; ; steps += 1) {
    const part = drawn(run, top);
    assert.equal(part.messages.length, DRAWN);
    for (const { number } of part.messages) seen.add(number);
    if (!part.above) break;
    top = up(run, top);
    assert.ok(steps < 200);
  }
  assert.equal(seen.size, run.length);
  for (let steps = 0; top !== null; steps += 1) {
    top = down(run, top);
    assert.ok(steps < 200);
  }
  assert.equal(drawn(run, top).messages.at(-1)?.number, 10_000);
});

test("what arrives moves the window only where it follows the end", () => {
  const longer = [...run, message(10_001)];
  assert.equal(drawn(longer, null).messages.at(-1)?.number, 10_001);
  assert.deepEqual(drawn(longer, 500).messages, drawn(run, 500).messages);
  const withOlder = run.slice(100);
  assert.equal(drawn(withOlder, up(withOlder, 300)).messages[0]?.number, 225);
  assert.equal(drawn([], null).messages.length, 0);
});

test("a day is named once, and what one person writes at a stretch stands together", () => {
  const told = [
    message(1, 0),
    message(2, 2),
    message(3, 3, { author: "customer", name: "Kim" }),
    message(4, 30, { author: "customer", name: "Kim" }),
    message(5, 31, { author: "system" }),
    message(6, 121, { author: "system" }),
  ];
  const drawnLines = lines(told);
  assert.deepEqual(drawnLines.map((one) => one.beginsDay), [true, false, false, false, false, true]);
  assert.deepEqual(drawnLines.map((one) => one.follows), [false, true, false, false, false, false]);
  const noon = new Date(2026, 2, 12, 12);
  assert.deepEqual([told[0], told[5]].map((one) => daysAgo(one?.at ?? "", noon)), [1, 0]);
});

test("a screen reader hears a few new lines, and of many how many they are", () => {
  assert.equal(readOut(run.slice(0, 4)), 4);
  const [long] = readOut([message(1, 1, { text: "😀".repeat(4_000) })]) as ChatMessage[];
  assert.equal([...(long?.text ?? "")].length, 400);
});
