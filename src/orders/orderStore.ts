import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Order } from '../venues/venue.ts';
import type { Evidence } from './evidence.ts';
import { hasFills, isTerminal, merge } from './order.ts';

/** What changed: these orders; `set` when some of them appeared or left. */
export interface StoreChange {
  readonly set: boolean;
  readonly orderIds: readonly string[];
  /** The symbols in which orders appeared or left. */
  readonly symbols: ReadonlySet<string>;
  /** Where the news came from. */
  readonly source: Evidence;
}

/** An order with another status, or more of it filled, than was known before. */
export interface OrderStep {
  /** `undefined` for one that was told of for the first time, and of fills with that, outside of a list. */
  readonly before: Order | undefined;
  readonly after: Order;
  readonly source: Evidence;
}

const CLOSED_KEPT = 10_000;
const NONE: ReadonlySet<string> = new Set();

/**
 * What is known of every order of one account. Each piece of news goes through {@link merge}, so
 * the order in which it arrives does not matter. Closed orders are remembered for a while (the
 * latest 10,000): old news must not bring them back.
 */
export class OrderStore implements Disposable {
  readonly #working = new Map<string, Order>();
  /** Ids of working orders by symbol; a symbol without any is not there. */
  readonly #bySymbol = new Map<string, Set<string>>();
  readonly #closed = new Map<string, Order>();
  /** Ids of closed orders in a ring: the next one to close takes the place of the oldest. */
  readonly #ring: string[] = [];
  #next = 0;
  readonly #changed = new Emitter<StoreChange>();
  readonly onDidChange = this.#changed.event;
  readonly #stepped = new Emitter<readonly OrderStep[]>();
  /** Fires before {@link onDidChange} where orders went on: what that ends is still under way. */
  readonly onDidStep = this.#stepped.event;

  /** Orders that are not known to be closed, oldest first as first seen. */
  get working(): readonly Order[] {
    return [...this.#working.values()];
  }

  /** Symbols of working orders, in no order. */
  get symbols(): Iterable<string> {
    return this.#bySymbol.keys();
  }

  /** Ids of the working orders of a symbol, oldest first as first seen. */
  workingIn(symbol: string): ReadonlySet<string> {
    return this.#bySymbol.get(symbol) ?? NONE;
  }

  get size(): number {
    return this.#working.size;
  }

  /** The order as last known, closed ones included. */
  get(orderId: string): Order | undefined {
    return this.#working.get(orderId) ?? this.#closed.get(orderId);
  }

  isWorking(orderId: string): boolean {
    return this.#working.has(orderId);
  }

  /** Takes in news of orders; fires once, and only if something is different now. */
  apply(news: readonly Order[], source: Evidence): void {
    const orderIds: string[] = [];
    let steps: OrderStep[] | undefined;
    let symbols: Set<string> | undefined;
    for (const order of news) {
      const { orderId } = order;
      const working = this.#working.get(orderId);
      const known = working ?? this.#closed.get(orderId);
      const next = merge(known, order);
      if (next === known || (known && same(known, next))) continue;
      const after = isTerminal(next) ? undefined : next.symbol;
      if (after !== undefined) this.#working.set(orderId, next);
      else this.#close(next, working, known);
      orderIds.push(orderId);
      const step = known ? isStep(known, next) : source.kind !== 'snapshot' && hasFills(next);
      if (step) (steps ??= []).push({ before: known, after: next, source });
      if (working?.symbol === after) continue;
      symbols ??= new Set();
      if (working) symbols.add(this.#leave(working));
      if (after !== undefined) symbols.add(this.#join(next));
    }
    const set = symbols !== undefined;
    if (steps) this.#stepped.fire(steps);
    if (orderIds.length > 0)
      this.#changed.fire({ set, orderIds, symbols: symbols ?? NONE, source });
  }

  /** Takes an order off the list, and claims nothing of it: any news of it brings it back. */
  forget(orderId: string, source: Evidence): void {
    const working = this.#working.get(orderId);
    if (!working) return;
    this.#working.delete(orderId);
    const symbols = new Set([this.#leave(working)]);
    this.#changed.fire({ set: true, orderIds: [orderId], symbols, source });
  }

  #join({ orderId, symbol }: Order): string {
    const joined = this.#bySymbol.get(symbol);
    if (joined) joined.add(orderId);
    else this.#bySymbol.set(symbol, new Set([orderId]));
    return symbol;
  }

  #leave({ orderId, symbol }: Order): string {
    const left = this.#bySymbol.get(symbol);
    if (left?.delete(orderId) && left.size === 0) this.#bySymbol.delete(symbol);
    return symbol;
  }

  /** Looking for the oldest in a map that much was deleted from is slow, hence the ring. */
  #close(order: Order, working: Order | undefined, known: Order | undefined): void {
    const { orderId } = order;
    if (working) this.#working.delete(orderId);
    if (working || !known) {
      const oldest = this.#ring[this.#next];
      if (oldest !== undefined) this.#closed.delete(oldest);
      this.#ring[this.#next] = orderId;
      this.#next = (this.#next + 1) % CLOSED_KEPT;
    }
    this.#closed.set(orderId, order);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#stepped.dispose();
  }
}

function isStep(before: Order, after: Order): boolean {
  return before.status !== after.status || before.filledQuantity !== after.filledQuantity;
}

function same(a: Order, b: Order): boolean {
  return a.sequence === b.sequence && a.raw === b.raw && a.filledQuantity === b.filledQuantity;
}
