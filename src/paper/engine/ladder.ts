import type { EngineOrder } from './order.ts';

/** The orders at one price, in order of arrival: a list linked through the orders themselves. */
interface Level {
  first: EngineOrder;
  last: EngineOrder;
}

/**
 * Orders by price, then by time of arrival. One is a side of a book; others hold stops by their
 * trigger price. Prices are whole ticks. An order is in one ladder at most.
 */
export class Ladder {
  readonly #levels = new Map<number, Level>();
  /** Sorted so that the best price is last, where taking it away is cheap. */
  readonly #prices: number[] = [];
  /** 1 where the highest price is best (bids), -1 where the lowest is (asks). */
  readonly #direction: 1 | -1;

  constructor(best: 'highest' | 'lowest') {
    this.#direction = best === 'highest' ? 1 : -1;
  }

  add(ticks: number, order: EngineOrder): void {
    const level = this.#levels.get(ticks);
    if (level === undefined) {
      this.#levels.set(ticks, { first: order, last: order });
      this.#prices.splice(this.#indexOf(ticks), 0, ticks);
      return;
    }
    order.ahead = level.last;
    level.last.behind = order;
    level.last = order;
  }

  /** @returns whether the order was there */
  remove(ticks: number, order: EngineOrder): boolean {
    const level = this.#levels.get(ticks);
    const { ahead, behind } = order;
    if (level === undefined || (ahead === undefined && level.first !== order)) return false;
    order.ahead = order.behind = undefined;
    if (ahead === undefined && behind === undefined) {
      this.#levels.delete(ticks);
      this.#prices.splice(this.#indexOf(ticks), 1);
      return true;
    }
    if (ahead) ahead.behind = behind;
    else if (behind) level.first = behind;
    if (behind) behind.ahead = ahead;
    else if (ahead) level.last = ahead;
    return true;
  }

  get bestTicks(): number | undefined {
    return this.#prices.at(-1);
  }

  /** The first order at the best price. */
  best(): EngineOrder | undefined {
    return this.#levels.get(this.bestTicks ?? 0)?.first;
  }

  /** All orders, best price first, and at one price the earliest first. */
  *walk(): Generator<EngineOrder> {
    for (let i = this.#prices.length - 1; i >= 0; i--) {
      let order = this.#levels.get(this.#prices[i] ?? 0)?.first;
      for (; order !== undefined; order = order.behind) yield order;
    }
  }

  /** Lots still to be filled at each of the `count` best prices, best first. */
  levels(count: number): [ticks: number, lots: number][] {
    return this.#prices
      .slice(-count)
      .reverse()
      .map((ticks) => {
        let lots = 0;
        let order = this.#levels.get(ticks)?.first;
        for (; order !== undefined; order = order.behind) lots += order.remainingLots;
        return [ticks, lots];
      });
  }

  /** @returns lots still to be filled at the best price */
  bestLots(): number {
    let lots = 0;
    for (let order = this.best(); order !== undefined; order = order.behind) {
      lots += order.remainingLots;
    }
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
