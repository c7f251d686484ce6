import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { STEPS, type InstallWay, installWay } from "../src/model/install.ts";
import { cacheName, handlingOf, outdated } from "../src/model/offline_cache.ts";
import { isSameKey, keyBytes } from "../src/model/push_key.ts";
import { isDesk, isLate, isSeen, pushMessage } from "../src/model/push_message.ts";
import { sv } from "../src/texts/sv.ts";
import { NOW } from "./people_fixture.ts";

const HERE = "https://jour.example.se";
const kept = new Set(["/assets/main-1.js"]);
const handled = (path: string, more = {}) =>
  handlingOf({ method: "GET", url: new URL(path, HERE).href, mode: "no-cors", ...more }, HERE, kept);

test("issue 9, 2: the service worker keeps out of everything that is live", () => {
  for (const path of ["/api/session", "/api", "/ws", "/sim/mail", "/sim/push/1"]) {
    assert.equal(handled(path), "network", path);
    assert.equal(handled(path, { mode: "navigate" }), "network", path);
  }
  assert.equal(handled("/", { method: "POST", mode: "navigate" }), "network");
  assert.equal(handled("https://other.example/assets/main-1.js"), "network");
});

test("issue 9, 2: it answers for pages and for the files of its own build alone", () => {
  assert.equal(handled("/ko", { mode: "navigate" }), "page");
  assert.equal(handled("/apiary", { mode: "navigate" }), "page");
  assert.equal(handled("/assets/main-1.js"), "file");
  assert.equal(handled("/assets/main-2.js"), "network");
  assert.equal(handled("/service_worker.js"), "network");
});

test("issue 9, 2: caches of older builds go, another's stays", () => {
  assert.deepEqual(outdated([cacheName("1"), cacheName("2"), "other"], "2"), [cacheName("1")]);
});

test("a push message that can't be read still says something", () => {
  for (const text of ["", "null", "[]", "{", '{"title":3}']) {
    assert.deepEqual(pushMessage(text).title, "Jour", text);
  }
  const message = pushMessage('{"tag":"offer:c1","title":"Samtal","body":"nu","urgent":true}');
  assert.deepEqual(message, { tag: "offer:c1", title: "Samtal", body: "nu", urgent: true, until: null });
});

test("a desk that is looked at needs no notification, and a late offer makes no sound", () => {
  const page = (path: string, focused: boolean) => ({ url: `${HERE}${path}`, focused });
  assert.equal(isSeen([page("/", false), page("/kollegor", true)]), true);
  assert.equal(isSeen([page("/", false), page("/hjalp/distans", true)]), false);
  const until = (seconds: number) =>
    pushMessage(JSON.stringify({ until: new Date(NOW.getTime() + seconds * 1000).toISOString() }));
  assert.equal(isLate(until(-1), NOW), true);
  assert.equal(isLate(until(1), NOW), false);
  assert.deepEqual(
    ["/", "/chattar/k1", "/administration", "/chat", "/wall", "/hjalp"].filter((path) => isDesk(HERE + path)),
    ["/", "/chattar/k1", "/administration"],
  );
});

const AGENTS: [InstallWay, string, boolean][] = [
  ["ios_safari", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", true],
  ["ios_safari", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15", true],
  ["ios_other", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/130.0 Mobile/15E148 Safari/604.1", true],
  ["android_chrome", "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36", true],
  ["android_firefox", "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0", true],
  ["desktop_chromium", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0", false],
  ["mac_safari", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15", false],
  ["desktop_firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", false],
  ["unknown", "Lynx/2.9", false],
];

test("M5: each browser is told how it installs the client", () => {
  for (const [way, userAgent, touch] of AGENTS) {
    assert.equal(installWay({ userAgent, touch, installed: false, offers: false }), way, userAgent);
    assert.equal(installWay({ userAgent, touch, installed: false, offers: true }), "button");
    assert.equal(installWay({ userAgent, touch, installed: true, offers: true }), "installed");
  }
});

test("M5: instructions have as many steps as they say", () => {
  for (const [way, steps] of Object.entries(STEPS)) {
    const written = Object.keys(sv).filter((key) => new RegExp(`^install\\.${way}_\\d$`).test(key));
    assert.equal(written.length, steps, way);
  }
});

test("the icons are as large as the manifest says", () => {
  for (const [name, size] of [["icon_192", 192], ["icon_512", 512], ["icon_maskable_512", 512]] as const) {
    const png = readFileSync(join(import.meta.dirname, "..", "src", "icons", `${name}.png`));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [size, size]);
  }
});

test("the server's key is told from an older one", () => {
  const key = keyBytes("BP-_AA");
  assert.deepEqual([...key], [4, 255, 191, 0]);
  assert.equal(isSameKey(key.buffer, keyBytes("BP-_AA")), true);
  assert.equal(isSameKey(key.buffer, keyBytes("BP-_AQ")), false);
  assert.equal(isSameKey(null, key), false);
});
