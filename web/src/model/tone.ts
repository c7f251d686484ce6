/** The sounds that there are to choose from, as notes to play, and how loud. */

export type ToneName = "ring" | "bell" | "pulse";
export type AlertTone = ToneName | "off";

export const ALERT_TONES: AlertTone[] = ["ring", "bell", "pulse", "off"];
export const DEFAULT_VOLUME = 60;

export interface Tone {
  /** Pitches in hertz, one after the other; 0 is a pause. */
  notes: readonly number[];
  /** Seconds from one note to the next. */
  step: number;
  /** Seconds that a note sounds, which may be longer than a step. */
  length: number;
  /** Milliseconds from one ring to the next. */
  every: number;
}

export const TONES: Record<ToneName, Tone> = {
  ring: { notes: [880, 1108, 880, 1108, 880, 1108, 880, 1108], step: 0.11, length: 0.11, every: 3_000 },
  bell: { notes: [1046, 0, 1318], step: 0.16, length: 0.9, every: 3_000 },
  pulse: { notes: [587, 587, 0, 587, 587], step: 0.13, length: 0.1, every: 2_000 },
};

/** A remembered volume, 0 to 100; the usual one where nothing sensible is remembered. */
export function volumeOf(remembered: string | null): number {
  const volume = remembered === null || remembered === "" ? Number.NaN : Number(remembered);
  return volume >= 0 && volume <= 100 ? Math.round(volume) : DEFAULT_VOLUME;
}

/** The gain for a volume: an ear hears powers, so half way sounds half as loud. */
export function gainOf(volume: number): number {
  return 0.25 * (volume / 100) ** 2;
}
