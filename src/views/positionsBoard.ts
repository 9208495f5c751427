import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import { Pacer } from '../common/pacer.ts';
import { ContextKey, type DeskState } from '../contributions.ts';
import type { Desk } from '../desk/desk.ts';
import { Redraws } from '../desk/redraws.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import { refreshInterval } from '../platform/settings.ts';
import { freshness } from './notices.ts';
import type { SeatedTree, TreeSeat } from './lateTree.ts';
import { PositionRows, type PositionRow } from './positionRows.ts';
import { stateOf, REST_MS } from './viewFrame.ts';

const t = vscode.l10n.t;

/** All positions are in one group as far as redrawing goes. */
const ALL = '';

/** The "Positions" view: its rows, what it says around them, and when each is drawn anew. */
export class PositionsBoard extends DisposableStore implements SeatedTree<PositionRow> {
  readonly #seat: TreeSeat<PositionRow>;
  readonly #current: CurrentDesk;
  readonly #redraws = new Redraws();
  readonly #pacer = this.register(new Pacer(systemClock, () => this.#draw()));
  readonly #rows: PositionRows;
  #wiring: Disposable | undefined;
  #wired: Desk | undefined;
  #state: DeskState | undefined;

  constructor(seat: TreeSeat<PositionRow>, current: CurrentDesk) {
    super();
    this.#seat = seat;
    this.#current = current;
    this.#rows = new PositionRows(current);
    this.register(current.onDidChange(() => this.#onDesk()));
    this.register(seat.view.onDidChangeVisibility(() => this.#onDesk()));
    this.register({ dispose: () => this.#wiring?.dispose() });
    this.register({ dispose: () => this.#wired?.positions.feed.stopPolling() });
    this.#onDesk();
  }

  getChildren(parent?: PositionRow): PositionRow[] {
    return this.#rows.getChildren(parent);
  }

  getTreeItem(row: PositionRow): vscode.TreeItem {
    return this.#rows.getTreeItem(row);
  }

  resolveTreeItem(item: vscode.TreeItem, row: PositionRow): vscode.TreeItem {
    return this.#rows.resolveTreeItem(item, row);
  }

  #onDesk(): void {
    const { desk } = this.#current;
    if (desk !== this.#wired) {
      this.#wiring?.dispose();
      this.#wired = desk;
      this.#wiring = desk && this.#follow(desk);
      this.#redraws.group(ALL);
    }
    // A view that is folded is not drawn, and yet its heading is in sight.
    if (this.#seat.view.title !== this.#title) this.#seat.view.title = this.#title;
    if (this.#seat.view.visible) desk?.positions.feed.startPolling(refreshInterval());
    else desk?.positions.feed.stopPolling();
    this.#pacer.ask();
  }

  get #title(): string {
    return t('{0} – Positions', this.#current.place.name);
  }

  #follow({ positions: { store, feed }, marks }: Desk): Disposable {
    let asOf = feed.state.asOf;
    return vscode.Disposable.from(
      store.onDidChange(({ set }) => {
        if (set) this.#redraws.group(ALL);
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
    for (const key of this.#rows.topmost) this.#redraws.order(ALL, key);
  }

  /** @returns how long to rest now, ms. Nothing is drawn while nobody can see it. */
  async #draw(): Promise<number> {
    if (!this.#seat.view.visible) return REST_MS;
    const stale = this.#current.desk?.positions.feed.isStale(refreshInterval() * 3) ?? false;
    if (stale !== this.#rows.stale) this.#redrawEach();
    this.#rows.stale = stale;
    this.#frame();
    if (this.#redraws.empty) return REST_MS;
    const { groups, orderIds } = this.#redraws.take(() => this.#rows.size + 1);
    const rows = orderIds.flatMap((key) => this.#rows.of(key) ?? []);
    await this.#seat.changes.fire(groups.length > 0 ? undefined : rows);
    return REST_MS;
  }

  /** Title, message and face, where they are different: each is a message to the window. */
  #frame(): void {
    const view = this.#seat.view;
    const { desk, place } = this.#current;
    const feed = desk?.positions.feed;
    const frame = { stale: this.#rows.stale, place, interval: refreshInterval() };
    const title = this.#title;
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
