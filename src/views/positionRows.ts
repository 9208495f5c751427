import * as vscode from 'vscode';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import type { ShownPosition } from '../positions/shownPosition.ts';
import {
  balanceItem,
  detailItem,
  freeMarginItem,
  noPositionsItem,
  positionDetails,
  positionItem,
  positionTooltip,
} from './positionItem.ts';

/** A row: a position, one thing that is known of it, or what the account has. One object for each. */
export type PositionRow =
  | { readonly kind: 'position'; readonly symbol: string }
  | { readonly kind: 'detail'; readonly symbol: string; readonly name: string }
  | { readonly kind: 'none' | 'margin' }
  | { readonly kind: 'balance'; readonly asset: string };

/** The rows of the "Positions" view, and what is on them. */
export class PositionRows {
  readonly #current: CurrentDesk;
  readonly #rows = new Map<string, PositionRow>();
  /** Whether positions are marked as stale. */
  stale = false;

  constructor(current: CurrentDesk) {
    this.#current = current;
  }

  /** How many VS Code was ever given. */
  get size(): number {
    return this.#rows.size;
  }

  /** What the topmost rows are known by; see {@link of}. */
  get topmost(): readonly string[] {
    return this.getChildren().map(keyOf);
  }

  /** The row that is known by `key`. */
  of(key: string): PositionRow | undefined {
    return this.#rows.get(key);
  }

  getChildren(parent?: PositionRow): PositionRow[] {
    if (parent) return parent.kind === 'position' ? this.#details(parent.symbol) : [];
    const positions = this.#current.desk?.positions;
    if (positions?.feed.state.asOf === undefined) return [];
    const { open, balances } = positions.store;
    return [
      ...open.map(({ symbol }) => this.#row({ kind: 'position', symbol })),
      ...(open.length === 0 ? [this.#row({ kind: 'none' })] : []),
      ...balances.map(({ asset }) => this.#row({ kind: 'balance', asset })),
      this.#row({ kind: 'margin' }),
    ];
  }

  getTreeItem(row: PositionRow): vscode.TreeItem {
    const store = this.#current.desk?.positions.store;
    switch (row.kind) {
      case 'position': {
        const shown = this.#shown(row.symbol);
        return shown ? positionItem(shown, this.stale) : new vscode.TreeItem(row.symbol);
      }
      case 'detail': {
        const shown = this.#shown(row.symbol);
        const detail = shown && positionDetails(shown).find(({ name }) => name === row.name);
        return detailItem(row.symbol, detail ?? { name: row.name, value: '–' });
      }
      case 'none':
        return noPositionsItem();
      case 'balance': {
        const balance = store?.balances.find(({ asset }) => asset === row.asset);
        return balance ? balanceItem(balance) : new vscode.TreeItem(row.asset);
      }
      case 'margin':
        return freeMarginItem(store?.freeMargin?.crossed);
    }
  }

  /** Only the row that the pointer rests on needs its tooltip. */
  resolveTreeItem(item: vscode.TreeItem, row: PositionRow): vscode.TreeItem {
    const shown = row.kind === 'position' ? this.#shown(row.symbol) : undefined;
    if (shown) item.tooltip = positionTooltip(shown, this.#current.place.venue);
    return item;
  }

  #details(symbol: string): PositionRow[] {
    const shown = this.#shown(symbol);
    return (shown ? positionDetails(shown) : []).map(({ name }) =>
      this.#row({ kind: 'detail', symbol, name }),
    );
  }

  #row(row: PositionRow): PositionRow {
    const key = keyOf(row);
    const known = this.#rows.get(key);
    if (known) return known;
    this.#rows.set(key, row);
    return row;
  }

  #shown(symbol: string): ShownPosition | undefined {
    return this.#current.desk?.positions.shown(symbol);
  }
}

function keyOf(row: PositionRow): string {
  return Object.values(row).join(' ');
}
