import type { Transcript } from '../../src/net/transcript.ts';
import { memoryJournal } from '../../src/orders/journal.ts';
import { OrderStore } from '../../src/orders/orderStore.ts';
import type { PlaceEntry, PlaceJournal } from '../../src/orders/placeJournal.ts';
import { PlaceService } from '../../src/orders/placeService.ts';
import type { EngineOrder } from '../../src/paper/engine/order.ts';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import type { PlaceRequest } from '../../src/venues/placing.ts';
import type { Venue } from '../../src/venues/venue.ts';
import { fastClock } from './fastClock.ts';
import { VenueRig } from './venueRig.ts';

/** A limit order far below the market of the paper exchange. */
export const LIMIT: PlaceRequest = {
  ...{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.01', price: '50000' },
};

/** A paper exchange, and placements at it over real sockets, under one clock that no wait holds up. */
export class PaperPlaces {
  readonly #rig = new VenueRig();
  readonly clock = fastClock(Date.now());
  paper!: PaperExchange;
  venue!: Venue;
  transcripts!: readonly Transcript[];
  store!: OrderStore;
  journal: PlaceJournal = memoryJournal<PlaceEntry>();
  places!: PlaceService;

  async start(): Promise<void> {
    const now = (): number => this.clock.now();
    const options = { seed: 5, orders: 0, frozen: true, now, responseTimeout: 50 };
    const paper = (this.paper = await startPaperExchange(options));
    this.#rig.endLater(() => paper.close());
    const { apiKey, secret, url } = paper.ready;
    const made = this.#rig.venue(url, {
      accountGroup: String(paper.ready.accountGroup),
      credentials: { apiKey, secret, origin: url },
      clock: this.clock,
      random: Math.random,
      limits: { headersTimeout: 300, totalTimeout: 600 },
    });
    this.venue = made.venue;
    this.transcripts = made.transcripts;
    this.open();
  }

  /** A window: a store and a service of its own, with the journal that all windows share. */
  open(): void {
    const { venue, clock, journal } = this;
    const store = (this.store = new OrderStore());
    const places = (this.places = new PlaceService({ venue, store, clock, journal }));
    this.#rig.endLater(() => {
      places.dispose();
      return Promise.resolve();
    });
  }

  /** The same window after a reload: what it knew is gone, but for the journal. */
  reload(): void {
    this.places.dispose();
    this.open();
  }

  fault(kind: string, count = 1, action = 'place-order'): void {
    this.paper.services.faults.add({ kind, count, action });
  }

  /** Everything the exchange has of the account, open and closed. */
  get there(): readonly EngineOrder[] {
    const [account] = this.paper.services.accounts.all;
    return account ? [...account.open.values(), ...account.history()] : [];
  }

  /** How many requests for one new order went out. */
  get sent(): number {
    return this.transcripts.filter(({ action }) => action === 'place-order').length;
  }

  /** How many orders each request for several was for. */
  get batches(): readonly number[] {
    return this.transcripts
      .filter(({ action }) => action === 'place-batch')
      .map(({ request }) => (JSON.parse(request.body ?? '') as { orders: object[] }).orders.length);
  }

  /** Resolves with the placement that is settled late next. */
  late(): ReturnType<PlaceService['place']> {
    return new Promise((resolve) => this.places.onDidSettleLate(resolve));
  }

  end(): Promise<void> {
    return this.#rig.end();
  }
}
