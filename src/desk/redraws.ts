/** What of the tree is to be drawn again in one go. */
export interface Redraw {
  /** Groups whose row and all rows below it are drawn. */
  readonly groups: readonly string[];
  /** Orders whose row alone is drawn. */
  readonly orderIds: readonly string[];
  /** How many rows these are. */
  readonly rows: number;
}

/** Drawing rows one by one costs the square of their number, drawing a group goes by its rows. */
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
 * Where much has changed at once, the groups take turns.
 */
export class Redraws {
  /** The group that waits longest comes first. */
  readonly #changed = new Map<string, Changes>();
  readonly #first = new Set<string>();

  get empty(): boolean {
    return this.#changed.size === 0 && this.#first.size === 0;
  }

  /** Whether a person waits to see what is to be drawn. */
  get urgent(): boolean {
    return this.#first.size > 0;
  }

  /** An order's row has changed. */
  order(group: string, orderId: string): void {
    const changes = this.#of(group);
    // Past a few the whole group is drawn, whichever they are.
    if (changes.orderIds.size <= FEW) changes.orderIds.add(orderId);
  }

  /** The same where a person waits to see it: before all others. */
  orderFirst(group: string, orderId: string): void {
    if (this.#first.size < FEW) this.#first.add(orderId);
    else this.order(group, orderId);
  }

  /** Orders of the group came or went, or all of them have changed. */
  group(group: string): void {
    this.#of(group).set = true;
  }

  clear(): void {
    this.#changed.clear();
    this.#first.clear();
  }

  /**
   * Takes out what is to be drawn now.
   * @param rowsOf how many rows are drawn with a group: one where it is collapsed
   */
  take(rowsOf: (group: string) => number): Redraw {
    const groups: string[] = [];
    const orderIds = [...this.#first];
    let rows = orderIds.length;
    let taken = 0;
    this.#first.clear();
    for (const [group, changes] of this.#changed) {
      const below = rowsOf(group);
      const few = !changes.set && orderIds.length + changes.orderIds.size <= FEW && below > 1;
      const more = few ? changes.orderIds.size : below;
      if (taken > 0 && rows + more > MANY) continue;
      if (few) orderIds.push(...changes.orderIds);
      else groups.push(group);
      rows += more;
      taken += 1;
      this.#changed.delete(group);
    }
    return { groups, orderIds, rows };
  }

  #of(group: string): Changes {
    let changes = this.#changed.get(group);
    if (!changes) {
      changes = { set: false, orderIds: new Set() };
      this.#changed.set(group, changes);
    }
    return changes;
  }
}
