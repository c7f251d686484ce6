/** So long a press is meant for what stood there before. */
const SETTLES_MS = 700;

/** A second click on what was just replaced, or a key on its way, is no answer to what replaced it. */
export class Settling {
  #turnedAt = 0;

  /** Something else stands there from now on. */
  turned(): void {
    this.#turnedAt = Date.now();
  }

  /** Does what is asked for, unless it can't be meant. */
  press(act: () => void): void {
    if (Date.now() - this.#turnedAt > SETTLES_MS) act();
  }
}
