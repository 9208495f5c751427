import { setImmediate } from 'node:timers/promises';
import type { After } from './clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/**
 * A clock that stands still until it is moved: its `now` and `after` are what an exchange, and a
 * client beside it, can be given to run a day in a second, the same way every time.
 */
export class VirtualClock {
  #time: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  /** @param start Unix ms */
  constructor(start = 1_700_000_000_000) {
    this.#time = start;
  }

  readonly now = (): number => this.#time;

  readonly after: After = (ms, callback) => {
    const timer = { at: this.#time + Math.max(0, ms), order: this.#order++, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** How many timers are waiting. */
  get waiting(): number {
    return this.#timers.size;
  }

  /**
   * Moves the time on by `ms`, calling back whatever is due on the way, each at its own time and
   * those of one time in the order they were asked for. What they set going through promises runs
   * before the next is called.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#time + ms;
    await setImmediate();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#time = next.at;
      next.callback();
      await setImmediate();
    }
    this.#time = end;
  }

  #next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > end) continue;
      const earlier = first === undefined || timer.at < first.at;
      if (earlier || (timer.at === first?.at && timer.order < first.order)) first = timer;
    }
    return first;
  }
}
