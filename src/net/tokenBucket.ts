const minute = 60_000;
/** The part of the bucket that only a person's requests may use. */
const reservedPart = 0.2;

/**
 * Tokens that come back with time. Full, it holds half of what may be sent in a minute, and the other
 * half comes back within one: so no minute, wherever it begins, sees more than `perMinute`.
 */
export class TokenBucket {
  readonly #capacity: number;
  readonly #now: () => number;
  #tokens: number;
  #last: number;
  #time = 0;
  /** Time that was told to have passed and that the clock has not shown yet. */
  #ahead = 0;

  /** @param now any clock, ms; it may be set back or forward */
  constructor(perMinute: number, now: () => number) {
    this.#capacity = perMinute / 2;
    this.#tokens = this.#capacity;
    this.#now = now;
    this.#last = now();
  }

  /** Time since the bucket was made, ms: it never goes back, whatever happens to the clock. */
  time(): number {
    const now = this.#now();
    const shown = Math.max(0, now - this.#last);
    const step = Math.max(0, shown - this.#ahead);
    this.#ahead = Math.max(0, this.#ahead - shown);
    this.#last = now;
    this.#advance(step);
    return this.#time;
  }

  /** Says that `ms` have passed since {@link time} was last asked for, whatever the clock shows. */
  passed(ms: number): void {
    const before = this.#time;
    const missing = ms - (this.time() - before);
    if (missing <= 0) return;
    this.#ahead += missing;
    this.#advance(missing);
  }

  /** How long until one token can be taken, ms; `reserved` leaves the part for persons untouched. */
  waitFor(reserved: boolean): number {
    this.time();
    const least = 1 + (reserved ? Math.floor(this.#capacity * reservedPart) : 0);
    return Math.max(
      0,
      ((Math.min(least, this.#capacity) - this.#tokens) * minute) / this.#capacity,
    );
  }

  spend(): void {
    this.#tokens -= 1;
  }

  #advance(ms: number): void {
    this.#time += ms;
    this.#tokens = Math.min(this.#capacity, this.#tokens + (ms * this.#capacity) / minute);
  }
}
