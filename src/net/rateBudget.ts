import type { Clock } from '../common/clock.ts';
import type { Disposable } from '../common/disposable.ts';
import { fullJitter, type Backoff } from './backoff.ts';
import { BudgetError } from './budgetError.ts';
import { TokenBucket } from './tokenBucket.ts';

/** Who waits for the answer: a person who asked for it just now, or nobody in particular. */
export type Priority = 'person' | 'background';

export interface BudgetRequest {
  readonly priority: Priority;
  /** A read waits while the venue asks for quiet; a person's cancel does not. Default true. */
  readonly read?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RateBudgetOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** The venue's own threshold, requests a minute; at most half of it is used in any minute. */
  readonly perMinute: number;
  /** Most requests that wait at once; default 1000. */
  readonly maxWaiting?: number | undefined;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: BudgetError) => void;
  readonly longest: number;
}

type Lanes = readonly [Set<Waiting>, Set<Waiting>, Set<Waiting>];

/** Waits after failures: background requests all share them. */
const backoff: Backoff = { base: 250, cap: 10_000 };
/** A longer pause is not waited for, ms. */
const longestQuiet: Readonly<Record<Priority, number>> = { person: 5_000, background: 15_000 };
/** Why a wait ends early. Without a reason each end would make an error with a stack. */
const WOKEN = 'woken';
/** Lanes in the order in which they are served. */
const cancels = 0;
const reads = 1;
const background = 2;

/**
 * One budget for everything that is sent to a venue for an account. A person's requests go first,
 * and a part of the budget is theirs alone, so that polling can never use it up.
 */
export class RateBudget implements Disposable {
  readonly #options: RateBudgetOptions;
  readonly #bucket: TokenBucket;
  readonly #lanes: Lanes = [new Set(), new Set(), new Set()];
  #quietUntil = 0;
  #backoffUntil = 0;
  #heldUntil = 0;
  #failures = 0;
  #wake: AbortController | undefined;
  #serving = false;
  #closed = false;

  constructor(options: RateBudgetOptions) {
    this.#options = options;
    this.#bucket = new TokenBucket(options.perMinute / 2, () => options.clock.now());
  }

  /** How many requests wait to be sent. */
  get waiting(): number {
    return this.#lanes[cancels].size + this.#lanes[reads].size + this.#lanes[background].size;
  }

  /** What is left of the pause that the venue asked for, ms. */
  get quiet(): number {
    return Math.max(0, this.#quietUntil - this.#bucket.time());
  }

  /** Resolves once one request may be sent. Rejects with a {@link BudgetError} and nothing else. */
  take({ priority, read = true, signal }: BudgetRequest): Promise<void> {
    const lane = priority === 'background' ? background : read ? reads : cancels;
    const longest = longestQuiet[priority];
    if (this.#closed) return Promise.reject(new BudgetError('closed'));
    if (signal?.aborted) return Promise.reject(new BudgetError('aborted'));
    if (lane !== cancels && this.quiet > longest) {
      return Promise.reject(new BudgetError('quiet', this.quiet));
    }
    const held = this.#heldUntil - this.#bucket.time();
    if (lane === background && held > 0) return Promise.reject(new BudgetError('ignored', held));
    if (this.waiting >= (this.#options.maxWaiting ?? 1_000) && lane !== cancels) {
      return Promise.reject(new BudgetError('full'));
    }
    // Nobody to be served before: with thousands of requests a minute this is nearly always so.
    if (this.waiting === 0 && this.#waitOf(lane) === 0) {
      this.#bucket.spend();
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => waiting.reject(new BudgetError('aborted'));
      const waiting: Waiting = {
        longest,
        resolve: () => {
          this.#lanes[lane].delete(waiting);
          signal?.removeEventListener('abort', leave);
          resolve();
        },
        reject: (error) => {
          this.#lanes[lane].delete(waiting);
          signal?.removeEventListener('abort', leave);
          reject(error);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#lanes[lane].add(waiting);
      this.#serveReady();
      this.#keepServing();
    });
  }

  /**
   * Notes that the venue, or something before it, failed to answer or asked for quiet. Every read
   * honours `retryAfter` (ms); background requests also honour the backoff.
   *
   * @returns how long the failed request itself should wait before it is sent again, ms
   */
  failed(retryAfter = 0): number {
    const now = this.#bucket.time();
    // Requests that fail together count as one failure.
    if (now >= this.#backoffUntil || this.#failures === 0) this.#failures += 1;
    const jitter = fullJitter(this.#failures - 1, backoff, this.#options.random);
    if (retryAfter > 0) this.#quietUntil = Math.max(this.#quietUntil, now + retryAfter);
    this.#backoffUntil = Math.max(this.#backoffUntil, now + retryAfter + jitter);
    for (const lane of [reads, background]) {
      for (const waiting of [...(this.#lanes[lane] ?? [])]) {
        if (this.quiet > waiting.longest) waiting.reject(new BudgetError('quiet', this.quiet));
      }
    }
    return retryAfter + jitter;
  }

  /** Refuses background requests from now on, for so many ms or until the venue answers. */
  hold(ms: number): void {
    this.#heldUntil = this.#bucket.time() + ms;
    for (const waiting of [...this.#lanes[background]])
      waiting.reject(new BudgetError('ignored', ms));
  }

  /** Notes that the venue answered. A pause it asked for stays. */
  succeeded(): void {
    this.#failures = 0;
    this.#backoffUntil = 0;
    this.#heldUntil = 0;
    this.#wake?.abort(WOKEN);
  }

  /** Rejects all that waits. */
  dispose(): void {
    this.#closed = true;
    for (const waiting of this.#lanes.flatMap((lane) => [...lane]))
      waiting.reject(new BudgetError('closed'));
    this.#wake?.abort(WOKEN);
  }

  /** Serves whatever may be sent now; what is left has to wait. */
  #serveReady(): void {
    for (const [lane, queue] of this.#lanes.entries()) {
      for (const waiting of queue) {
        if (this.#waitOf(lane) > 0) break;
        this.#bucket.spend();
        waiting.resolve();
      }
    }
  }

  #waitOf(lane: number): number {
    const now = this.#bucket.time();
    const quiet = lane === cancels ? 0 : this.#quietUntil - now;
    const backing = lane === background ? this.#backoffUntil - now : 0;
    return Math.max(0, quiet, backing, this.#bucket.waitFor(lane === background));
  }

  #keepServing(): void {
    this.#wake?.abort(WOKEN);
    if (!this.#serving && this.waiting > 0) void this.#serve();
  }

  async #serve(): Promise<void> {
    this.#serving = true;
    while (this.waiting > 0) {
      const waits = this.#lanes.flatMap((queue, lane) =>
        queue.size > 0 ? this.#waitOf(lane) : [],
      );
      const wait = Math.ceil(Math.min(...waits));
      const wake = (this.#wake = new AbortController());
      if (wait > 0) await this.#options.clock.delay(wait, wake.signal);
      if (!wake.signal.aborted) this.#bucket.passed(wait);
      this.#serveReady();
    }
    // In the same turn as the last look at what waits: nobody comes in between.
    this.#serving = false;
  }
}
