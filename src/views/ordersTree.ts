import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Desk, DeskRow } from '../desk/desk.ts';
import { orderItem, symbolItem, unknownItem } from './orderItem.ts';

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
    const rows = this.#desk()?.rows ?? [];
    if (!parent) {
      this.#forgetGone(rows);
      const symbols = [...new Set(rows.map(({ symbol }) => symbol))].sort();
      return symbols.map((symbol) => this.#row({ kind: 'symbol', symbol }, symbol));
    }
    return rows
      .filter(({ symbol }) => parent.kind === 'symbol' && symbol === parent.symbol)
      .sort((a, b) => age(a) - age(b) || a.orderId.localeCompare(b.orderId))
      .map(({ orderId, symbol }) => this.#row({ kind: 'order', orderId, symbol }, orderId));
  }

  getParent(row: Row): Row | undefined {
    if (row.kind === 'symbol') return undefined;
    return this.#row({ kind: 'symbol', symbol: row.symbol }, row.symbol);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const desk = this.#desk();
    if (row.kind === 'symbol') {
      const same = desk?.rows.filter(({ symbol }) => symbol === row.symbol) ?? [];
      return symbolItem(row.symbol, same.length);
    }
    const { orderId } = row;
    const phase = desk?.cancels.phaseOf(orderId);
    const shown = desk?.store.get(orderId) ?? desk?.cancels.orderOf(orderId);
    if (!desk || !shown) return unknownItem(orderId, phase);
    return orderItem(shown, {
      ...{ now: Date.now(), venue: this.#venueName(), phase },
      missing: desk.feed.missing.has(orderId),
      stale: this.#stale || !desk.store.isWorking(orderId),
    });
  }

  #row(row: Row, id: string): Row {
    const key = `${row.kind} ${id}`;
    const known = this.#rows.get(key);
    if (known) return known;
    this.#rows.set(key, row);
    return row;
  }

  #forgetGone(rows: readonly DeskRow[]): void {
    const present = new Set(rows.map(({ orderId }) => orderId));
    for (const [key, row] of this.#rows)
      if (row.kind === 'order' && !present.has(row.orderId)) this.#rows.delete(key);
  }
}

/** Orders of which nothing is known stand last. */
function age({ order }: DeskRow): number {
  return order?.createdAt ?? Number.MAX_SAFE_INTEGER;
}
