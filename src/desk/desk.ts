import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import type { CancelJournal } from '../orders/cancelJournal.ts';
import { CancelService } from '../orders/cancelService.ts';
import { FillRecord } from '../orders/fillRecord.ts';
import { Marks } from '../orders/marks.ts';
import { memoryJournal } from '../orders/journal.ts';
import { OrderFeed } from '../orders/orderFeed.ts';
import { OrderNews } from '../orders/orderNews.ts';
import { OrderStore } from '../orders/orderStore.ts';
import type { PlaceJournal } from '../orders/placeJournal.ts';
import { PlaceService } from '../orders/placeService.ts';
import { noClaims, type Claims } from '../orders/told.ts';
import type { Venue } from '../venues/venue.ts';
import { DeskRows } from './deskRows.ts';
import { HistoryBook } from './historyBook.ts';
import { PositionsDesk } from './positionsDesk.ts';
import { KeyWatch } from './keyWatch.ts';
import type { Profile } from './profile.ts';
import type { SeenStore } from './seenOrders.ts';
import { SessionGuard } from './sessionGuard.ts';

/** What another window sent is its own for so long, and the journal is looked through as often, ms. */
const OTHERS_MS = 10_000;

/** One profile at work, started and stopped as a whole. */
export class Desk extends DisposableStore {
  readonly profile: Profile;
  readonly venue: Venue;
  readonly store: OrderStore;
  readonly feed: OrderFeed;
  readonly cancels: CancelService;
  readonly places: PlaceService;
  readonly news: OrderNews;
  readonly marks: Marks;
  readonly rows: DeskRows;
  readonly history: HistoryBook;
  readonly positions: PositionsDesk;
  /** Missing where orders end with the window, and keys are made for it. */
  readonly start: { readonly guard: SessionGuard; readonly key: KeyWatch } | undefined;

  #tookOverAt = 0;

  constructor(
    profile: Profile,
    venue: Venue,
    clock: Clock,
    journal: CancelJournal,
    placeJournal: PlaceJournal = memoryJournal(),
    seen?: SeenStore,
    claims: Claims = noClaims,
  ) {
    super();
    this.profile = profile;
    this.venue = venue;
    this.register({ dispose: () => void venue.close() });
    this.register(venue.clock.follow());
    this.store = this.register(new OrderStore());
    this.feed = this.register(new OrderFeed(venue, this.store, clock));
    this.cancels = this.register(new CancelService({ venue, store: this.store, clock, journal }));
    const placing = { venue, store: this.store, clock, journal: placeJournal };
    this.places = this.register(new PlaceService(placing));
    const { store, cancels, places } = this;
    this.news = this.register(new OrderNews({ store, cancels, places, clock }, claims));
    this.marks = this.register(new Marks(venue, clock));
    this.rows = new DeskRows(this.store, this.cancels, this.places, this.marks);
    const fills = this.register(new FillRecord(venue.stream?.()));
    this.history = this.register(new HistoryBook(venue, this.store, fills, clock));
    const orders = { store: this.store, feed: this.feed };
    const { marks, news } = this;
    const parts = { venue, clock, marks, orders, cancels, places };
    this.positions = this.register(new PositionsDesk(parts));
    const guarding = seen && {
      ...{ venue, store, feed: this.feed, clock, seen, news, claims },
      isFollowed: (orderId: string) =>
        (cancels.reportOf(orderId) ?? places.reportOf(orderId)) !== undefined,
    };
    this.start = guarding && {
      guard: this.register(new SessionGuard(guarding)),
      key: this.register(new KeyWatch(venue, this.feed, clock)),
    };
    this.cancels.resume();
    this.places.resume();
    this.register(this.feed.onDidChange(() => this.#takeOver(clock.now())));
    this.feed.startStream();
  }

  /** Follows, too, what another window sent that is not settled by now: that one may be gone. */
  #takeOver(now: number): void {
    if (now - this.#tookOverAt < OTHERS_MS) return;
    this.#tookOverAt = now;
    this.cancels.resume(undefined, now - OTHERS_MS);
    this.places.resume(now - OTHERS_MS);
  }
}
