export interface Backoff {
  /** Largest wait before the first retry, ms; it doubles with every one after it. */
  readonly base: number;
  /** Largest wait of all, ms. */
  readonly cap: number;
}

/**
 * How long to wait before retry number `attempt` (from 0), ms: anywhere between nothing and a
 * ceiling that doubles, so that clients that failed together do not come back together.
 */
export function fullJitter(attempt: number, { base, cap }: Backoff, random: () => number): number {
  return Math.floor(random() * Math.min(cap, base * 2 ** attempt));
}

/** No longer pause is kept, ms: a number that is wrong would leave orders unwatched for good. */
export const longestPause = 3_600_000;

/**
 * Reads a Retry-After header, in seconds or as a date, as ms from `now`; never below 0, and never more than
 * {@link longestPause}.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const asked = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(asked) ? undefined : Math.min(Math.max(0, asked), longestPause);
}
