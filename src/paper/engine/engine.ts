import type { ServerClock } from '../clock.ts';
import type { Random } from '../random.ts';
import { Book, opposite } from './book.ts';
import { CONTRACTS, unitsOf, type Contract } from './contracts.ts';
import { createEngineEvents, type EngineEvents } from './events.ts';
import { affords } from './margin.ts';
import { capacity, fillsEntirely, limitOf, match, refusal, type MatchActions } from './matcher.ts';
import { EngineOrder, isMarket, isStop, type OrderState, type StopBy } from './order.ts';
import { closingOrder, PositionStops, type DuePosition } from './positionStops.ts';
import { rest, takeOut } from './resting.ts';
import { settle } from './settle.ts';

/**
 * The matching engine: one book per contract, strictly one thing after the other. It knows nothing
 * of requests; what comes in has been checked, and what happens goes out as events.
 */
export class Engine {
  readonly events: EngineEvents = createEngineEvents();
  readonly #books = new Map<string, Book>();
  readonly #clock: ServerClock;
  readonly #random: Random;
  readonly #positionStops = new PositionStops();
  #sequence: number;
  /** Above 0 while triggered stops wait; see {@link together}. */
  #holding = 0;
  readonly #actions: MatchActions = {
    fill: (resting, incoming, lots) => this.#fill(resting, incoming, lots),
    drop: (order, errorCode) => this.cancel(order, errorCode),
  };

  constructor(clock: ServerClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.#sequence = random.integer(20_000_000_000, 29_000_000_000);
    for (const contract of CONTRACTS) this.#books.set(contract.symbol, new Book(contract));
  }

  get books(): Iterable<Book> {
    return this.#books.values();
  }

  book(contract: Contract): Book {
    const book = this.#books.get(contract.symbol);
    if (book === undefined) throw new Error(`no book for ${contract.symbol}`);
    return book;
  }

  /** A contract's mark price, ticks. */
  readonly markOf = (contract: Contract): number => this.book(contract).prices.mark;

  /**
   * Takes an order in: a stop waits, anything else is matched, and what is left rests or ends as
   * its time in force says.
   * @param accepted called once the order is accepted or rejected and before anything fills
   */
  place(order: EngineOrder, accepted?: () => void): void {
    const book = this.book(order.terms.contract);
    order.account?.open.set(order.orderId, order);
    if (isStop(order.terms)) {
      const { stopTicks, stopBy } = order.terms;
      order.triggersUpward = stopTicks >= book.prices[stopBy];
      book.addStop(order);
      this.#report(order);
      accepted?.();
    } else {
      this.#work(book, order, accepted);
    }
    this.#runStops(book);
  }

  /** Ends an open order. */
  cancel(order: EngineOrder, errorCode = ''): void {
    takeOut(this.book(order.terms.contract), order);
    this.#end(order, 'Canceled', errorCode);
  }

  /**
   * Lets somebody trade with one resting order at its own price, past everybody ahead of it.
   * @returns the lots that traded: none where it does not rest, less where it may not have more
   */
  fillResting(order: EngineOrder, lots: number): number {
    const { contract, side } = order.terms;
    if (!order.open || order.status === 'PendingNew') return 0;
    const traded = Math.min(lots, capacity(order));
    if (traded <= 0) return 0;
    const terms = { ...order.terms, side: opposite(side), lots: traded, reduceOnly: false };
    const other = new EngineOrder('', undefined, terms, this.#clock.now());
    this.together(contract, () => this.#fill(order, other, traded));
    return traded;
  }

  /** Sets the prices that trigger stops and value positions, ticks; those not given stay. */
  setPrices(contract: Contract, prices: Partial<Record<StopBy, number>>): void {
    const book = this.book(contract);
    Object.assign(book.prices, prices);
    this.events.emit('prices', contract);
    this.#runStops(book);
  }

  /**
   * Runs what belongs together: stops that it triggers are set off when all of it has happened, and
   * so never meet a book that is half changed.
   */
  together(contract: Contract, action: () => void): void {
    this.#holding += 1;
    try {
      action();
    } finally {
      this.#holding -= 1;
    }
    this.#runStops(this.book(contract));
  }

  /** Starts an order working: on arrival, or when its stop is triggered. */
  #work(book: Book, order: EngineOrder, accepted?: () => void): void {
    const { terms } = order;
    const limit = limitOf(terms, book.prices.mark);
    const errorCode = refusal(book, order, limit);
    if (errorCode === '') this.#report(order, { status: 'New' });
    else this.#end(order, 'Rejected', errorCode);
    accepted?.();
    if (!order.open) return;
    if (terms.timeInForce === 'FOK' && !fillsEntirely(book, order, limit)) {
      this.#end(order, 'Canceled');
      return;
    }
    match(book, order, limit, this.#actions);
    if (!order.open) return;
    if (isMarket(terms) || terms.timeInForce !== 'GTC') this.#end(order, 'Canceled');
    else rest(book, order);
  }

  /** Sets off the stops that the present prices trigger, and those that their fills trigger. */
  #runStops(book: Book): void {
    if (this.#holding > 0) return;
    for (;;) {
      const stop = book.triggered();
      const position = stop ? undefined : this.#positionStops.due(book);
      if (stop) this.#trigger(book, stop);
      else if (position) this.#close(book, position);
      else return;
    }
  }

  #trigger(book: Book, stop: EngineOrder): void {
    book.removeStop(stop);
    const { terms, account } = stop;
    const units = unitsOf(isMarket(terms) ? book.prices.mark : terms.ticks, terms.lots);
    const added = { contract: terms.contract, side: terms.side, units };
    if (account && !terms.reduceOnly && affords(account, this.markOf, added) !== 'yes') {
      this.#end(stop, 'Rejected', 'InsufficientMargin'); // untriggered stops reserve none
    } else {
      this.#work(book, stop);
    }
  }

  /** Closes a position by an order of the exchange's own. */
  #close(book: Book, due: DuePosition): void {
    const order = closingOrder(due, this.#clock.now(), this.#random);
    due.account.open.set(order.orderId, order);
    this.#work(book, order);
  }

  #fill(resting: EngineOrder, incoming: EngineOrder, lots: number): void {
    const { contract, ticks, side } = resting.terms;
    const book = this.book(contract);
    const time = this.#clock.now();
    if (resting.account && !resting.terms.reduceOnly) {
      resting.account.position(contract).resting[side] -= unitsOf(ticks, lots);
    }
    book.openInterestLots += settle(resting, 'maker', lots, ticks, time);
    book.openInterestLots += settle(incoming, 'taker', lots, ticks, time);
    for (const order of [resting, incoming]) this.#positionStops.filled(order);
    book.traded(ticks, lots);
    if (resting.remainingLots === 0) book.sides[side].remove(ticks, resting);
    for (const order of [resting, incoming]) {
      if (order.remainingLots === 0) this.#end(order, 'Filled');
      else this.#report(order);
    }
    const takerSide = incoming.terms.side;
    this.events.emit('trade', { contract, ticks, lots, takerSide, resting, incoming, time });
    for (const { account } of [resting, incoming]) {
      if (account !== undefined) this.events.emit('account', account);
    }
  }

  #end(order: EngineOrder, status: 'Filled' | 'Canceled' | 'Rejected', errorCode = ''): void {
    this.#report(order, { status, errorCode });
    order.account?.close(order);
  }

  /** Changes an order's state, gives it a new sequence number and tells it. They grow, and skip. */
  #report(order: EngineOrder, differences: Partial<OrderState> = {}): void {
    this.#sequence += this.#random.integer(1, 9);
    const lastExecTime = this.#clock.now();
    order.change({ ...differences, sequence: this.#sequence, lastExecTime });
    if (order.account) this.events.emit('order', order);
  }
}
