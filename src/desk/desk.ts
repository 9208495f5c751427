import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import type { CancelJournal } from '../orders/cancelJournal.ts';
import { CancelService } from '../orders/cancelService.ts';
import { OrderFeed } from '../orders/orderFeed.ts';
import { OrderStore } from '../orders/orderStore.ts';
import type { Order, Venue } from '../venues/venue.ts';
import type { Profile } from './profile.ts';

/** One profile at work, started and stopped as a whole. */
export class Desk extends DisposableStore {
  readonly profile: Profile;
  readonly venue: Venue;
  readonly store: OrderStore;
  readonly feed: OrderFeed;
  readonly cancels: CancelService;

  constructor(profile: Profile, venue: Venue, clock: Clock, journal: CancelJournal) {
    super();
    this.profile = profile;
    this.venue = venue;
    this.register({ dispose: () => void venue.close() });
    this.register(venue.clock.follow());
    this.store = this.register(new OrderStore());
    this.feed = this.register(new OrderFeed(venue, this.store, clock));
    this.cancels = this.register(new CancelService({ venue, store: this.store, clock, journal }));
    this.cancels.resume();
    this.feed.startStream();
  }

  /** What the sidebar lists: working orders, and those whose cancel is not settled. */
  get rows(): readonly DeskRow[] {
    const working = this.store.working.map((order) => ({ ...idOf(order), order }));
    const others = this.cancels.unsettled
      .filter(({ orderId }) => !this.store.isWorking(orderId))
      .map((row) => ({ ...idOf(row), order: this.cancels.orderOf(row.orderId) }));
    return [...working, ...others];
  }
}

/** An order as the sidebar shows it. */
export interface DeskRow {
  readonly orderId: string;
  readonly symbol: string;
  /** `undefined` for an order of which nothing but the cancel is known. */
  readonly order: Order | undefined;
}

function idOf({ orderId, symbol }: { orderId: string; symbol: string }): {
  orderId: string;
  symbol: string;
} {
  return { orderId, symbol };
}
