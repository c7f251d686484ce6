/** Which of a device's voices speaks a sentence, and which sentences are still to be spoken. */
import type { Call, Said } from "./simulator.ts";

/** A voice of the very language, else of its mother language; undefined where there is none. */
export function voiceFor<V extends { lang: string }>(voices: readonly V[], language: string) {
  // Android writes sv_SE.
  const wanted = language.replace("_", "-").toLowerCase();
  const of = (voice: V) => voice.lang.replace("_", "-").toLowerCase();
  return (
    voices.find((voice) => of(voice) === wanted) ??
    voices.find((voice) => of(voice).split("-")[0] === wanted.split("-")[0])
  );
}

/** Remembers how far each call has been heard, so that no sentence is spoken twice. */
export class Heard {
  readonly #count = new Map<string, number>();

  /** Sentences not heard before. Of a call found under way, what was said is past. */
  news(call: Call): Said[] {
    const heard = this.#count.get(call.id) ?? call.transcript.length;
    this.#count.set(call.id, call.transcript.length);
    return call.transcript.slice(heard);
  }

  /** A call that begins now: all of it will be heard. */
  begin(id: string): void {
    this.#count.set(id, 0);
  }
}
