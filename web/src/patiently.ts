/** Asks again where a refusal passes by itself. */
import { Problem } from "./api.ts";

/** Somebody else at work (409), too much at once (429), a service that does not answer (503). */
const PASSING = [409, 429, 503];
/** Together longer than the server keeps a lease for somebody who never came back: 30 s. */
const WAITS_MS = [1_000, 3_000, 10_000, 20_000];
/** Conflicts that no waiting ends. */
const LASTING = ["call_list_in_use", "call_list_removing"];

export async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (const wait of WAITS_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem && passes(error))) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return ask();
}

function passes({ status, code }: Problem): boolean {
  return PASSING.includes(status) && !LASTING.includes(code);
}
