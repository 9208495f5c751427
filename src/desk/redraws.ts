/** What of the tree is to be drawn again in one go. */
export interface Redraw {
  /** Symbols whose row and all rows below it are drawn. */
  readonly symbols: readonly string[];
  /** Orders whose row alone is drawn. */
  readonly orderIds: readonly string[];
  /** How many rows these are. */
  readonly rows: number;
}

/** Drawing rows one by one costs the square of their number, drawing a symbol goes by its rows. */
const FEW = 50;
/** About so many rows are drawn in one go; what is too much for one waits for the next. */
const MANY = 1_000;

interface Changes {
  /** Orders came or went. */
  set: boolean;
  readonly orderIds: Set<string>;
}

/**
 * Gathers which rows have changed until the tree is drawn again, each once however often it changed.
 * Where much has changed at once, the symbols take turns.
 */
export class Redraws {
  /** The symbol that waits longest comes first. */
  readonly #changed = new Map<string, Changes>();
  readonly #first = new Set<string>();

  get empty(): boolean {
    return this.#changed.size === 0 && this.#first.size === 0;
  }

  /** An order's row has changed. */
  order(symbol: string, orderId: string): void {
    const changes = this.#of(symbol);
    // Past a few the whole symbol is drawn, whichever they are.
    if (changes.orderIds.size <= FEW) changes.orderIds.add(orderId);
  }

  /** The same where a person waits to see it: before all others. */
  orderFirst(symbol: string, orderId: string): void {
    if (this.#first.size < FEW) this.#first.add(orderId);
    else this.order(symbol, orderId);
  }

  /** Orders of the symbol came or went, or all of them have changed. */
  symbol(symbol: string): void {
    this.#of(symbol).set = true;
  }

  clear(): void {
    this.#changed.clear();
    this.#first.clear();
  }

  /**
   * Takes out what is to be drawn now.
   * @param rowsOf how many rows are drawn with a symbol: one where it is collapsed
   */
  take(rowsOf: (symbol: string) => number): Redraw {
    const symbols: string[] = [];
    const orderIds = [...this.#first];
    let rows = orderIds.length;
    let taken = 0;
    this.#first.clear();
    for (const [symbol, changes] of this.#changed) {
      const below = rowsOf(symbol);
      const few = !changes.set && orderIds.length + changes.orderIds.size <= FEW && below > 1;
      const more = few ? changes.orderIds.size : below;
      if (taken > 0 && rows + more > MANY) continue;
      if (few) orderIds.push(...changes.orderIds);
      else symbols.push(symbol);
      rows += more;
      taken += 1;
      this.#changed.delete(symbol);
    }
    return { symbols, orderIds, rows };
  }

  #of(symbol: string): Changes {
    let changes = this.#changed.get(symbol);
    if (!changes) {
      changes = { set: false, orderIds: new Set() };
      this.#changed.set(symbol, changes);
    }
    return changes;
  }
}
