import assert from "node:assert/strict";
import test from "node:test";
import { segments } from "../src/model/links.ts";

const links = (text: string) =>
  segments(text).flatMap(({ text: shown, href }) => (href === null ? [] : [[shown, href]]));
const hrefs = (text: string) => links(text).map(([, href]) => href);

test("issue 8: web addresses become links, the sentence's own marks stay outside", () => {
  assert.deepEqual(segments("Se https://example.se/a?b=1, tack."), [
    { text: "Se ", href: null },
    { text: "https://example.se/a?b=1", href: "https://example.se/a?b=1" },
    { text: ", tack.", href: null },
  ]);
  assert.deepEqual(links("(se http://example.se/a_(b))."), [
    ["http://example.se/a_(b)", "http://example.se/a_(b)"],
  ]);
  assert.deepEqual(links("www.example.se!"), [["www.example.se", "https://www.example.se/"]]);
  assert.deepEqual(hrefs("https://a.example https://b.example\nhttps://å.example/ö"), [
    "https://a.example/",
    "https://b.example/",
    "https://xn--5ca.example/%C3%B6",
  ]);
});

test("issue 8: nothing but http and https is ever a link", () => {
  const hostile = [
    "javascript:alert(1)",
    "JavaScript://www.example.se/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "ftp://example.se",
    "file:///etc/passwd",
    "http://",
    "https://.",
    "http:example.se",
    "mailto:a@www.example.se",
    "<a href='x'>",
  ];
  for (const text of hostile) assert.deepEqual(hrefs(text), [], text);
});

test("issue 8: an address made to look like another one is no link", () => {
  assert.deepEqual(hrefs("https://bank.example@evil.example/"), []);
  assert.deepEqual(hrefs("https://bank.example:x@evil.example"), []);
  assert.deepEqual(hrefs("https://example.se/\u202egpj.exe"), ["https://example.se/"]);
  assert.deepEqual(hrefs("https://exam\u200bple.se"), []);
  assert.deepEqual(hrefs('https://example.se/"onclick="x'), ["https://example.se/"]);
});

test("the pieces together are always the whole text, also of the longest and strangest", () => {
  const pieces = ["https://", "www.", "a.se", ")", "(", ".", " ", "\u202e", "http", "😀", "<", "]"];
  let seed = 7;
  const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 500; round += 1) {
    const text = Array.from({ length: next(40) }, () => pieces[next(pieces.length)]).join("");
    assert.equal(segments(text).map((one) => one.text).join(""), text);
    for (const href of hrefs(text)) assert.match(String(href), /^https?:\/\//);
  }
  const longest = `https://a.se/${")".repeat(3_900)}`;
  assert.equal(segments(longest).map((one) => one.text).join(""), longest);
});
