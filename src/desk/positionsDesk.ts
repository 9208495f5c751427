import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import type { Marks } from '../orders/marks.ts';
import type { OrderFeed } from '../orders/orderFeed.ts';
import type { OrderStore } from '../orders/orderStore.ts';
import type { CancelService } from '../orders/cancelService.ts';
import type { PlaceService } from '../orders/placeService.ts';
import { CloseService } from '../positions/closeService.ts';
import { Panic } from '../positions/panic.ts';
import { PositionFeed } from '../positions/positionFeed.ts';
import { PositionStore } from '../positions/positionStore.ts';
import { ordersOfPanic } from '../positions/panicSince.ts';
import { shownPosition, type ShownPosition } from '../positions/shownPosition.ts';
import { SettingService } from '../positions/settingService.ts';
import type { Venue } from '../venues/venue.ts';

/** What positions need of the desk that they are a part of. */
export interface PositionsParts {
  readonly venue: Venue;
  readonly clock: Clock;
  readonly marks: Marks;
  readonly orders: { readonly store: OrderStore; readonly feed: OrderFeed };
  readonly cancels: CancelService;
  readonly places: PlaceService;
}

/** The positions of a profile at work, and what can be done with them. */
export class PositionsDesk extends DisposableStore {
  readonly store: PositionStore;
  readonly feed: PositionFeed;
  readonly settings: SettingService;
  readonly closes: CloseService;
  readonly panic: Panic;
  readonly #marks: Marks;

  constructor({ venue, clock, marks, orders, cancels, places }: PositionsParts) {
    super();
    this.#marks = marks;
    const store = (this.store = this.register(new PositionStore()));
    const feed = (this.feed = this.register(new PositionFeed(venue, store, marks, clock)));
    this.settings = new SettingService({ venue, store, feed, clock });
    const closes = (this.closes = new CloseService({ store, feed, marks, places }));
    const positions = { store, feed };
    this.panic = this.register(new Panic({ clock, orders, cancels, positions, closes, places }));
  }

  /** What is to be shown of a position, or would be with another isolated margin. See {@link shownPosition}. */
  shown(symbol: string, isolatedMargin?: string): ShownPosition | undefined {
    const { store, feed } = this;
    return shownPosition(symbol, { store, feed, marks: this.#marks }, isolatedMargin);
  }

  /** The orders that a panic canceled or closed positions by; none where its report is not kept. */
  ordersOfPanic(id: string): readonly string[] {
    const report = this.panic.reportOf(id);
    return report ? ordersOfPanic(report) : [];
  }
}
