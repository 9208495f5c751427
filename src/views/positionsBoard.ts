import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import { Pacer } from '../common/pacer.ts';
import { ContextKey, type DeskState } from '../contributions.ts';
import type { Desk } from '../desk/desk.ts';
import { isPaper } from '../desk/profile.ts';
import { Redraws } from '../desk/redraws.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import { refreshInterval } from '../platform/settings.ts';
import type { ShownPosition } from '../positions/shownPosition.ts';
import { freshness } from './notices.ts';
import {
  balanceItem,
  detailItem,
  freeMarginItem,
  noPositionsItem,
  positionDetails,
  positionItem,
  positionTooltip,
} from './positionItem.ts';
import type { TreeChanges } from './treeChanges.ts';
import { stateOf, REST_MS } from './viewFrame.ts';

const t = vscode.l10n.t;

/** A row: a position, one thing that is known of it, or what the account has. One object for each. */
export type PositionRow =
  | { readonly kind: 'position'; readonly symbol: string }
  | { readonly kind: 'detail'; readonly symbol: string; readonly name: string }
  | { readonly kind: 'none' | 'margin' }
  | { readonly kind: 'balance'; readonly asset: string };

/** All positions are in one group as far as redrawing goes. */
const ALL = '';

/** The rows of the "Positions" view, and what it says around them. */
export class PositionsBoard extends DisposableStore {
  readonly #view: vscode.TreeView<PositionRow>;
  readonly #current: CurrentDesk;
  readonly #changes: TreeChanges<PositionRow>;
  readonly #redraws = new Redraws();
  readonly #pacer = this.register(new Pacer(systemClock, () => this.#draw()));
  readonly #rows = new Map<string, PositionRow>();
  #wiring: Disposable | undefined;
  #wired: Desk | undefined;
  #stale = false;
  #state: DeskState | undefined;

  constructor(
    view: vscode.TreeView<PositionRow>,
    current: CurrentDesk,
    changes: TreeChanges<PositionRow>,
  ) {
    super();
    this.#view = view;
    this.#current = current;
    this.#changes = changes;
    this.register(current.onDidChange(() => this.#onDesk()));
    this.register(view.onDidChangeVisibility(() => this.#onDesk()));
    this.register({ dispose: () => this.#wiring?.dispose() });
    this.register({ dispose: () => this.#wired?.positions.feed.stopPolling() });
    this.#onDesk();
  }

  getChildren(parent?: PositionRow): PositionRow[] {
    if (parent) return parent.kind === 'position' ? this.#details(parent.symbol) : [];
    this.#changes.asked(undefined);
    const positions = this.#current.desk?.positions;
    if (positions?.feed.state.asOf === undefined) return [];
    const { open, balances } = positions.store;
    return [
      ...open.map(({ symbol }) => this.#row({ kind: 'position', symbol }, symbol)),
      ...(open.length === 0 ? [this.#row({ kind: 'none' })] : []),
      ...balances.map(({ asset }) => this.#row({ kind: 'balance', asset }, asset)),
      this.#row({ kind: 'margin' }),
    ];
  }

  getParent(row: PositionRow): PositionRow | undefined {
    return row.kind === 'detail' ? this.#rows.get(`position ${row.symbol}`) : undefined;
  }

  getTreeItem(row: PositionRow): vscode.TreeItem {
    this.#changes.asked(row);
    const store = this.#current.desk?.positions.store;
    switch (row.kind) {
      case 'position': {
        const shown = this.#shown(row.symbol);
        return shown ? positionItem(shown, this.#stale) : new vscode.TreeItem(row.symbol);
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
      this.#row({ kind: 'detail', symbol, name }, `${symbol} ${name}`),
    );
  }

  #row(row: PositionRow, key = ''): PositionRow {
    const known = this.#rows.get(`${row.kind} ${key}`);
    if (known) return known;
    this.#rows.set(`${row.kind} ${key}`, row);
    return row;
  }

  #shown(symbol: string): ShownPosition | undefined {
    return this.#current.desk?.positions.shown(symbol);
  }

  #onDesk(): void {
    const { desk } = this.#current;
    if (desk !== this.#wired) {
      this.#wiring?.dispose();
      this.#wired = desk;
      this.#wiring = desk && this.#follow(desk);
      this.#redraws.group(ALL);
    }
    if (this.#view.visible) desk?.positions.feed.startPolling(refreshInterval());
    else desk?.positions.feed.stopPolling();
    this.#pacer.ask();
  }

  #follow({ positions: { store, feed }, marks }: Desk): Disposable {
    let asOf = feed.state.asOf;
    return vscode.Disposable.from(
      store.onDidChange(({ set, account }) => {
        if (set || account) this.#redraws.group(ALL);
        else this.#redrawEach();
        this.#pacer.ask();
      }),
      marks.onDidMove((symbol) => {
        if (!store.open.some((each) => each.symbol === symbol)) return;
        // The price at which a crossed position is liquidated goes by the marks of all.
        this.#redrawEach();
        this.#pacer.ask();
      }),
      feed.onDidChange(({ asOf: now }) => {
        if (asOf === undefined && now !== undefined) this.#redraws.group(ALL);
        asOf = now;
        this.#pacer.ask();
      }),
    );
  }

  #redrawEach(): void {
    const open = this.#current.desk?.positions.store.open ?? [];
    for (const { symbol } of open) this.#redraws.order(ALL, symbol);
  }

  /** @returns how long to rest now, ms. Nothing is drawn while nobody can see it. */
  async #draw(): Promise<number> {
    if (!this.#view.visible) return REST_MS;
    const stale = this.#current.desk?.positions.feed.isStale(refreshInterval() * 3) ?? false;
    if (stale !== this.#stale) this.#redrawEach();
    this.#stale = stale;
    this.#frame();
    if (this.#redraws.empty) return REST_MS;
    const { groups, orderIds } = this.#redraws.take(() => this.#rows.size + 1);
    const rows = orderIds.flatMap((symbol) => this.#rows.get(`position ${symbol}`) ?? []);
    const whole = groups.length > 0 || rows.length < orderIds.length;
    await this.#changes.fire(whole ? undefined : rows);
    return REST_MS;
  }

  /** Title, message and face, where they are different: each is a message to the window. */
  #frame(): void {
    const view = this.#view;
    const { desk, place, profile } = this.#current;
    const feed = desk?.positions.feed;
    const frame = { stale: this.#stale, place, interval: refreshInterval() };
    const title = t('{0} – Positions', isPaper(profile) ? place.venue : profile.name);
    const lines = feed?.state.asOf === undefined ? [] : freshness(feed.state, frame);
    const message = lines.filter(Boolean).join(' ');
    const state = stateOf(this.#current, ({ positions }) => {
      const { state: own } = positions.feed;
      return { rows: own.asOf === undefined ? 0 : 1, state: own };
    });
    if (isDeepStrictEqual([view.title, view.message, this.#state], [title, message, state])) return;
    if (title !== view.title) view.title = title;
    if (message !== view.message) view.message = message;
    if (state !== this.#state)
      void vscode.commands.executeCommand('setContext', ContextKey.positions, state);
    this.#state = state;
  }
}
