/** A ring tone made on the spot. A browser lets a page sound only after a first gesture on it. */

const NOTES_HZ = [880, 1108];
const NOTE_S = 0.11;
const NOTES_IN_A_RING = 8;
const EVERY_MS = 3_000;
const LOUDNESS = 0.06;

export class RingTone {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #wanted = false;

  /** To be called in a gesture: from now on it can be heard. */
  allow(): void {
    if (this.#context !== null || !("AudioContext" in globalThis)) return;
    this.#context = new AudioContext();
    if (this.#wanted) this.#ring();
  }

  /** Rings until told otherwise. */
  set(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    clearInterval(this.#timer);
    if (!wanted) return;
    this.#ring();
    this.#timer = setInterval(() => this.#ring(), EVERY_MS);
  }

  #ring(): void {
    const context = this.#context;
    if (context === null) return;
    for (let at = 0; at < NOTES_IN_A_RING; at += 1) {
      note(context, NOTES_HZ[at % NOTES_HZ.length] ?? 0, context.currentTime + at * NOTE_S);
    }
  }
}

/** One soft note; its beginning and its end are rounded, so that it doesn't click. */
function note(context: AudioContext, pitch: number, at: number): void {
  const source = context.createOscillator();
  const volume = context.createGain();
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + NOTE_S * 0.2);
  volume.gain.linearRampToValueAtTime(0, at + NOTE_S * 0.95);
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + NOTE_S);
}
