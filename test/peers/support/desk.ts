import { systemClock } from '../../../src/common/clock.ts';
import type { PaperOptions } from '../../../src/paper/exchange.ts';
import type { AscendexOptions } from '../../../src/venues/ascendex/client.ts';
import type { Venue } from '../../../src/venues/venue.ts';
import { VenueRig } from '../../support/venueRig.ts';
import { WatchedExchange } from './exchange.ts';
import { reports } from './ledger.ts';

/** Order Desk's own client and the paper exchange it is pointed at. */
export interface DeskPeer {
  readonly exchange: WatchedExchange;
  readonly venue: Venue;
  /** Another client of the same account. */
  connect(options?: Partial<AscendexOptions>): Venue;
}

/** Gives each test of a suite a client of its own, and an exchange of its own. */
export function useDesk(file: string, options: PaperOptions = {}): () => DeskPeer {
  const rig = new VenueRig();
  let peer: DeskPeer;
  reports(file);
  beforeEach(async () => {
    const exchange = await WatchedExchange.start('desk', options);
    rig.endLater(() => exchange.close());
    const { apiKey, secret, url } = exchange.paper.ready;
    const connect = (more: Partial<AscendexOptions> = {}): Venue =>
      rig.venue(url, {
        accountGroup: undefined,
        clock: systemClock,
        // Two orders of the same millisecond are told apart by it alone.
        random: Math.random,
        credentials: { apiKey, secret, origin: url },
        ...more,
      }).venue;
    peer = { exchange, connect, venue: connect() };
  });
  afterEach(() => rig.end());
  return () => peer;
}
