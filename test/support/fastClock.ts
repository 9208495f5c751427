import type { Clock } from '../../src/common/clock.ts';

/** A clock whose time passes at once whenever somebody waits, and not otherwise. */
export function fastClock(
  start = 1_700_000_000_000,
): Clock & { readonly waits: readonly number[] } {
  let now = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    delay: (ms, signal) => {
      if (signal?.aborted) return Promise.resolve();
      waits.push(ms);
      now += ms;
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}
