import type { Clock } from '../common/clock.ts';
import type { Journal, Unsettled } from './journal.ts';

/** What settles within this time of each other is told of together, ms. */
const TOGETHER_MS = 1_500;
/** For so long a window leaves to the one that sent it to tell what came of something, ms. */
const SENDER_MS = 2_500;

/**
 * Takes out of a journal what is settled, at the moment at which it is told of: what a window that ends before that
 * has not told is there for the next one.
 */
export class Striker {
  readonly #journal: Pick<Journal<Unsettled>, 'delete'>;
  readonly #clock: Clock;
  readonly #closed = new AbortController();
  readonly #toTell = new Set<string>();
  #moment: Promise<void> | undefined;

  constructor(journal: Pick<Journal<Unsettled>, 'delete'>, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** Whether what became of an order's request is known, and still to be told. */
  isToTell(orderId: string): boolean {
    return this.#toTell.has(orderId);
  }

  /**
   * What another window sent is left to that one for a while, if it is still there.
   * @returns whether this window is to tell of it; `false`, with nothing taken out, for one that is closed meanwhile
   */
  async strike(
    { orderId, inherited }: { readonly orderId: string; readonly inherited: boolean },
    sentAt?: number,
  ): Promise<boolean> {
    const { signal } = this.#closed;
    this.#toTell.add(orderId);
    if (inherited) await this.#clock.delay(SENDER_MS, signal);
    this.#moment ??= this.#clock.delay(TOGETHER_MS, signal).then(() => {
      this.#moment = undefined;
    });
    await this.#moment;
    this.#toTell.delete(orderId);
    return !signal.aborted && (await this.#journal.delete(orderId, sentAt));
  }

  close(): void {
    this.#closed.abort();
  }
}
