import assert from "node:assert/strict";
import test from "node:test";
import type { Call } from "../src/model/simulator.ts";
import { Speaker } from "../src/speaker.ts";
import { Heard, voiceFor } from "../src/model/voice.ts";

function call(...said: string[]): Call {
  return {
    id: "c1",
    from: "anonymous",
    to: "+46846500401",
    state: "in_flow",
    transcript: said.map((say) => ({ say, language: "sv-SE", at: "" })),
    ringing: null,
    bridged_to: null,
    wants_digits: false,
    ended_by: null,
  };
}

test("B8: a voice of the sentence's language speaks, never one of another", () => {
  const voices = [{ lang: "en-US" }, { lang: "sv_SE" }, { lang: "en-GB" }];
  assert.equal(voiceFor(voices, "sv-SE"), voices[1]);
  assert.equal(voiceFor(voices, "en-GB"), voices[2]);
  assert.equal(voiceFor(voices, "en-AU"), voices[0]);
  assert.equal(voiceFor(voices, "fi-FI"), undefined);
});

test("each sentence is news once; of a call found under way, what was said is past", () => {
  const heard = new Heard();
  heard.begin("c1");
  assert.deepEqual(heard.news(call("a", "b")).map(({ say }) => say), ["a", "b"]);
  assert.deepEqual(heard.news(call("a", "b", "c")).map(({ say }) => say), ["c"]);
  assert.deepEqual(new Heard().news(call("a", "b")), []);
});

test("nothing breaks where a browser can't speak", () => {
  const speaker = new Speaker();
  assert.equal(speaker.able, false);
  speaker.say("c1", { say: "Hej", language: "sv-SE", at: "" });
  speaker.stop("c1");
});
