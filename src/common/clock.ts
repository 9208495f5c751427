/** Time as the core sees it, so that tests can turn it by hand. */
export interface Clock {
  /** Unix time in ms. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; it never rejects. */
  delay(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  delay: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      // Longer waits would end at once: that is as far as a timer counts.
      const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1));
      signal?.addEventListener('abort', done, { once: true });
    }),
};

/** Time that passes and that nobody sets: how long something takes, and when that is too long. */
export interface Stopwatch {
  /** Counts ms, from anywhere. */
  elapsed(): number;
  /** Calls back once after so many ms. @returns what calls it off */
  after(ms: number, callback: () => void): () => void;
}

export const systemStopwatch: Stopwatch = {
  elapsed: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Tells, whenever it is asked, how long ago it was made, ms. A clock that is set back meanwhile takes nothing off
 * what was counted until it was last asked.
 */
export function elapsed(clock: Pick<Clock, 'now'>): () => number {
  let last = clock.now();
  let total = 0;
  return () => {
    const now = clock.now();
    total += Math.max(0, now - last);
    last = now;
    return total;
  };
}
