import type { Clock, Stopwatch } from '../../src/common/clock.ts';
import type { After } from '../../src/paper/clock.ts';

/** The time of a whole schedule: the exchange's, the network's and the clients'. */
export interface SoakTime {
  now(): number;
  readonly after: After;
  /** Lets so many ms pass. */
  advance(ms: number): Promise<void>;
}

/** Real time, only faster: for real sockets. */
export class FastTime implements SoakTime {
  readonly #speed: number;
  readonly #began = performance.now();
  readonly #start = 1_700_000_000_000;

  constructor(speed: number) {
    this.#speed = speed;
  }

  readonly now = (): number =>
    Math.round(this.#start + (performance.now() - this.#began) * this.#speed);

  readonly after: After = (ms, callback) => {
    const timer = setTimeout(callback, ms / this.#speed);
    return () => clearTimeout(timer);
  };

  advance(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }
}

/** The clock of one machine. It can be set wrong, and it knows what still waits for it. */
export class LocalClock implements Clock, Stopwatch {
  /** How far it is ahead of the true time, ms. */
  skew = 0;
  readonly #time: SoakTime;
  #waiting = 0;

  constructor(time: SoakTime) {
    this.#time = time;
  }

  /** Timers that were neither called nor called off. */
  get waiting(): number {
    return this.#waiting;
  }

  readonly now = (): number => this.#time.now() + this.skew;

  readonly elapsed = (): number => this.#time.now();

  readonly after: After = (ms, callback) => {
    let over = false;
    const end = (): void => {
      if (!over) this.#waiting -= 1;
      over = true;
    };
    this.#waiting += 1;
    const callOff = this.#time.after(ms, () => {
      end();
      callback();
    });
    return () => {
      end();
      callOff();
    };
  };

  readonly delay = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        callOff();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const callOff = this.after(ms, done);
      signal?.addEventListener('abort', done, { once: true });
    });
}
