import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { luminance } from "../chat/appearance.ts";
import { fromFragment, ours, toFragment } from "../chat/frame_messages.ts";
import { pageOf } from "../chat/host_page.ts";
import { leftOf, lengthOf } from "../chat/message_length.ts";
import { en } from "../chat/texts/en.ts";
import { sv } from "../chat/texts/sv.ts";

test("issue 8: of the host's page only origin and path are told, and only its own", () => {
  const origin = "https://shop.example";
  assert.equal(pageOf(`${origin}/cart?user=kim#pay`, origin), `${origin}/cart`);
  assert.equal(pageOf("https://other.example/x", origin), origin);
  for (const odd of ["", "cart", null, {}, "javascript:alert(1)"]) {
    assert.equal(pageOf(odd, origin), origin);
  }
  assert.equal(pageOf(`${origin}/${"x".repeat(500)}`, origin), origin);
  assert.equal(pageOf("file:///home/kim/page.html", "null"), "");
});

test("where the chat is goes through the frame's address unchanged", () => {
  const place = { organisation: "demo & co", group: "chått", language: "sv", page: "https://a/b?c" };
  assert.deepEqual(fromFragment(`#${toFragment(place)}`), place);
  assert.equal(fromFragment("").organisation, "");
});

test("what is no message of ours is passed over", () => {
  for (const data of [null, "jour", 3, {}, []]) assert.equal(ours(data), null);
  assert.deepEqual(ours({ jour: "ready" }), { jour: "ready" });
});

test("issue 8: length is counted as the server counts, and told near the end", () => {
  assert.equal(lengthOf("  😀a\u030a  "), 2);
  assert.equal(leftOf("x".repeat(3_799)), null);
  assert.equal(leftOf("x".repeat(3_900)), 100);
  assert.equal(leftOf("😀".repeat(3_900)), 100);
  assert.equal(leftOf("x".repeat(4_003)), -3);
});

test("the ink on a host's accent can always be read", () => {
  for (let grey = 0; grey < 256; grey += 1) {
    const ground = luminance(grey, grey, grey);
    const contrast = ground > 0.179 ? (ground + 0.05) / 0.05 : 1.05 / (ground + 0.05);
    assert.ok(contrast >= 4.5, String(grey));
  }
});

test("B8: both languages have the same texts, with the same holes, and use them all", () => {
  const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  assert.deepEqual(Object.keys(en), Object.keys(sv));
  const folder = join(import.meta.dirname, "..", "chat");
  const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("texts"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  for (const key of Object.keys(sv) as (keyof typeof sv)[]) {
    assert.deepEqual(holes(en[key]), holes(sv[key]), key);
    const isGroupState = ["closed", "nobody", "full"].includes(key);
    const isUsed = key.startsWith("conversation.") || isGroupState || source.includes(`"${key}"`);
    assert.ok(isUsed, `nothing uses ${key}`);
  }
});
