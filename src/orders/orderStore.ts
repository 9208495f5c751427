import type { Disposable } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { Order } from '../venues/venue.ts';
import type { Evidence } from './evidence.ts';
import { isTerminal, merge } from './order.ts';

/** What changed: `set` when orders appeared or left, else the ids whose fields changed. */
export interface StoreChange {
  readonly set: boolean;
  readonly orderIds: readonly string[];
  /** Where the news came from. */
  readonly source: Evidence;
}

const CLOSED_KEPT = 10_000;

/**
 * What is known of every order of one account. Each piece of news goes through {@link merge}, so
 * the order in which it arrives does not matter. Closed orders are remembered for a while (the
 * latest 10,000): old news must not bring them back.
 */
export class OrderStore implements Disposable {
  readonly #working = new Map<string, Order>();
  readonly #closed = new Map<string, Order>();
  readonly #changed = new Emitter<StoreChange>();
  readonly onDidChange = this.#changed.event;

  /** Orders that are not known to be closed, oldest first as first seen. */
  get working(): readonly Order[] {
    return [...this.#working.values()];
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
    let set = false;
    const orderIds: string[] = [];
    for (const order of news) {
      const known = this.get(order.orderId);
      const next = merge(known, order);
      if (next === known || (known && same(known, next))) continue;
      const was = this.#working.has(order.orderId);
      this.#put(next);
      if (was !== this.#working.has(order.orderId)) set = true;
      orderIds.push(order.orderId);
    }
    if (orderIds.length > 0) this.#changed.fire({ set, orderIds, source });
  }

  #put(order: Order): void {
    if (!isTerminal(order)) {
      this.#working.set(order.orderId, order);
      return;
    }
    this.#working.delete(order.orderId);
    this.#closed.delete(order.orderId);
    this.#closed.set(order.orderId, order);
    if (this.#closed.size > CLOSED_KEPT) {
      const oldest = this.#closed.keys().next();
      if (!oldest.done) this.#closed.delete(oldest.value);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function same(a: Order, b: Order): boolean {
  return a.sequence === b.sequence && a.raw === b.raw && a.filledQuantity === b.filledQuantity;
}
