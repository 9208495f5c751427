import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Desk } from '../desk/desk.ts';
import type { Order } from '../venues/venue.ts';
import { orderItem, symbolItem } from './orderItem.ts';

/** A row: a symbol, or an order below it. One object for each, so that single rows can refresh. */
export type Row =
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'order'; readonly orderId: string; readonly symbol: string };

/** Open orders grouped by symbol, symbols by name, orders oldest first. */
export class OrdersTree extends DisposableStore implements vscode.TreeDataProvider<Row> {
  readonly #desk: () => Desk | undefined;
  readonly #venueName: () => string;
  readonly #changed = this.register(new vscode.EventEmitter<Row | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #rows = new Map<string, Row>();
  #stale = false;

  constructor(desk: () => Desk | undefined, venueName: () => string) {
    super();
    this.#desk = desk;
    this.#venueName = venueName;
  }

  /** Redraws all, or the rows of these orders only. */
  refresh(orderIds?: readonly string[]): void {
    if (!orderIds) return this.#changed.fire(undefined);
    for (const id of orderIds) {
      const row = this.#rows.get(`order ${id}`);
      if (row) this.#changed.fire(row);
    }
  }

  /** Marks every row as stale, or as fresh again. */
  setStale(stale: boolean): void {
    if (stale === this.#stale) return;
    this.#stale = stale;
    this.refresh();
  }

  getChildren(parent?: Row): Row[] {
    const orders = this.#desk()?.store.working ?? [];
    if (!parent) {
      this.#forgetGone(orders);
      const symbols = [...new Set(orders.map((order) => order.symbol))].sort();
      return symbols.map((symbol) => this.#row({ kind: 'symbol', symbol }, symbol));
    }
    return orders
      .filter((order) => parent.kind === 'symbol' && order.symbol === parent.symbol)
      .sort((a, b) => a.createdAt - b.createdAt || a.orderId.localeCompare(b.orderId))
      .map(({ orderId, symbol }) => this.#row({ kind: 'order', orderId, symbol }, orderId));
  }

  getParent(row: Row): Row | undefined {
    if (row.kind === 'symbol') return undefined;
    return this.#row({ kind: 'symbol', symbol: row.symbol }, row.symbol);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const desk = this.#desk();
    if (row.kind === 'symbol') {
      const count = desk?.store.working.filter((order) => order.symbol === row.symbol).length;
      return symbolItem(row.symbol, count ?? 0);
    }
    const order = desk?.store.get(row.orderId);
    if (!desk || !order) return new vscode.TreeItem(row.orderId);
    return orderItem(order, {
      now: Date.now(),
      venue: this.#venueName(),
      phase: desk.cancels.phaseOf(row.orderId),
      missing: desk.feed.missing.has(row.orderId),
      stale: this.#stale,
    });
  }

  #row(row: Row, id: string): Row {
    const key = `${row.kind} ${id}`;
    const known = this.#rows.get(key);
    if (known) return known;
    this.#rows.set(key, row);
    return row;
  }

  #forgetGone(orders: readonly Order[]): void {
    const present = new Set(orders.map((order) => order.orderId));
    for (const [key, row] of this.#rows)
      if (row.kind === 'order' && !present.has(row.orderId)) this.#rows.delete(key);
  }
}
