import type { Clock } from './clock.ts';
import type { Disposable } from './disposable.ts';

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

  async #go(): Promise<void> {
    this.#busy = true;
    try {
      while (this.#asked && !this.#over.signal.aborted) {
        this.#asked = false;
        const rest = await this.#run();
        await this.#clock.delay(rest, this.#over.signal);
      }
    } finally {
      this.#busy = false;
    }
  }

  dispose(): void {
    this.#over.abort();
  }
}
