/** Calls back once after some time, ms. @returns a function that calls it off */
export type After = (ms: number, callback: () => void) => () => void;

/** The machine's own timers. */
export const systemAfter: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/**
 * The exchange's clock and the only source of its timers: the machine's, or a test's, and an offset
 * on top so that every client's clock can be made to look wrong at will. Unix ms.
 */
export class ServerClock {
  readonly #source: () => number;
  readonly #after: After;
  readonly #pending = new Set<() => void>();
  #stopped = false;
  /** Added to the source; a positive offset makes clients look late. */
  offset = 0;

  constructor(source: () => number, after: After = systemAfter) {
    this.#source = source;
    this.#after = after;
  }

  /** What the exchange says the time is. */
  now(): number {
    return this.#source() + this.offset;
  }

  /** For measuring how long something took: the offset does not move it. */
  elapsed(): number {
    return this.#source();
  }

  /** Calls back once, unless called off or stopped before. @returns what calls it off */
  after(ms: number, callback: () => void): () => void {
    if (this.#stopped) return () => undefined;
    const cancel = this.#after(ms, () => {
      this.#pending.delete(cancel);
      callback();
    });
    this.#pending.add(cancel);
    return () => {
      this.#pending.delete(cancel);
      cancel();
    };
  }

  /** Calls back again and again. @returns what ends it */
  every(ms: number, callback: () => void): () => void {
    let cancel: () => void;
    const arm = (): void => {
      cancel = this.after(ms, () => {
        arm();
        callback();
      });
    };
    arm();
    return () => cancel();
  }

  /** Resolves after some time; never, where the clock is stopped before. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Calls everything off that is waiting, and whatever is asked for later. */
  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#pending) cancel();
    this.#pending.clear();
  }
}
