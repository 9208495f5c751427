import type { WireSide } from '../../venues/ascendex/wire.ts';
import type { ServerClock } from '../clock.ts';
import type { Book } from '../engine/book.ts';
import type { Contract } from '../engine/contracts.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineOrder, type OrderTerms } from '../engine/order.ts';
import type { Random } from '../random.ts';
import { Walk } from './walk.ts';
import { quotes } from './quotes.ts';

interface Trading {
  readonly book: Book;
  readonly walk: Walk;
  quotes: EngineOrder[];
}

/**
 * Everyone else. A market maker quotes both sides around a price that wanders, and traders take
 * from the book at random. Their orders are ordinary orders in the same books, matched by the same
 * rules, so an account's resting order fills when the market comes to it.
 */
export class Market {
  /** While true, time passes and nothing moves. */
  frozen = false;
  readonly #engine: Engine;
  readonly #clock: ServerClock;
  readonly #random: Random;
  readonly #trading = new Map<string, Trading>();

  constructor(engine: Engine, clock: ServerClock, random: Random) {
    this.#engine = engine;
    this.#clock = clock;
    this.#random = random;
    for (const book of engine.books) {
      const walk = new Walk(book.contract, random);
      this.#trading.set(book.contract.symbol, { book, walk, quotes: [] });
    }
  }

  /** Puts up the first quotes. */
  open(): void {
    for (const trading of this.#trading.values()) this.#requote(trading);
  }

  /** Moves every contract by one step, whether frozen or not. */
  step(): void {
    for (const trading of this.#trading.values()) {
      trading.walk.step();
      this.#engine.together(trading.book.contract, () => this.#requote(trading));
      if (this.#random.chance(1, 3)) this.#flow(trading);
    }
  }

  /**
   * Moves a contract to a price, trading through everything on the way: orders that wait at a
   * better price than `ticks` fill entirely, those at `ticks` itself do not.
   */
  move(contract: Contract, ticks: number): void {
    const trading = this.#of(contract);
    const side = ticks >= trading.walk.fair ? 'Buy' : 'Sell';
    const limit = side === 'Buy' ? ticks - 1 : ticks + 1;
    this.#engine.together(contract, () => {
      this.#withdraw(trading);
      this.#send(contract, side, Number.MAX_SAFE_INTEGER, limit, 'IOC');
      trading.walk.jump(ticks);
      this.#requote(trading);
      this.#engine.setPrices(contract, { market: ticks });
    });
  }

  /**
   * Lets somebody else take from the book at `ticks` or better, once.
   * @returns the lots that traded
   */
  trade(contract: Contract, side: WireSide, lots: number, ticks: number): number {
    return this.#send(contract, side, lots, ticks, 'IOC').filledLots;
  }

  #of(contract: Contract): Trading {
    const trading = this.#trading.get(contract.symbol);
    if (trading === undefined) throw new Error(`no market in ${contract.symbol}`);
    return trading;
  }

  #withdraw(trading: Trading): void {
    for (const quote of trading.quotes) if (quote.open) this.#engine.cancel(quote);
    trading.quotes = [];
  }

  /** Replaces the quotes by new ones around the fair price, and publishes that. */
  #requote(trading: Trading): void {
    this.#withdraw(trading);
    const { contract } = trading.book;
    trading.quotes = quotes(contract, trading.walk.fair, this.#random).map((quote) =>
      this.#send(contract, quote.side, quote.lots, quote.ticks, 'GTC'),
    );
    this.#engine.setPrices(contract, { mark: trading.walk.mark, ref: trading.walk.fair });
  }

  /** Somebody takes a little of the best price, or of the two or three best. */
  #flow({ book, walk }: Trading): void {
    const { contract } = book;
    const side = this.#random.pick(['Buy', 'Sell'] as const);
    const reach = Math.max(1, Math.floor(walk.fair / 5_000));
    const limit = Math.max(1, side === 'Buy' ? walk.fair + reach : walk.fair - reach);
    const lots = walk.lotsFor(this.#random.integer(100, 15_000));
    this.#send(contract, side, lots, limit, 'IOC');
  }

  #send(
    contract: Contract,
    side: WireSide,
    lots: number,
    ticks: number,
    timeInForce: 'GTC' | 'IOC',
  ): EngineOrder {
    const terms: OrderTerms = {
      ...{ contract, side, type: 'Limit', timeInForce, ticks, lots },
      ...{ postOnly: false, reduceOnly: false, stopTicks: 0, stopBy: 'market' },
    };
    const order = new EngineOrder('', undefined, terms, this.#clock.now());
    this.#engine.place(order);
    return order;
  }
}
