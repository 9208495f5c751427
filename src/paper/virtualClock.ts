import { setImmediate } from 'node:timers/promises';
import type { After } from './clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  /** `undefined` once it was called, or called off. */
  callback: (() => void) | undefined;
}

/**
 * A clock that stands still until it is moved: its `now` and `after` are what an exchange, and a
 * client beside it, can be given to run a day in a second, the same way every time.
 */
export class VirtualClock {
  #time: number;
  #order = 0;
  #waiting = 0;
  /** A binary heap, the next one first. Timers that were called off leave it when it is their turn. */
  readonly #heap: Timer[] = [];

  /** @param start Unix ms */
  constructor(start = 1_700_000_000_000) {
    this.#time = start;
  }

  readonly now = (): number => this.#time;

  readonly after: After = (ms, callback) => {
    const at = this.#time + Math.max(0, ms);
    const timer: Timer = { at, order: this.#order++, callback };
    this.#waiting += 1;
    this.#push(timer);
    return () => {
      if (timer.callback) this.#waiting -= 1;
      timer.callback = undefined;
    };
  };

  /** How many timers are waiting. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * Moves the time on by `ms`, calling back whatever is due on the way, each at its own time and
   * those of one time in the order they were asked for. What they set going through promises runs
   * before the next is called.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#time + ms;
    await setImmediate();
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop();
      const { callback } = next;
      if (callback === undefined) continue;
      next.callback = undefined;
      this.#waiting -= 1;
      this.#time = next.at;
      callback();
      await setImmediate();
    }
    this.#time = end;
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Timer;
      if (isBefore(parent, timer)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Timer;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      if (left >= heap.length) break;
      const rightFirst = right < heap.length && isBefore(heap[right] as Timer, heap[left] as Timer);
      const below = rightFirst ? right : left;
      if (isBefore(last, heap[below] as Timer)) break;
      heap[at] = heap[below] as Timer;
      at = below;
    }
    heap[at] = last;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
