import { systemClock, type Clock } from '../../../src/common/clock.ts';
import { Desk } from '../../../src/desk/desk.ts';
import { followDesk } from '../../../src/desk/followDesk.ts';
import { PAPER } from '../../../src/desk/profile.ts';
import { Redraws } from '../../../src/desk/redraws.ts';
import type { VenueStream } from '../../../src/venues/stream.ts';
import type { Order, Venue } from '../../../src/venues/venue.ts';
import { memoryJournal } from '../../../src/orders/journal.ts';

/** A desk as the window has one, with the rows that wait to be drawn and nobody who draws them. */
export class DeskAtWork {
  readonly desk: Desk;
  readonly redraws = new Redraws();
  /** Messages of orders and accounts that were read. */
  received = 0;
  readonly #stream: VenueStream;

  constructor(venue: Venue, clock: Clock = systemClock) {
    const stream = venue.stream?.();
    if (!stream) throw new Error('there is no stream');
    this.#stream = stream;
    stream.onOrders(() => (this.received += 1));
    stream.onAccount(() => (this.received += 1));
    this.desk = new Desk(PAPER, venue, clock, memoryJournal());
    followDesk(this.desk, this.redraws, () => undefined);
  }

  /** Resolves when the stream is live and the orders there are at that moment are known. */
  async live(): Promise<void> {
    while (this.#stream.state.phase !== 'live') {
      await new Promise<void>((resolve) => {
        const once = this.#stream.onDidChangeState(() => (once.dispose(), resolve()));
      });
    }
    await this.desk.feed.refresh();
    const { error } = this.desk.feed.state;
    if (error) throw error;
  }

  /** How many of these, all that are open, the desk knows otherwise, or does not know. */
  different(open: readonly Order[]): number {
    const { store } = this.desk;
    const wrong = open.filter(({ orderId, sequence, status, filledQuantity }) => {
      const known = store.get(orderId);
      return (
        known?.sequence !== sequence ||
        known.status !== status ||
        known.filledQuantity !== filledQuantity
      );
    });
    return wrong.length + Math.abs(store.size - open.length);
  }
}
