import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { CancelService } from '../orders/cancelService.ts';
import { OrderFeed } from '../orders/orderFeed.ts';
import { OrderStore } from '../orders/orderStore.ts';
import type { Venue } from '../venues/venue.ts';
import type { Profile } from './profile.ts';

/** One profile at work, started and stopped as a whole. */
export class Desk extends DisposableStore {
  readonly profile: Profile;
  readonly venue: Venue;
  readonly store: OrderStore;
  readonly feed: OrderFeed;
  readonly cancels: CancelService;

  constructor(profile: Profile, venue: Venue, clock: Clock) {
    super();
    this.profile = profile;
    this.venue = venue;
    this.register({ dispose: () => void venue.close() });
    this.store = this.register(new OrderStore());
    this.feed = this.register(new OrderFeed(venue, this.store, clock));
    this.cancels = this.register(new CancelService(venue, this.store, clock));
  }
}
