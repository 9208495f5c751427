import * as vscode from 'vscode';
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

/** Open orders grouped by symbol, symbols by name, orders oldest first. */
export class OrdersTree extends DisposableStore implements vscode.TreeDataProvider<Row> {
  readonly #desk: () => Desk | undefined;
  readonly #venueName: () => string;
  readonly #changed = this.register(new vscode.EventEmitter<Row | Row[] | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  /** What VS Code was given, by symbol. */
  #groups: ReadonlyMap<string, Group> = new Map();
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

  /** Draws all anew. */
  redrawAll(): void {
    this.#changed.fire(undefined);
  }

  /** Draws anew what of this VS Code was ever given. */
  redraw({ symbols, orderIds }: Redraw): void {
    const rows = symbols.map((symbol) => this.#groups.get(symbol)?.row);
    const groups = [...this.#groups.values()];
    for (const id of orderIds) {
      rows.push(groups.find(({ orders }) => orders.has(id))?.orders.get(id));
    }
    this.#changed.fire(rows.filter((row) => row !== undefined));
  }

  getChildren(parent?: Row): Row[] {
    const desk = this.#desk();
    if (!parent) {
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
