import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { absenceIn } from '../desk/absence.ts';
import type { Desk } from '../desk/desk.ts';
import type { Redraw } from '../desk/redraws.ts';
import { sideName, typeName } from '../platform/orderWords.ts';
import type { Order, OrderType } from '../venues/venue.ts';
import {
  descriptionOf,
  groupItem,
  orderItem,
  symbolItem,
  unknownItem,
  type RowState,
} from './orderItem.ts';
import type { orderTooltip } from './orderTooltip.ts';
import { TreeChanges } from './treeChanges.ts';

/** A row: what some orders have in common, or an order. One object for each, so that single rows can refresh. */
export type Row =
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'group'; readonly group: string }
  | {
      readonly kind: 'order';
      readonly orderId: string;
      readonly symbol: string;
      /** What VS Code was last given as its description, and so shows. */
      described?: vscode.TreeItem['description'];
    };

type OrderRow = Extract<Row, { kind: 'order' }>;

type Load = () => Promise<{ readonly orderTooltip: typeof orderTooltip }>;

interface Group {
  readonly row: Row;
  readonly orders: ReadonlyMap<string, OrderRow>;
}

/** Open orders in groups, as the desk arranges them; without rows above them where there is but one. */
export class OrdersTree extends DisposableStore implements vscode.TreeDataProvider<Row> {
  readonly #desk: () => Desk | undefined;
  readonly #venueName: () => string;
  readonly #load: Load;
  readonly #changes = this.register(new TreeChanges<Row>());
  readonly onDidChangeTreeData = this.#changes.event;
  /** What VS Code was given, by group. */
  #groups: ReadonlyMap<string, Group> = new Map();
  /** Whether every row is marked as stale. */
  stale = false;

  /** @param load reads what is not needed to show the rows */
  constructor(desk: () => Desk | undefined, venueName: () => string, load: Load) {
    super();
    this.#desk = desk;
    this.#venueName = venueName;
    this.#load = load;
  }

  /** Whether the groups that VS Code was given are all, in order. */
  get complete(): boolean {
    const groups = this.#desk()?.rows.groups ?? [];
    const given = [...this.#groups.keys()];
    return groups.length === given.length && groups.every((group, at) => group === given[at]);
  }

  get #flat(): boolean {
    return this.#desk()?.rows.arrangement.grouping === 'none';
  }

  /** Draws all anew; resolves when VS Code has begun to, and so is done with what was before. */
  redrawAll(): Promise<void> {
    return this.#changes.fire(undefined);
  }

  /** Draws anew what of this VS Code was ever given; resolves as {@link redrawAll} does. */
  async redraw({ groups, orderIds }: Redraw): Promise<void> {
    if (this.#flat && groups.length > 0) return this.redrawAll();
    const rows = [
      ...groups.map((group) => this.#groups.get(group)?.row),
      ...orderIds.map((id) => this.#rowOf(id)),
    ].filter((row) => row !== undefined);
    if (rows.length > 0) await this.#changes.fire(rows);
  }

  getChildren(parent?: Row): Row[] {
    if (parent) return parent.kind === 'order' ? [] : this.#ordersIn(groupOfRow(parent));
    this.#changes.asked(undefined);
    const desk = this.#desk();
    const grouping = desk?.rows.arrangement.grouping;
    const given = (desk?.rows.groups ?? []).map((group): [string, Group] => {
      const row: Row =
        grouping === 'symbol' ? { kind: 'symbol', symbol: group } : { kind: 'group', group };
      const before = this.#groups.get(group);
      return [group, before?.row.kind === row.kind ? before : { row, orders: new Map() }];
    });
    this.#groups = new Map(given);
    if (this.#flat) return given.flatMap(([group]) => this.#ordersIn(group));
    return given.map(([, { row }]) => row);
  }

  #ordersIn(group: string): Row[] {
    const desk = this.#desk();
    const given = this.#groups.get(group);
    if (!desk || !given) return [];
    const orders = desk.rows.rowsIn(group).map(({ orderId, symbol }): [string, OrderRow] => {
      const before = given.orders.get(orderId);
      return [orderId, before ?? { kind: 'order', orderId, symbol }];
    });
    this.#groups = new Map(this.#groups).set(group, { ...given, orders: new Map(orders) });
    return orders.map(([, row]) => row);
  }

  getParent(row: Row): Row | undefined {
    if (row.kind !== 'order' || this.#flat) return undefined;
    const groups = [...this.#groups.values()];
    return groups.find(({ orders }) => orders.has(row.orderId))?.row;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    this.#changes.asked(row);
    const desk = this.#desk();
    if (row.kind !== 'order') {
      const group = groupOfRow(row);
      const count = desk?.rows.countIn(group) ?? 0;
      return row.kind === 'symbol'
        ? symbolItem(group, count)
        : groupItem(group, nameOf(desk, group), count);
    }
    const shown = this.#shown(row.orderId);
    const item = shown
      ? orderItem(...shown)
      : unknownItem(row.orderId, row.symbol, desk?.rows.phaseOf(row.orderId));
    row.described = item.description;
    return item;
  }

  /**
   * Whether an order's row would be described in other words now. VS Code keeps some 220 bytes of each
   * row it draws for as long as the view is there, so those that would look the same are best left alone.
   */
  outdated(orderId: string): boolean {
    const row = this.#rowOf(orderId);
    if (row?.described === undefined) return false;
    const shown = this.#shown(orderId);
    return shown !== undefined && descriptionOf(...shown) !== row.described;
  }

  #rowOf(orderId: string): OrderRow | undefined {
    for (const { orders } of this.#groups.values()) {
      const row = orders.get(orderId);
      if (row) return row;
    }
    return undefined;
  }

  /** Only the row that the pointer rests on needs its tooltip: it is longer than all else of a row. */
  async resolveTreeItem(item: vscode.TreeItem, row: Row): Promise<vscode.TreeItem> {
    const { orderTooltip } = await this.#load();
    const shown = row.kind === 'order' ? this.#shown(row.orderId) : undefined;
    if (shown) item.tooltip = orderTooltip(...shown);
    return item;
  }

  #shown(orderId: string): [Order, RowState] | undefined {
    const desk = this.#desk();
    const order = desk?.rows.orderOf(orderId);
    if (!desk || !order) return undefined;
    const now = Date.now();
    return [
      order,
      {
        ...{ now, venue: this.#venueName(), phase: desk.rows.phaseOf(orderId) },
        absence: absenceIn(desk.feed.missing, orderId),
        stale: this.stale || (!desk.store.isWorking(orderId) && order.sequence >= 0),
        mark: desk.marks.recent(order.symbol),
        named: desk.rows.arrangement.grouping !== 'symbol',
      },
    ];
  }
}

/** The group that a row above some orders stands for. */
export function groupOfRow(row: Exclude<Row, OrderRow>): string {
  return row.kind === 'symbol' ? row.symbol : row.group;
}

/** A group in words. */
function nameOf(desk: Desk | undefined, group: string): string {
  if (group === '') return vscode.l10n.t('Not known');
  if (desk?.rows.arrangement.grouping === 'type') return typeName({ type: group as OrderType });
  return sideName({ side: group === 'buy' ? 'buy' : 'sell' });
}
