import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import type { CancelJournal } from '../orders/cancelJournal.ts';
import { CancelService } from '../orders/cancelService.ts';
import { Marks } from '../orders/marks.ts';
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
  readonly marks: Marks;

  constructor(profile: Profile, venue: Venue, clock: Clock, journal: CancelJournal) {
    super();
    this.profile = profile;
    this.venue = venue;
    this.register({ dispose: () => void venue.close() });
    this.register(venue.clock.follow());
    this.store = this.register(new OrderStore());
    this.feed = this.register(new OrderFeed(venue, this.store, clock));
    this.cancels = this.register(new CancelService({ venue, store: this.store, clock, journal }));
    this.marks = this.register(new Marks(venue, clock));
    this.cancels.resume();
    this.feed.startStream();
  }

  /** How many rows the sidebar lists: working orders, and those whose cancel is not settled. */
  get size(): number {
    return this.store.size + this.#others.length;
  }

  /** Symbols that have rows, by name. */
  get symbols(): readonly string[] {
    const others = this.#others.map(({ symbol }) => symbol);
    return [...new Set([...this.store.symbols, ...others])].sort();
  }

  /** The rows of a symbol, in no order. */
  rowsIn(symbol: string): readonly DeskRow[] {
    const { store, cancels } = this;
    const working = [...store.workingIn(symbol)].map((orderId) => ({
      ...{ orderId, symbol, order: store.get(orderId) },
    }));
    const others = this.#othersIn(symbol).map(({ orderId }) => ({
      ...{ orderId, symbol, order: cancels.orderOf(orderId) },
    }));
    return [...working, ...others];
  }

  /** How many rows a symbol has. */
  countIn(symbol: string): number {
    return this.store.workingIn(symbol).size + this.#othersIn(symbol).length;
  }

  /** Orders whose cancel is not settled and which are not known to work. */
  get #others(): readonly { readonly orderId: string; readonly symbol: string }[] {
    return this.cancels.unsettled.filter(({ orderId }) => !this.store.isWorking(orderId));
  }

  #othersIn(symbol: string): readonly { readonly orderId: string }[] {
    return this.#others.filter((other) => other.symbol === symbol);
  }
}

/** An order as the sidebar shows it. */
export interface DeskRow {
  readonly orderId: string;
  readonly symbol: string;
  /** `undefined` for an order of which nothing but the cancel is known. */
  readonly order: Order | undefined;
}
