import { systemClock } from '../../src/common/clock.ts';
import { Desk } from '../../src/desk/desk.ts';
import { PAPER } from '../../src/desk/profile.ts';
import type { SeenStore } from '../../src/desk/seenOrders.ts';
import type { CancelJournal } from '../../src/orders/cancelJournal.ts';
import type { Claims } from '../../src/orders/told.ts';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import type { AscendexOptions } from '../../src/venues/ascendex/client.ts';
import { memoryJournal } from '../../src/orders/journal.ts';
import { VenueRig } from './venueRig.ts';

/** A paper exchange and desks on it as windows have them, all ended after the test. */
export class PaperDesks extends VenueRig {
  #exchange: PaperExchange | undefined;

  get exchange(): PaperExchange {
    if (!this.#exchange) throw new Error('start() first');
    return this.#exchange;
  }

  async start(orders = 4): Promise<PaperExchange> {
    const exchange = (this.#exchange = await startPaperExchange({ seed: 3, orders, frozen: true }));
    this.endLater(() => exchange.close());
    return exchange;
  }

  /** A desk that waits for nothing before it connects again. */
  desk(
    journal: CancelJournal = memoryJournal(),
    options: Partial<AscendexOptions> = {},
    seen?: SeenStore,
    claims?: Claims,
  ): Desk {
    const { apiKey, secret, url, accountGroup } = this.exchange.ready;
    const { venue } = this.venue(url, {
      clock: systemClock,
      accountGroup: String(accountGroup),
      credentials: { apiKey, secret, origin: url },
      random: () => 0,
      ...options,
    });
    const clock = options.clock ?? systemClock;
    const desk = new Desk(PAPER, venue, clock, journal, memoryJournal(), seen, claims);
    this.endLater(() => Promise.resolve(desk.dispose()));
    return desk;
  }
}

/** Resolves once `holds` does; it is looked at whenever the desk hears of anything. */
export async function until(desk: Desk, holds: () => boolean): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      for (const each of listening) each.dispose();
      resolve();
    };
    const listening = [
      desk.feed.onDidChange(look),
      desk.store.onDidChange(look),
      desk.cancels.onDidChange(look),
    ];
  });
}

/** Resolves once the desk's stream is live. */
export function live(desk: Desk): Promise<void> {
  return until(desk, () => desk.feed.state.stream?.phase === 'live');
}
