/** Issue 8: an agent's chats, whatever order the news of them comes in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitting, inserted } from "../src/model/canned.ts";
import { chatKey } from "../src/model/chat_keys.ts";
import { chatRoom } from "../src/model/chat_room.ts";
import { colleagueTargets } from "../src/model/chat_targets.ts";
import {
  NO_CHATS,
  endedOf,
  type HeldChat,
  keptFrom,
  living,
  mine,
  nextTurn,
  nextUnread,
  offered,
  roomLeft,
  settledOffer,
  summaryOf,
  withChatOffer,
  withFrame,
  withRecord,
  withTakenBack,
} from "../src/model/chats.ts";
import { wrongIn } from "../src/model/answer_list.ts";
import { merge, withMe, withSnapshot } from "../src/model/presence.ts";
import { annaWith, chat, customer, line } from "./chats_fixture.ts";
import { NOW, agent, snapshot } from "./people_fixture.ts";

const UNTIL = "2026-01-05T09:00:30Z";
const offer = { contact: customer("k1"), until: UNTIL };
const record = (version: number, ...chats: ReturnType<typeof chat>[]) => ({ version, chats });

function only(chats: readonly HeldChat[]): HeldChat {
  assert.equal(chats.length, 1);
  return chats[0] as HeldChat;
}

test("D9: an offer stands until it is answered, taken back or lapsed, however late its copies come", () => {
  const told = withChatOffer(NO_CHATS, offer, NOW);
  assert.equal(only(offered(told)).contact.id, "k1");
  assert.equal(withChatOffer(told, offer, NOW), told);
  assert.equal(only(offered(withRecord(told, record(3)))).announced, true, "read before the offer");
  for (const over of [
    settledOffer(told, "k1"),
    withTakenBack(told, { type: "withdrawn", contact: "k1", reason: "no_answer" }),
  ]) {
    assert.equal(offered(withChatOffer(over, offer, NOW)).length, 0);
    const late = chat("k1", { state: "offered", until: UNTIL });
    assert.equal(offered(withRecord(over, record(4, late))).length, 0);
    const again = { ...offer, until: "2026-01-05T09:05:00Z" };
    assert.equal(offered(withChatOffer(over, again, NOW)).length, 1, "offered anew is an offer");
  }
  assert.equal(offered(living(told, new Date(UNTIL))).length, 0);
  assert.equal(nextTurn(told, NOW), Date.parse(UNTIL));
  const confirmed = withRecord(told, record(5, chat("k1", { state: "offered", until: UNTIL })));
  assert.equal(offered(withRecord(confirmed, record(6))).length, 0, "once confirmed, the record decides");
});

test("a withdrawal of a chat that I have takes nothing from me", () => {
  const held = withRecord(NO_CHATS, record(1, chat("k1")));
  assert.equal(withTakenBack(held, { type: "withdrawn", contact: "k1", reason: "ended" }), held);
});

test("a record keeps what was written, and an older one changes nothing", () => {
  let held = withRecord(NO_CHATS, record(2, chat("k1", { last: 1 }), chat("k2")));
  held = withFrame(held, { type: "chat", contact: "k1", messages: [line(1)], last: 1 }, NOW);
  assert.equal(withRecord(held, record(1)), held);
  const after = withRecord(held, record(3, chat("k1", { state: "wrap_up", until: UNTIL, last: 1 })));
  assert.equal(only(mine(after)).conversation.messages.length, 1);
  assert.equal(only(mine(after)).state, "wrap_up");
});

test("what is told of a chat that is not mine is not kept", () => {
  const frame = { type: "chat", contact: "k9", messages: [line(1)], last: 1 } as const;
  assert.equal(withFrame(NO_CHATS, frame, NOW), NO_CHATS);
});

test("a row says who wrote last, what is unread, and since when an answer is waited for", () => {
  let held = withRecord(NO_CHATS, record(1, chat("k1"), chat("k2")));
  assert.deepEqual(summaryOf(mine(held)[0] as HeldChat, "anna").newest, { text: "Hej", by: "customer" });
  const messages = [
    line(1),
    line(2, { author: "agent", user: "bo", text: "Hej!" }),
    line(3),
    line(4, { author: "system", event: "agent_joined" }),
    line(5),
  ];
  held = withFrame(held, { type: "chat", contact: "k1", messages, last: 5, read: { customer: 0, agent: 3 } }, NOW);
  const said = summaryOf(mine(held)[0] as HeldChat, "anna");
  assert.deepEqual(said, { unread: 1, newest: { text: "Rad 5", by: "customer" }, waitingSince: line(3).at });
  assert.equal(nextUnread(held, "k2"), "k1");
  assert.equal(nextUnread(held, "k1"), "k1");
  held = withFrame(held, { type: "chat", contact: "k2", messages: messages.slice(0, 2), last: 2 }, NOW);
  const turn = summaryOf(mine(held)[1] as HeldChat, "anna");
  assert.deepEqual([turn.newest?.by, turn.waitingSince], ["colleague", null]);
});

test("a chat that ended can be read until it is left; one that others have cannot", () => {
  const held = withRecord(NO_CHATS, record(1, chat("k1"), chat("k2")));
  const gone = withRecord(held, record(2));
  assert.equal(endedOf(gone, "k1"), null);
  const ended = line(1, { author: "system", event: "ended_by_customer", text: "" });
  const told = withFrame(gone, { type: "chat", contact: "k1", messages: [ended], last: 1 }, NOW);
  assert.equal(endedOf(told, "k1")?.ended_by, "customer");
  assert.equal(endedOf(told, "k2"), null);
  assert.equal(endedOf(withRecord(told, record(3, chat("k1"))), "k1"), null, "mine again");
});

test("typing passes by itself, and at once when something is written", () => {
  let held = withRecord(NO_CHATS, record(1, chat("k1")));
  held = withFrame(held, { type: "typing", contact: "k1", author: "customer" }, NOW);
  assert.ok(only(mine(held)).typingUntil > NOW.getTime());
  held = withFrame(held, { type: "chat", contact: "k1", messages: [line(1)], last: 1 }, NOW);
  assert.equal(only(mine(held)).typingUntil, 0);
});

test("news that counts my chats leaves them as they are", () => {
  const state = withSnapshot(null, snapshot([], annaWith(1, [chat("k1")])), NOW);
  const { user, name, channel, since, groups } = state.me;
  const news = { user, name, channel, since, groups, state: "available", reason: null, version: 2, chats: 0 } as const;
  const merged = merge(state, { type: "presence", agents: [{ ...news, groups: [...groups] }], gone: [] });
  assert.equal(merged.state.me.chats?.length, 1);
});

test("an answer that is not about chats leaves them as they were", () => {
  const state = withSnapshot(null, snapshot([], annaWith(1, [chat("k1")])), NOW);
  const { chats: _chats, chats_at_once: _most, ...told } = annaWith(2, [], { status: "paused" });
  const after = withMe(state, told, NOW).me;
  assert.equal(after.chats?.length, 1);
  assert.equal(after.chats_at_once, 3);
});

test("my card says how many chats I can get, and the first thing in the way", () => {
  const groups = [{ id: "chatt", name: "Chatt", media: "chat" } as const];
  const me = annaWith(1, [chat("k1")], { groups: ["chatt"] });
  assert.deepEqual(chatRoom(me, groups), { count: 1, most: 3, hindrance: null });
  assert.equal(chatRoom({ ...me, state: "busy" }, groups)?.hindrance, "call");
  assert.equal(chatRoom({ ...me, state: "busy", chats_during_calls: true }, groups)?.hindrance, null);
  assert.equal(chatRoom({ ...me, chats_at_once: 1 }, groups)?.hindrance, "full");
  assert.equal(chatRoom({ ...me, status: "paused" }, groups)?.hindrance, "paused");
  assert.equal(chatRoom({ ...me, channel: "web" }, groups)?.hindrance, "channel");
  assert.equal(chatRoom({ ...me, groups: [], chats: [] }, groups), null);
});

test("X3: a chat is handed to colleagues at a desktop who staff its group, the free ones first", () => {
  const groups = { groups: ["chatt"] };
  const people = [
    agent("cia", 1, { ...groups, channel: "mobile" }),
    agent("bo", 1, { ...groups, state: "busy" }),
    agent("dan", 1, groups),
    agent("eva", 1),
  ];
  const state = withSnapshot(null, snapshot(people), NOW);
  const found = colleagueTargets(state, "chatt", "", "sv").map(({ name, hindrance }) => [name, hindrance]);
  assert.deepEqual(found, [
    ["dan", null],
    ["bo", null],
    ["cia", "not_desktop"],
    ["eva", "not_staffing"],
  ]);
  assert.equal(colleagueTargets(state, "chatt", " DA", "sv").length, 1);
});

test("a ready answer is found by its words and put where the cursor stands", () => {
  const answers = [
    { title: "Retur", text: "Inom 30 dagar, se leveransvillkoren." },
    { title: "Leveranstid", text: "Tre dagar." },
  ];
  assert.deepEqual(fitting(answers, "LEV", "sv").map(({ title }) => title), ["Leveranstid", "Retur"]);
  assert.deepEqual(fitting(answers, "dagar inom", "sv").map(({ title }) => title), ["Retur"]);
  assert.deepEqual(inserted("Hej!", "Tre dagar.", [4, 4]), { draft: "Hej! Tre dagar.", cursor: 15 });
  assert.deepEqual(inserted("ab", "X", [0, 1]), { draft: "Xb", cursor: 1 });
});

test("an administrator's list is refused at the first wrong field", () => {
  const good = { title: "Retur", text: "Ja." };
  assert.equal(wrongIn([good]), null);
  assert.deepEqual(wrongIn([good, { title: " retur ", text: "x" }]), { field: "answers.1.title", what: "title_twice" });
  assert.deepEqual(wrongIn([good, { title: "A", text: " " }]), { field: "answers.1.text", what: "text_missing" });
});

test("keys are Alt and one more; AltGr writes", () => {
  const key = (code: string, more = {}) =>
    chatKey({ code, altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, ...more });
  assert.deepEqual(key("KeyA"), { act: "accept" });
  assert.deepEqual(key("Numpad2"), { act: "open", place: 1 });
  assert.equal(key("KeyA", { ctrlKey: true }), null);
  assert.equal(key("KeyA", { altKey: false }), null);
  assert.equal(key("KeyQ"), null);
});

test("characters are counted as people see most of them, near the end", () => {
  assert.equal(roomLeft("a".repeat(3_599)), null);
  assert.equal(roomLeft("a".repeat(3_999)), 1);
  assert.equal(roomLeft("😀".repeat(4_001)), -1);
});

test("what another page left in the tab's memory is not taken for mine", () => {
  assert.equal(keptFrom(null), null);
  assert.equal(keptFrom("{"), null);
  assert.equal(keptFrom("null"), null);
  assert.equal(keptFrom('{"draft": 1}'), null);
  assert.deepEqual(keptFrom('{"draft":"a","pending":[]}'), { draft: "a", pending: [] });
});
