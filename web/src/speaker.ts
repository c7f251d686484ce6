/** Speaks sentences one after the other, where the device has a voice for their language. */
import type { Said } from "./model/simulator.ts";
import { voiceFor } from "./model/voice.ts";

interface Waiting {
  call: string;
  said: Said;
}

export class Speaker {
  on = true;
  readonly #synthesis = "speechSynthesis" in globalThis ? globalThis.speechSynthesis : null;
  #waiting: Waiting[] = [];
  #speaking: string | null = null;

  /** Whether this browser can speak at all. */
  get able(): boolean {
    return this.#synthesis !== null;
  }

  say(call: string, said: Said): void {
    if (!this.on || !this.able) return;
    this.#waiting.push({ call, said });
    this.#next();
  }

  /** Be silent about a call that is over for the one who listens; without one, about all. */
  stop(call?: string): void {
    const concerns = (one: string | null) => call === undefined || one === call;
    this.#waiting = this.#waiting.filter((waiting) => !concerns(waiting.call));
    if (this.#speaking === null || !concerns(this.#speaking)) return;
    this.#speaking = null;
    this.#synthesis?.cancel();
    this.#next();
  }

  #next(): void {
    if (this.#synthesis === null || this.#speaking !== null) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const voice = voiceFor(this.#synthesis.getVoices(), next.said.language);
    if (voice === undefined) return this.#next();
    const sentence = new SpeechSynthesisUtterance(next.said.say);
    sentence.lang = next.said.language;
    sentence.voice = voice;
    // A cancelled sentence ends too, perhaps after the next has begun.
    sentence.onend = sentence.onerror = () => this.#ended(sentence);
    this.#speaking = next.call;
    this.#current = sentence;
    this.#synthesis.speak(sentence);
  }

  #current: SpeechSynthesisUtterance | null = null;

  #ended(sentence: SpeechSynthesisUtterance): void {
    if (sentence !== this.#current) return;
    this.#speaking = null;
    this.#next();
  }
}
