import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { SOURCES, topicsIn } from "../help_source.ts";
import { type Block, type Inline, type Topic, searched } from "../src/model/help.ts";
import { HELP, TOPICS, helpAddress, isHelp, topicAt } from "../src/model/help_topics.ts";

const APP = readFileSync(join(import.meta.dirname, "..", "src", "app.ts"), "utf8");
const [sv, en] = await Promise.all([topicsIn("sv"), topicsIn("en")]);

/** Every address that a topic leads to. */
function links(topic: Topic): string[] {
  const found = JSON.stringify(topic).matchAll(/"kind":"link","to":"([^"]+)"/g);
  return [...found].map((match) => match[1] ?? "");
}

/** What a topic is built of, words apart. */
function shape({ blocks }: Topic): string[] {
  const size = (block: Block) => {
    if (block.kind === "list") return `${block.items.length}`;
    return block.kind === "table" ? `${block.head.length}x${block.rows.length}` : "";
  };
  return blocks.map((block) => `${block.kind} ${size(block)}`.trim());
}

test("issue 9, 5: each topic stands in both languages, and no file is forgotten", () => {
  for (const language of ["sv", "en"]) {
    const files = readdirSync(join(SOURCES, language)).map((file) => file.replace(/\.md$/, ""));
    assert.deepEqual(files.sort(), [...TOPICS].sort(), language);
  }
});

test("issue 9, 5: the languages say the same, block by block, and lead to the same places", () => {
  for (const [n, topic] of sv.entries()) {
    const other = en[n];
    assert.ok(other);
    assert.deepEqual(shape(other), shape(topic), topic.id);
    assert.deepEqual(links(other).sort(), links(topic).sort(), topic.id);
    assert.notEqual(said(other.lede), said(topic.lede), topic.id);
  }
});

test("issue 9, 5: no link is dead, within the help or out of it", () => {
  for (const topic of [...sv, ...en]) {
    for (const to of links(topic)) {
      const alive = isHelp(to) ? topicAt(to) !== null : APP.includes(`"${to}"`);
      assert.ok(alive, `${topic.id} leads to ${to}`);
    }
  }
});

test("F1, D11: what the old page covered is found by the words that people search for", () => {
  const first = (typed: string, topics = sv) => searched(topics, typed)[0]?.id;
  assert.equal(first("distansinloggning"), "distansinloggning");
  assert.equal(first("losenord"), "losenord");
  assert.equal(first("9710"), "brandvagg");
  assert.equal(first("konferens"), "konferens");
  assert.equal(first("firewall", en), "brandvagg");
  assert.equal(first("forward", en), "vidarekoppling");
  assert.ok(searched(sv, "sms mobil").some(({ id }) => id === "ateruppringning"));
  assert.deepEqual(searched(sv, "aaaa zzzz"), []);
});

test("an address means a topic, the index, or neither", () => {
  assert.equal(topicAt(helpAddress("brandvagg")), "brandvagg");
  assert.equal(topicAt(HELP), null);
  assert.equal(topicAt(`${HELP}/nonsens`), null);
  assert.ok(isHelp(`${HELP}/nonsens`));
  assert.ok(!isHelp("/hjalpen"));
});

function said(of: Inline[]): string {
  return JSON.stringify(of);
}
