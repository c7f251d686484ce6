/** How the simulated exchange tells that calls have ended: as it should, or as badly as it may. */

export interface EventDelivery {
  /** Seconds after the end of the call. */
  delay_s: number;
  /** 0: lost. */
  copies: number;
  /** Later ones may overtake. */
  shuffled: boolean;
}

export const WAYS = ["in_time", "late", "twice", "gone"] as const;
export type Way = (typeof WAYS)[number];

/** Late enough for the next call to begin meanwhile. */
const LATE_S = 20;

const DELIVERY: Record<Way, EventDelivery> = {
  in_time: { delay_s: 0, copies: 1, shuffled: false },
  late: { delay_s: LATE_S, copies: 1, shuffled: false },
  twice: { delay_s: 0, copies: 2, shuffled: false },
  gone: { delay_s: 0, copies: 0, shuffled: false },
};

export function deliveryOf(way: Way): EventDelivery {
  return DELIVERY[way];
}

/** The way that this is; null for a mixture that a script has asked for. */
export function wayOf({ delay_s, copies, shuffled }: EventDelivery): Way | null {
  if (shuffled) return null;
  if (copies === 0) return "gone";
  if (delay_s > 0) return copies === 1 ? "late" : null;
  return copies === 1 ? "in_time" : "twice";
}
