import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { DisposableStore } from '../common/disposable.ts';
import type { Desk, DeskRow } from '../desk/desk.ts';
import type { Redraw } from '../desk/redraws.ts';
import type { Order } from '../venues/venue.ts';
import { orderItem, orderTooltip, symbolItem, unknownItem, type RowState } from './orderItem.ts';

/** A row: a symbol, or an order below it. One object for each, so that single rows can refresh. */
export type Row =
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'order'; readonly orderId: string; readonly symbol: string };

interface Group {
  readonly row: Row;
  readonly orders: ReadonlyMap<string, Row>;
}

/** How long VS Code is waited for, ms: it does not come for a row that it has forgotten. */
const TAKEN_MS = 5_000;

/** Open orders grouped by symbol, symbols by name, orders oldest first. */
export class OrdersTree extends DisposableStore implements vscode.TreeDataProvider<Row> {
  readonly #desk: () => Desk | undefined;
  readonly #venueName: () => string;
  readonly #changed = this.register(new vscode.EventEmitter<Row | Row[] | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  /** What VS Code was given, by symbol. */
  #groups: ReadonlyMap<string, Group> = new Map();
  /** What VS Code was told to draw and has not come for yet: a row, or all of them. */
  #awaited: { readonly row: Row | undefined; readonly come: AbortController } | undefined;
  /** Whether every row is marked as stale. */
  stale = false;

  constructor(desk: () => Desk | undefined, venueName: () => string) {
    super();
    this.#desk = desk;
    this.#venueName = venueName;
  }

  /** Whether the symbols that VS Code was given are all, in order. */
  get complete(): boolean {
    const symbols = this.#desk()?.symbols ?? [];
    const given = [...this.#groups.keys()];
    return symbols.length === given.length && symbols.every((symbol, at) => symbol === given[at]);
  }

  /** Draws all anew; resolves when VS Code has begun to, and so is done with what was before. */
  redrawAll(): Promise<void> {
    return this.#fire(undefined, undefined);
  }

  /** Draws anew what of this VS Code was ever given; resolves as {@link redrawAll} does. */
  async redraw({ symbols, orderIds }: Redraw): Promise<void> {
    const groups = [...this.#groups.values()];
    const rows = [
      ...symbols.map((symbol) => this.#groups.get(symbol)?.row),
      ...orderIds.map((id) => groups.find(({ orders }) => orders.has(id))?.orders.get(id)),
    ].filter((row) => row !== undefined);
    if (rows.length > 0) await this.#fire(rows, rows[0]);
  }

  async #fire(rows: Row[] | undefined, row: Row | undefined): Promise<void> {
    const come = new AbortController();
    this.#awaited = { row, come };
    this.#changed.fire(rows);
    await systemClock.delay(TAKEN_MS, come.signal);
  }

  #onAsked(row: Row | undefined): void {
    if (this.#awaited?.row === row) this.#awaited?.come.abort();
  }

  getChildren(parent?: Row): Row[] {
    const desk = this.#desk();
    if (!parent) {
      this.#onAsked(undefined);
      const given = (desk?.symbols ?? []).map((symbol): [string, Group] => [
        symbol,
        this.#groups.get(symbol) ?? { row: { kind: 'symbol', symbol }, orders: new Map() },
      ]);
      this.#groups = new Map(given);
      return given.map(([, { row }]) => row);
    }
    const { symbol } = parent;
    const group = this.#groups.get(symbol);
    if (parent.kind !== 'symbol' || !desk || !group) return [];
    const rows = [...desk.rowsIn(symbol)].sort(
      (a, b) => age(a) - age(b) || (a.orderId < b.orderId ? -1 : 1),
    );
    const orders = rows.map(({ orderId }): [string, Row] => [
      orderId,
      group.orders.get(orderId) ?? { kind: 'order', orderId, symbol },
    ]);
    this.#groups = new Map(this.#groups).set(symbol, { ...group, orders: new Map(orders) });
    return orders.map(([, row]) => row);
  }

  getParent(row: Row): Row | undefined {
    return row.kind === 'symbol' ? undefined : this.#groups.get(row.symbol)?.row;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    this.#onAsked(row);
    const desk = this.#desk();
    if (row.kind === 'symbol') return symbolItem(row.symbol, desk?.countIn(row.symbol) ?? 0);
    const shown = this.#shown(row.orderId);
    return shown
      ? orderItem(...shown)
      : unknownItem(row.orderId, desk?.cancels.phaseOf(row.orderId));
  }

  /** Only the row that the pointer rests on needs its tooltip: it is longer than all else of a row. */
  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    const shown = row.kind === 'order' ? this.#shown(row.orderId) : undefined;
    if (shown) item.tooltip = orderTooltip(...shown);
    return item;
  }

  #shown(orderId: string): [Order, RowState] | undefined {
    const desk = this.#desk();
    const order = desk?.store.get(orderId) ?? desk?.cancels.orderOf(orderId);
    if (!desk || !order) return undefined;
    const phase = desk.cancels.phaseOf(orderId);
    const missing = desk.feed.missing.has(orderId);
    const stale = this.stale || !desk.store.isWorking(orderId);
    return [order, { now: Date.now(), venue: this.#venueName(), phase, missing, stale }];
  }
}

/** Orders of which nothing is known stand last. */
function age({ order }: DeskRow): number {
  return order?.createdAt ?? Number.MAX_SAFE_INTEGER;
}
