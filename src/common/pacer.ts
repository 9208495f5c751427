import type { Clock } from './clock.ts';
import type { Disposable } from './disposable.ts';

/**
 * Does one thing whenever asked, yet not too often: at once after a quiet time, else once for all who
 * asked while it rests.
 */
export class Pacer implements Disposable {
  readonly #clock: Clock;
  readonly #run: () => number;
  readonly #over = new AbortController();
  #asked = false;
  #busy = false;

  /** @param run does it, and says how long to rest now, ms; no rest where there was nothing to do */
  constructor(clock: Clock, run: () => number) {
    this.#clock = clock;
    this.#run = run;
  }

  /** Runs now, or when the rest is over. */
  ask(): void {
    this.#asked = true;
    if (!this.#busy) void this.#go();
  }

  async #go(): Promise<void> {
    this.#busy = true;
    try {
      while (this.#asked && !this.#over.signal.aborted) {
        this.#asked = false;
        const rest = this.#run();
        if (rest > 0) await this.#clock.delay(rest, this.#over.signal);
      }
    } finally {
      this.#busy = false;
    }
  }

  dispose(): void {
    this.#over.abort();
  }
}
