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

/** Reads a Retry-After header, in seconds or as a date, as ms from `now`; never below 0. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
