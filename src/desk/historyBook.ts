import type { Clock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { FillRecord } from '../orders/fillRecord.ts';
import { knownFills } from '../orders/fills.ts';
import type { OrderStore } from '../orders/orderStore.ts';
import type { BalanceChange, FundingPayment, PastOrder } from '../venues/history.ts';
import type { Venue } from '../venues/venue.ts';
import { reachDays } from './balanceReach.ts';
import { UNFILTERED, type HistoryFilter } from './historyFilter.ts';
import { HistoryPart, type PartState } from './historyPart.ts';
import { reachFunding, reachOrders } from './historyReach.ts';
import { showsChange, showsFill, showsOrder, showsPayment } from './historyShows.ts';
import {
  changeRow,
  executionRow,
  fillRow,
  orderRow,
  paymentRows,
  recordOf,
  SECTIONS,
  type HistoryRow,
  type RowRecord,
  type Section,
} from './historyRows.ts';

const LIMITS = [50, 200, 1_000];
const PAGE_SIZE = 50;

/**
 * What the desk knows of what has been: orders, fills, funding payments, changes of the balance.
 * Nothing is asked for unbidden.
 */
export class HistoryBook extends DisposableStore {
  readonly record: FillRecord;
  readonly #store: OrderStore;
  readonly #parts: {
    readonly orders: HistoryPart<PastOrder>;
    /** Orders of which something was filled: all that is known of fills that were not seen. */
    readonly fills: HistoryPart<PastOrder>;
    readonly funding: HistoryPart<FundingPayment>;
    /** Read when somebody looks at it, and not before: the venue takes few such requests a minute. */
    readonly balance: HistoryPart<BalanceChange>;
  };
  readonly #changed = this.register(new Emitter<void>());
  readonly onDidChange = this.#changed.event;
  #symbol: string | undefined;
  #begun: Promise<void> | undefined;
  #looked: Promise<void> | undefined;

  constructor(venue: Venue, store: OrderStore, record: FillRecord, clock: Clock) {
    super();
    this.record = record;
    this.#store = store;
    const { history } = venue;
    const limits = LIMITS.filter((limit) => limit <= history.maxOrders);
    const pageSize = Math.min(PAGE_SIZE, history.maxPageSize);
    const orders = (executedOnly: boolean): HistoryPart<PastOrder> =>
      new HistoryPart(
        () => reachOrders(history, { symbol: this.#symbol, executedOnly, limits }),
        clock,
      );
    this.#parts = {
      orders: this.register(orders(false)),
      fills: this.register(orders(true)),
      funding: this.register(
        new HistoryPart(() => reachFunding(history, { symbol: this.#symbol, pageSize }), clock),
      ),
      balance: this.register(new HistoryPart(() => reachDays(history, venue.clock.now()), clock)),
    };
    const changed = [...Object.values(this.#parts), record].map((part) => part.onDidChange);
    for (const event of changed) this.register(event(() => this.#changed.fire()));
  }

  stateOf(section: Section): PartState<unknown> {
    return this.#parts[section].state;
  }

  /** Reads the first pages where that was not done yet for this symbol; failures end up in the states. */
  async open(symbol: string | undefined): Promise<void> {
    await (symbol === this.#symbol && this.#begun ? this.#begun : this.refresh(symbol));
  }

  /** Reads the first page of a section that is not read before somebody looks at it. */
  async look(section: Section): Promise<void> {
    if (section === 'balance') await (this.#looked ??= this.#parts.balance.load());
  }

  /** Reads the first pages anew. What was read for another symbol is forgotten. */
  async refresh(symbol: string | undefined): Promise<void> {
    const { balance, ...others } = this.#parts;
    const parts = Object.values(others);
    const same = symbol === this.#symbol;
    if (!same) for (const part of parts) part.clear();
    this.#symbol = symbol;
    this.#begun = Promise.all(parts.map((part) => part.load())).then(() => undefined);
    // It is the same for all symbols. Whoever opens the view does not wait for it.
    if (same && this.#looked) this.#looked = balance.load();
    await Promise.all([this.#begun, same && this.#looked]);
  }

  /** Reads the next page of a section. */
  async loadMore(section: Section): Promise<void> {
    await this.#parts[section].loadMore();
  }

  /** The rows of a section that pass a filter, the latest first. */
  rows(section: Section, filter: HistoryFilter): readonly HistoryRow[] {
    const { orders, fills, funding, balance } = this.#parts;
    switch (section) {
      case 'orders':
        return orders.state.rows.filter((past) => showsOrder(filter, past)).map(orderRow);
      case 'fills': {
        const filled = this.#store.working.filter(({ filledQuantity }) => filledQuantity !== '0');
        const known = knownFills(this.record, fills.state.rows, filled);
        return known.filter((fill) => showsFill(filter, fill)).map(fillRow);
      }
      case 'funding':
        return paymentRows(funding.state.rows).filter(
          (row) => row.kind === 'payment' && showsPayment(filter, row.payment),
        );
      case 'balance':
        return balance.state.rows.filter((change) => showsChange(filter, change)).map(changeRow);
    }
  }

  /** The record of a row, by the row's id; `undefined` where it is not known any more. */
  recordOf(id: string): RowRecord | undefined {
    const rows = SECTIONS.flatMap((section) => this.rows(section, UNFILTERED));
    const seen = [...this.record.orderIds].flatMap((orderId) =>
      this.record.of(orderId).map(executionRow),
    );
    const row = [...rows, ...seen].find((each) => each.id === id);
    return row && recordOf(row);
  }
}
