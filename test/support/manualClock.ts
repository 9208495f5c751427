import type { Clock } from '../../src/common/clock.ts';

interface Timer {
  readonly at: number;
  readonly done: () => void;
}

/** A clock that stands still until a test turns it. */
export class ManualClock implements Clock {
  readonly #timers = new Set<Timer>();
  #now: number;
  #elapsed = 0;

  constructor(start = 1_700_000_000_000) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  readonly delay = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer: Timer = {
        at: this.#now + ms,
        done: () => {
          this.#timers.delete(timer);
          signal?.removeEventListener('abort', timer.done);
          resolve();
        },
      };
      signal?.addEventListener('abort', timer.done, { once: true });
      this.#timers.add(timer);
    });

  /** How long each wait under way still has to go, ms, shortest first. */
  get waits(): readonly number[] {
    return [...this.#timers].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /** How much time was let pass, ms, whatever the clock was set to. */
  get elapsed(): number {
    return this.#elapsed;
  }

  /** Sets the clock without letting time pass: nobody's wait ends sooner for it. */
  set(now: number): void {
    const moved = now - this.#now;
    const timers = [...this.#timers];
    this.#timers.clear();
    for (const timer of timers) this.#timers.add(Object.assign(timer, { at: timer.at + moved }));
    this.#now = now;
  }

  /** Lets time pass; what waits is woken in turn, and has its say before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (!next || next.at > end) break;
      this.#pass(Math.max(this.#now, next.at));
      next.done();
    }
    this.#pass(end);
    await settled();
  }

  #pass(to: number): void {
    this.#elapsed += to - this.#now;
    this.#now = to;
  }
}

/** Lets everything that is ready to go on do so. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}
