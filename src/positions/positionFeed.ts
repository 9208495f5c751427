import type { Clock } from '../common/clock.ts';
import { FRESH_MS, type Marks } from '../orders/marks.ts';
import { SnapshotFeed, type SnapshotCall } from '../orders/snapshotFeed.ts';
import { VenueError } from '../venues/errors.ts';
import type { ContractTerms } from '../venues/placing.ts';
import type { AccountNews } from '../venues/stream.ts';
import type { Venue } from '../venues/venue.ts';
import type { PositionStore } from './positionStore.ts';

/** What contracts ask for changes a few times a year. */
const TERMS_MS = 3_600_000;

/**
 * Keeps the store of positions true to the venue: by what its stream tells of the account, by a snapshot
 * each time the stream has become live, and by asking every few seconds while somebody looks. The marks
 * of the positions' contracts are renewed along with it where the stream does not tell them.
 */
export class PositionFeed extends SnapshotFeed {
  readonly #venue: Venue;
  readonly #store: PositionStore;
  readonly #marks: Marks;
  #terms: ReadonlyMap<string, ContractTerms> = new Map();
  #termsAt = -Infinity;

  constructor(venue: Venue, store: PositionStore, marks: Marks, clock: Clock) {
    super(clock);
    this.#venue = venue;
    this.#store = store;
    this.#marks = marks;
    const stream = venue.stream?.();
    if (!stream) return;
    this.register(stream.onAccount((news) => this.#hear(news)));
    this.follow(stream);
  }

  /** What a contract asks for; `undefined` where that is not known. */
  termsOf(symbol: string): ContractTerms | undefined {
    return this.#terms.get(symbol);
  }

  protected async snapshot(call: SnapshotCall): Promise<string> {
    const { positions, clock } = this.#venue;
    const mark = this.#store.begin(clock.current && clock.now());
    const [holdings, free] = await Promise.all([
      positions.holdings(call),
      positions.freeMargin(call),
      this.#renewTerms(call),
    ]);
    const { id } = holdings.transcript;
    if (this.over.aborted) return id;
    this.#store.snapshot(holdings.value, free.value, mark);
    const symbols = this.#store.open.map(({ symbol }) => symbol);
    await this.#marks.renew(symbols, FRESH_MS, call);
    return id;
  }

  #hear(news: AccountNews): void {
    // Without a number nobody can say whether it is older than what is known: so it is asked for.
    if (!this.#store.hear(news)) void this.refreshAnew('background');
  }

  /** Without them there is no liquidation price, and everything else is as good. */
  async #renewTerms(call: SnapshotCall): Promise<void> {
    const now = this.clock.now();
    if (now - this.#termsAt < TERMS_MS) return;
    try {
      const { value } = await this.#venue.placing.terms(call);
      this.#terms = new Map(value.map((terms) => [terms.symbol, terms]));
      this.#termsAt = now;
    } catch (error) {
      // Its transcript says why. What is shown in place of the price says that they are not known.
      if (!(error instanceof VenueError)) throw error;
    }
  }
}
