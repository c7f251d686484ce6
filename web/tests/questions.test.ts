import assert from "node:assert/strict";
import test from "node:test";
import { Questions, Refused } from "../src/model/questions.ts";

function questions() {
  const due: (() => void)[] = [];
  const asked = new Questions(1000, {
    later: (_ms, act) => {
      due.push(act);
      return () => undefined;
    },
  });
  return { asked, due };
}

test("each answer reaches the one who asked", async () => {
  const { asked } = questions();
  const [first, second] = [asked.ask("1", ""), asked.ask("2", "")];
  asked.answer({ type: "ok", action: "view", id: "2" });
  asked.answer({ type: "ok", action: "status", id: "1" });
  assert.deepEqual([(await first).action, (await second).action], ["status", "view"]);
});

test("a refusal carries the server's words", async () => {
  const { asked } = questions();
  const answer = asked.ask("1", "");
  asked.refuse("1", "Välj minst en grupp.");
  await assert.rejects(answer, new Refused("Välj minst en grupp."));
});

test("silence is a refusal of its own", async () => {
  const { asked, due } = questions();
  const answer = asked.ask("1", "Servern svarade inte.");
  due[0]?.();
  await assert.rejects(answer, new Refused("Servern svarade inte."));
});

test("when the connection goes, all that wait are told", async () => {
  const { asked } = questions();
  const answers = [asked.ask("1", ""), asked.ask("2", "")];
  asked.refuseAll("Ingen kontakt.");
  for (const answer of answers) await assert.rejects(answer, new Refused("Ingen kontakt."));
});
