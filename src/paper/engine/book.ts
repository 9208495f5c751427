import type { WireSide } from '../../venues/ascendex/wire.ts';
import type { Contract } from './contracts.ts';
import { Ladder } from './ladder.ts';
import type { EngineOrder, StopBy } from './order.ts';

/** Untriggered stops of one contract, by the price they wait for. */
class Stops {
  readonly #up = new Ladder('lowest');
  readonly #down = new Ladder('highest');

  add(order: EngineOrder): void {
    this.#ladder(order).add(order.terms.stopTicks, order);
  }

  remove(order: EngineOrder): void {
    this.#ladder(order).remove(order.terms.stopTicks, order);
  }

  /** @returns the stop that a trigger price at `ticks` sets off first */
  next(ticks: number): EngineOrder | undefined {
    if ((this.#up.bestTicks ?? Infinity) <= ticks) return this.#up.best();
    if ((this.#down.bestTicks ?? -Infinity) >= ticks) return this.#down.best();
    return undefined;
  }

  #ladder(order: EngineOrder): Ladder {
    return order.triggersUpward ? this.#up : this.#down;
  }
}

/** Everything about one contract's trading: both sides, waiting stops, and the prices that matter. */
export class Book {
  readonly contract: Contract;
  readonly sides: Readonly<Record<WireSide, Ladder>> = {
    Buy: new Ladder('highest'),
    Sell: new Ladder('lowest'),
  };
  /** Trigger prices, ticks: `market` is the last trade, `ref` the index. */
  readonly prices: Record<StopBy, number> = { market: 0, mark: 0, ref: 0 };
  readonly #stops: Readonly<Record<StopBy, Stops>> = {
    market: new Stops(),
    mark: new Stops(),
    ref: new Stops(),
  };
  /** Since the exchange started. */
  readonly stats = { openTicks: 0, highTicks: 0, lowTicks: 0, lots: 0 };
  /** Lots held by the accounts, long and short added up. */
  openInterestLots = 0;

  constructor(contract: Contract) {
    this.contract = contract;
    this.reopen();
  }

  /** Starts the day: all prices at the contract's start, no volume. */
  reopen(): void {
    const start = this.contract.startTicks;
    Object.assign(this.prices, { market: start, mark: start, ref: start });
    Object.assign(this.stats, { openTicks: start, highTicks: start, lowTicks: start, lots: 0 });
  }

  addStop(order: EngineOrder): void {
    this.#stops[order.terms.stopBy].add(order);
  }

  removeStop(order: EngineOrder): void {
    this.#stops[order.terms.stopBy].remove(order);
  }

  /** @returns the next stop that the present prices set off */
  triggered(): EngineOrder | undefined {
    return (
      this.#stops.market.next(this.prices.market) ??
      this.#stops.mark.next(this.prices.mark) ??
      this.#stops.ref.next(this.prices.ref)
    );
  }

  traded(ticks: number, lots: number): void {
    this.prices.market = ticks;
    this.stats.highTicks = Math.max(this.stats.highTicks, ticks);
    this.stats.lowTicks = Math.min(this.stats.lowTicks, ticks);
    this.stats.lots += lots;
  }
}

export function opposite(side: WireSide): WireSide {
  return side === 'Buy' ? 'Sell' : 'Buy';
}

/** Whether an order on `side` limited to `limit` may trade at `price`. Ticks. */
export function accepts(side: WireSide, limit: number, price: number): boolean {
  return side === 'Buy' ? price <= limit : price >= limit;
}
