import type { CancelPhase } from '../orders/cancelOutcome.ts';
import type { CancelService } from '../orders/cancelService.ts';
import type { Marks } from '../orders/marks.ts';
import { requestedOrder } from '../orders/requestedOrder.ts';
import type { PlacePhase } from '../orders/placeOutcome.ts';
import type { PlaceService } from '../orders/placeService.ts';
import type { OrderStore } from '../orders/orderStore.ts';
import type { Order } from '../venues/venue.ts';
import { comparator, groupOf, isFiltered, shows, USUAL, type Arrangement } from './arrangement.ts';

/** An order as the sidebar shows it. */
export interface DeskRow {
  readonly orderId: string;
  readonly symbol: string;
  /** `undefined` for an order of which nothing but the cancel is known. */
  readonly order: Order | undefined;
}

/** Where an order's cancel or placement stands that is not settled. */
export type RowPhase = CancelPhase | `place ${PlacePhase}`;

/**
 * The rows of the sidebar: working orders, and those whose cancel or placement is not settled, in groups. An order of
 * which nothing is known passes every filter, and stands by its symbol or, in other groupings, by itself.
 */
export class DeskRows {
  readonly #store: OrderStore;
  readonly #cancels: CancelService;
  readonly #places: PlaceService;
  readonly #marks: Marks;
  arrangement: Arrangement = USUAL;
  /** What rows say of an order in words, which a filter finds too. */
  wordsOf: (order: Order) => string = () => '';

  constructor(store: OrderStore, cancels: CancelService, places: PlaceService, marks: Marks) {
    this.#store = store;
    this.#cancels = cancels;
    this.#places = places;
    this.#marks = marks;
  }

  /** How many there are without any filter. */
  get total(): number {
    return this.#store.size + this.#others.length;
  }

  /** How many the filter leaves. */
  get shown(): number {
    if (!isFiltered(this.arrangement)) return this.total;
    return this.#all.filter((row) => this.#passes(row)).length;
  }

  /** Groups that have rows, by name. */
  get groups(): readonly string[] {
    const { arrangement } = this;
    const rows = isFiltered(arrangement) ? this.#all.filter((row) => this.#passes(row)) : undefined;
    if (arrangement.grouping === 'symbol' && !rows) {
      const others = this.#others.map(({ symbol }) => symbol);
      return [...new Set([...this.#store.symbols, ...others])].sort();
    }
    return [...new Set((rows ?? this.#all).map((row) => this.groupOf(row)))].sort();
  }

  groupOf({ symbol, order }: DeskRow): string {
    const { grouping } = this.arrangement;
    if (order) return groupOf(grouping, order);
    return grouping === 'symbol' ? symbol : '';
  }

  /** The rows of a group in their order. */
  rowsIn(group: string): readonly DeskRow[] {
    const compare = comparator(this.arrangement, this.#marks);
    return this.#within(group).sort((a, b) => {
      if (a.order && b.order) return compare(a.order, b.order);
      return a.order ? -1 : b.order ? 1 : a.orderId < b.orderId ? -1 : 1;
    });
  }

  /** How many rows a group has. */
  countIn(group: string): number {
    const { arrangement } = this;
    if (arrangement.grouping !== 'symbol' || isFiltered(arrangement))
      return this.#within(group).length;
    const others = this.#others.filter(({ symbol }) => symbol === group);
    return this.#store.workingIn(group).size + others.length;
  }

  #within(group: string): DeskRow[] {
    const rows = this.arrangement.grouping === 'symbol' ? this.#ofSymbol(group) : this.#all;
    return rows.filter((row) => this.groupOf(row) === group && this.#passes(row));
  }

  #ofSymbol(symbol: string): readonly DeskRow[] {
    const working = [...this.#store.workingIn(symbol)].map((orderId) => this.#row(orderId, symbol));
    return [...working, ...this.#others.filter((other) => other.symbol === symbol)];
  }

  get #all(): readonly DeskRow[] {
    const working = this.#store.working.map((order) => ({
      ...{ orderId: order.orderId, symbol: order.symbol, order },
    }));
    return [...working, ...this.#others];
  }

  #passes({ order }: DeskRow): boolean {
    return !order || this.shows(order);
  }

  /** Whether the filter leaves an order in sight. */
  shows(order: Order): boolean {
    return shows(this.arrangement, order, this.wordsOf);
  }

  /** An order as it is known, was known before its cancel, or was asked for. */
  orderOf(orderId: string): Order | undefined {
    const known = this.#store.get(orderId) ?? this.#cancels.orderOf(orderId);
    const report = known ? undefined : this.#places.reportOf(orderId);
    return known ?? (report && requestedOrder(orderId, report));
  }

  /** Where its cancel stands, or its placement; `undefined` where both are settled. */
  phaseOf(orderId: string): RowPhase | undefined {
    const placing = this.#places.phaseOf(orderId);
    return this.#cancels.phaseOf(orderId) ?? (placing && `place ${placing}`);
  }

  /** Orders whose cancel or placement is not settled and which are not known to work. */
  get #others(): readonly DeskRow[] {
    const unsettled = [...this.#cancels.unsettled, ...this.#places.unsettled];
    const symbols = new Map(unsettled.map(({ orderId, symbol }) => [orderId, symbol]));
    return [...symbols]
      .filter(([orderId]) => !this.#store.isWorking(orderId))
      .map(([orderId, symbol]) => this.#row(orderId, symbol));
  }

  #row(orderId: string, symbol: string): DeskRow {
    return { orderId, symbol, order: this.orderOf(orderId) };
  }
}
