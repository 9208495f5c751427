import type { EngineOrder } from './order.ts';

/**
 * Orders by price, then by time of arrival. One is a side of a book; others hold stops by their
 * trigger price. Prices are whole ticks.
 */
export class Ladder {
  readonly #levels = new Map<number, Set<EngineOrder>>();
  /** Sorted so that the best price is last, where taking it away is cheap. */
  readonly #prices: number[] = [];
  /** 1 where the highest price is best (bids), -1 where the lowest is (asks). */
  readonly #direction: 1 | -1;

  constructor(best: 'highest' | 'lowest') {
    this.#direction = best === 'highest' ? 1 : -1;
  }

  add(ticks: number, order: EngineOrder): void {
    let level = this.#levels.get(ticks);
    if (level === undefined) {
      level = new Set();
      this.#levels.set(ticks, level);
      this.#prices.splice(this.#indexOf(ticks), 0, ticks);
    }
    level.add(order);
  }

  /** @returns whether the order was there */
  remove(ticks: number, order: EngineOrder): boolean {
    const level = this.#levels.get(ticks);
    if (level === undefined || !level.delete(order)) return false;
    if (level.size === 0) {
      this.#levels.delete(ticks);
      this.#prices.splice(this.#indexOf(ticks), 1);
    }
    return true;
  }

  get bestTicks(): number | undefined {
    return this.#prices.at(-1);
  }

  /** The first order at the best price. */
  best(): EngineOrder | undefined {
    for (const order of this.walk()) return order;
    return undefined;
  }

  /** All orders, best price first, and at one price the earliest first. */
  *walk(): Generator<EngineOrder> {
    for (let i = this.#prices.length - 1; i >= 0; i--) {
      yield* this.#levels.get(this.#prices[i] ?? 0) ?? [];
    }
  }

  /** @returns lots still to be filled at the best price */
  bestLots(): number {
    let lots = 0;
    for (const order of this.#levels.get(this.bestTicks ?? 0) ?? []) lots += order.remainingLots;
    return lots;
  }

  /** Where `ticks` is, or would go. */
  #indexOf(ticks: number): number {
    let low = 0;
    let high = this.#prices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (((this.#prices[middle] ?? 0) - ticks) * this.#direction < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
