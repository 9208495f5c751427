import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import { Pacer } from '../common/pacer.ts';
import { View } from '../contributions.ts';
import type { Desk } from '../desk/desk.ts';
import { followDesk } from '../desk/followDesk.ts';
import { followMarks } from '../desk/followMarks.ts';
import { Redraws } from '../desk/redraws.ts';
import type { ArrangementStore } from '../platform/arrangements.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import { explain } from '../platform/messages.ts';
import { statusText, typeName } from '../platform/orderWords.ts';
import { refreshInterval } from '../platform/settings.ts';
import { groupOfRow, type OrdersTree, type Row } from './ordersTree.ts';
import { isStale, REST_MS, ViewFrame } from './viewFrame.ts';

const AGE_TICK_MS = 30_000;
const HIDDEN_MS = 30_000;
/** Between two redraws, so much for each row drawn, that drawing takes a small part of the extension host's time. */
const REST_PER_ROW_MS = 0.25;
/** Longest rest for a window that is slow. */
const MOST_REST_MS = 1_000;
/** Between two updates of the badge while nobody sees more. */
const HIDDEN_REST_MS = 500;
/** Between two looks that found nothing to do. */
const GLANCE_MS = 25;

/**
 * The "Open Orders" view: asks for orders while it can be seen, says how old they are when they
 * are not fresh, and shows why there are none.
 */
export class OrdersView extends DisposableStore {
  readonly #current: CurrentDesk;
  readonly tree: OrdersTree;
  readonly #view: vscode.TreeView<Row>;
  readonly #frame: ViewFrame;
  readonly #arrangements: ArrangementStore;
  readonly #log: vscode.LogOutputChannel;
  readonly #redraws = new Redraws();
  readonly #collapsed = new Set<string>();
  readonly #pacer = this.register(new Pacer(systemClock, () => this.#draw()));
  #wiring: Disposable | undefined;
  #wired: Desk | undefined;

  constructor(
    tree: OrdersTree,
    current: CurrentDesk,
    arrangements: ArrangementStore,
    log: vscode.LogOutputChannel,
  ) {
    super();
    this.#current = current;
    this.#arrangements = arrangements;
    this.#log = log;
    this.tree = this.register(tree);
    this.#view = this.register(
      vscode.window.createTreeView(View.orders, {
        treeDataProvider: this.tree,
        canSelectMany: true,
      }),
    );
    this.#frame = new ViewFrame(this.#view);
    this.register(current.onDidChange(() => this.#onDesk()));
    this.register(arrangements.onDidChange(() => this.#arrange()));
    this.register(this.#view.onDidChangeVisibility(() => this.#onVisibility()));
    this.register(this.#view.onDidCollapseElement(({ element }) => this.#fold(element, true)));
    this.register(this.#view.onDidExpandElement(({ element }) => this.#fold(element, false)));
    const ticking = setInterval(() => this.#onTick(), AGE_TICK_MS);
    this.register({ dispose: () => clearInterval(ticking) });
    this.register({ dispose: () => this.#wiring?.dispose() });
    this.#onDesk();
    this.#onVisibility();
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** The selected rows, of orders and of symbols. */
  get selection(): readonly Row[] {
    return this.#view.selection;
  }

  #onDesk(): void {
    const { desk } = this.#current;
    if (desk !== this.#wired) {
      this.#wiring?.dispose();
      this.#wired = desk;
      this.#wiring = desk && this.#follow(desk);
      this.#arrange();
    }
    if (!desk && this.#view.visible && !this.#current.error) void this.#open();
    this.#frame.show(this.#current, () => this.#interval);
    this.#poll();
  }

  #follow(desk: Desk): Disposable {
    desk.rows.wordsOf = (order) => `${typeName(order)} ${statusText(order)}`;
    const onNews = (): void => (this.#redraws.urgent ? this.#pacer.hurry() : this.#pacer.ask());
    const watch = {
      ...{ clock: systemClock, visible: () => this.#view.visible, onNews },
      outdated: (orderId: string) => this.tree.outdated(orderId),
    };
    const parts = [
      followDesk(desk, this.#redraws, onNews),
      followMarks(desk, this.#redraws, watch),
    ];
    return { dispose: () => parts.forEach((part) => part.dispose()) };
  }

  /** Shows the desk's rows as its profile has them arranged, all anew. */
  #arrange(): void {
    const { desk, profile } = this.#current;
    if (desk) desk.rows.arrangement = this.#arrangements.of(profile.id);
    this.#redraws.clear();
    void this.tree.redrawAll();
    this.#pacer.ask();
  }

  #fold(row: Row, collapsed: boolean): void {
    if (row.kind === 'order') return;
    if (collapsed) this.#collapsed.add(groupOfRow(row));
    else this.#collapsed.delete(groupOfRow(row));
  }

  #onVisibility(): void {
    if (this.#view.visible && !this.#current.desk) void this.#open();
    this.#pacer.ask();
    this.#poll();
  }

  /** Ages grow without any news. */
  #onTick(): void {
    this.#current.verify();
    this.#redrawEach((orderId) => this.tree.outdated(orderId));
    this.#pacer.ask();
  }

  /** Row by row: VS Code forgets the rows below one that it draws anew, until it has asked for them. */
  #redrawEach(which: (orderId: string) => boolean = () => true): void {
    const rows = this.#current.desk?.rows;
    for (const group of rows?.groups ?? [])
      for (const { orderId } of rows?.rowsIn(group) ?? [])
        if (which(orderId)) this.#redraws.order(group, orderId);
  }

  /** @returns how long to rest now, ms */
  async #draw(): Promise<number> {
    const began = Date.now();
    const { visible } = this.#view;
    const redraw = visible ? this.#redraw() : undefined;
    const told = this.#frame.show(this.#current, () => this.#interval);
    if (!redraw) return visible || !told ? GLANCE_MS : HIDDEN_REST_MS;
    await redraw.taken;
    // A window that was slow to come for it has enough to do, and yet is to show what there is.
    const slow = Math.min(Date.now() - began, MOST_REST_MS);
    return Math.max(REST_MS, redraw.rows * REST_PER_ROW_MS, slow);
  }

  /** @returns how many rows are drawn, and when VS Code has begun to; nothing where none are */
  #redraw(): { rows: number; taken: Promise<void> } | undefined {
    const { desk } = this.#current;
    if (!desk) return undefined;
    const stale = isStale(desk, this.#interval);
    if (stale !== this.tree.stale) this.#redrawEach();
    this.tree.stale = stale;
    if (!this.tree.complete) {
      this.#redraws.clear();
      return { rows: desk.rows.total + 1, taken: this.tree.redrawAll() };
    }
    if (this.#redraws.empty) return undefined;
    const redraw = this.#redraws.take((group) =>
      this.#collapsed.has(group) ? 1 : desk.rows.countIn(group) + 1,
    );
    if (!this.#redraws.empty) this.#pacer.ask();
    return { rows: redraw.rows, taken: this.tree.redraw(redraw) };
  }

  /** While it cannot be seen only the badge is to be right, and that less often. */
  get #interval(): number {
    const visible = refreshInterval();
    return this.#view.visible ? visible : Math.max(visible, HIDDEN_MS);
  }

  #poll(): void {
    const feed = this.#current.desk?.feed;
    feed?.startPolling(this.#interval);
  }

  async #open(): Promise<void> {
    try {
      await this.#current.open();
    } catch (error) {
      // Shown by the view itself, through `current.error`.
      this.#log.warn(explain(error, this.#current.place).text);
    }
  }
}
