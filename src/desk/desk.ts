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
import type { Venue } from '../venues/venue.ts';
import { DeskRows } from './deskRows.ts';
import { HistoryBook } from './historyBook.ts';
import { PositionsDesk } from './positionsDesk.ts';
import type { Profile } from './profile.ts';

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

  constructor(
    profile: Profile,
    venue: Venue,
    clock: Clock,
    journal: CancelJournal,
    placeJournal: PlaceJournal = memoryJournal(),
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
    this.news = this.register(new OrderNews(this.store, this.cancels, this.places, clock));
    this.marks = this.register(new Marks(venue, clock));
    this.rows = new DeskRows(this.store, this.cancels, this.places, this.marks);
    const fills = this.register(new FillRecord(venue.stream?.()));
    this.history = this.register(new HistoryBook(venue, this.store, fills, clock));
    const orders = { store: this.store, feed: this.feed };
    const { cancels, places, marks } = this;
    const parts = { venue, clock, marks, orders, cancels, places };
    this.positions = this.register(new PositionsDesk(parts));
    this.cancels.resume();
    this.places.resume();
    this.feed.startStream();
  }
}
