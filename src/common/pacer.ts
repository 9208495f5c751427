import type { Clock } from './clock.ts';
import type { Disposable } from './disposable.ts';

/** A rest that is cut short is as long as this, ms, unless it would have been shorter. */
const SHORT_MS = 100;

/**
 * Does one thing whenever asked, yet not too often: at once after a quiet time, else once for all who
 * asked while it rests.
 */
export class Pacer implements Disposable {
  readonly #clock: Clock;
  readonly #run: () => Promise<number>;
  readonly #over = new AbortController();
  #asked = false;
  #busy = false;
  /** Aborts when the rest that goes on is to be a short one. */
  #hurry = new AbortController();

  /** @param run does it, and resolves when it is done to how long to rest then, ms */
  constructor(clock: Clock, run: () => Promise<number>) {
    this.#clock = clock;
    this.#run = run;
  }

  /** Runs now, or when the rest is over. */
  ask(): void {
    this.#asked = true;
    if (!this.#busy) void this.#go();
  }

  /** The same for somebody who waits for it: a long rest is cut short. */
  hurry(): void {
    this.ask();
    this.#hurry.abort();
  }

  async #go(): Promise<void> {
    this.#busy = true;
    try {
      while (this.#asked && !this.#over.signal.aborted) {
        this.#asked = false;
        this.#hurry = new AbortController();
        const rest = await this.#run();
        const over = this.#over.signal;
        await this.#clock.delay(Math.min(rest, SHORT_MS), over);
        const cut = AbortSignal.any([over, this.#hurry.signal]);
        if (rest > SHORT_MS) await this.#clock.delay(rest - SHORT_MS, cut);
      }
    } finally {
      this.#busy = false;
    }
  }

  dispose(): void {
    this.#over.abort();
  }
}
