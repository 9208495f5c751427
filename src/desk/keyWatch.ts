import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { OrderFeed } from '../orders/orderFeed.ts';
import { VenueError } from '../venues/errors.ts';
import type { Venue } from '../venues/venue.ts';

/** A key that expires within this time is told of, ms: there has to be time to make another. */
const SOON_MS = 14 * 24 * 3_600_000;

/** Looks once, after the first list of orders, whether the key is about to expire. */
export class KeyWatch extends DisposableStore {
  readonly #over = new AbortController();
  readonly #soon = this.register(new Emitter<number>());
  /** Fires once at most: when the key expires, the venue's Unix ms. */
  readonly onDidFindExpiry = this.#soon.event;
  #asked = false;

  constructor(venue: Venue, feed: OrderFeed, clock: Clock) {
    super();
    this.register(
      feed.onDidChange(({ asOf }) => {
        if (asOf === undefined || this.#asked) return;
        this.#asked = true;
        void this.#look(venue, clock);
      }),
    );
    this.register({ dispose: () => this.#over.abort() });
  }

  async #look(venue: Venue, clock: Clock): Promise<void> {
    try {
      const call = { signal: this.#over.signal, priority: 'background' } as const;
      const { expiresAt } = (await venue.account(call)).value;
      if (this.#over.signal.aborted || expiresAt === undefined) return;
      if (expiresAt - clock.now() <= SOON_MS) this.#soon.fire(expiresAt);
    } catch (error) {
      // Nobody asked for it: the requests that follow tell what is wrong.
      if (!(error instanceof VenueError)) throw error;
    }
  }
}
