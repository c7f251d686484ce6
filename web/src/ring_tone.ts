/** A ring tone made on the spot. A browser lets a page sound only after a first gesture on it. */
import { DEFAULT_VOLUME, TONES, type Tone, gainOf } from "./model/tone.ts";

export class RingTone {
  tone: Tone | null = TONES.ring;
  volume = DEFAULT_VOLUME;
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #wanted = false;

  /** To be called in a gesture: from now on it can be heard. */
  allow(): void {
    if (this.#context !== null || !("AudioContext" in globalThis)) return;
    this.#context = new AudioContext();
    if (this.#wanted) this.ring();
  }

  /** Rings until told otherwise. */
  set(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    clearInterval(this.#timer);
    if (!wanted) return;
    this.ring();
    this.#timer = setInterval(() => this.ring(), (this.tone ?? TONES.ring).every);
  }

  /** Sounds once; a tone of null is silence. */
  ring(): void {
    const { tone } = this;
    const context = this.#context;
    if (context === null || tone === null) return;
    // A phone that has slept suspends it.
    void context.resume();
    for (const [place, pitch] of tone.notes.entries()) {
      const at = context.currentTime + place * tone.step;
      if (pitch > 0) note(context, { pitch, at, length: tone.length, loudness: gainOf(this.volume) });
    }
  }
}

interface Note {
  pitch: number;
  at: number;
  length: number;
  loudness: number;
}

/** One soft note; its beginning and its end are rounded, so that it doesn't click. */
function note(context: AudioContext, { pitch, at, length, loudness }: Note): void {
  const source = context.createOscillator();
  const volume = context.createGain();
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + length * 0.95);
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + length);
}
