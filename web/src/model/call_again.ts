/** When to ring somebody again, as a browser's field has it: local time without a zone. */

/** A day from now, at a whole quarter of an hour. */
export function proposed(now: Date): string {
  const then = new Date(now.getTime() + 24 * 3_600_000);
  then.setMinutes(Math.ceil(then.getMinutes() / 15) * 15, 0, 0);
  return written(then);
}

export function written(at: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The moment in UTC; null for one that is no time, or has passed. */
export function moment(typed: string, now: Date): string | null {
  const at = new Date(typed);
  return Number.isNaN(at.getTime()) || at <= now ? null : at.toISOString();
}
