import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import { Pacer } from '../common/pacer.ts';
import { View } from '../contributions.ts';
import type { Desk } from '../desk/desk.ts';
import { followDesk } from '../desk/followDesk.ts';
import { Redraws } from '../desk/redraws.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import { explain } from '../platform/messages.ts';
import { refreshInterval } from '../platform/settings.ts';
import { OrdersTree, type Row } from './ordersTree.ts';
import { isStale, ViewFrame } from './viewFrame.ts';

const AGE_TICK_MS = 30_000;
const HIDDEN_MS = 30_000;
/**
 * Between two redraws at least. VS Code waits until 200 ms have passed without another: were they any
 * closer, a busy market would keep it from drawing at all.
 */
const REST_MS = 250;
/** And so much for each row drawn, that drawing takes a small part of the extension host's time. */
const REST_PER_ROW_MS = 0.25;
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
  readonly #tree: OrdersTree;
  readonly #view: vscode.TreeView<Row>;
  readonly #frame: ViewFrame;
  readonly #log: vscode.LogOutputChannel;
  readonly #redraws = new Redraws();
  readonly #collapsed = new Set<string>();
  readonly #pacer = this.register(new Pacer(systemClock, () => this.#draw()));
  #wiring: Disposable | undefined;
  #wired: Desk | undefined;

  constructor(current: CurrentDesk, log: vscode.LogOutputChannel) {
    super();
    this.#current = current;
    this.#log = log;
    this.#tree = this.register(
      new OrdersTree(
        () => current.desk,
        () => current.place.venue,
      ),
    );
    this.#view = this.register(
      vscode.window.createTreeView(View.orders, { treeDataProvider: this.#tree }),
    );
    this.#frame = new ViewFrame(this.#view);
    this.register(current.onDidChange(() => this.#onDesk()));
    this.register(this.#view.onDidChangeVisibility(() => this.#onVisibility()));
    this.register(this.#view.onDidCollapseElement(({ element }) => this.#fold(element, true)));
    this.register(this.#view.onDidExpandElement(({ element }) => this.#fold(element, false)));
    const ticking = setInterval(() => this.#onTick(), AGE_TICK_MS);
    this.register({ dispose: () => clearInterval(ticking) });
    this.register({ dispose: () => this.#wiring?.dispose() });
    this.#onDesk();
    this.#onVisibility();
  }

  /** The one selected order; `undefined` for none, for several, and for a symbol's row. */
  get selectedOrderId(): string | undefined {
    const [row, more] = this.#view.selection;
    return row?.kind === 'order' && !more ? row.orderId : undefined;
  }

  #onDesk(): void {
    const { desk } = this.#current;
    if (desk !== this.#wired) {
      this.#wiring?.dispose();
      this.#wired = desk;
      this.#redraws.clear();
      this.#wiring = desk && followDesk(desk, this.#redraws, () => this.#pacer.ask());
      this.#tree.redrawAll();
    }
    if (!desk && this.#view.visible && !this.#current.error) void this.#open();
    this.#frame.show(this.#current, this.#interval);
    this.#poll();
  }

  #fold(row: Row, collapsed: boolean): void {
    if (collapsed) this.#collapsed.add(row.symbol);
    else this.#collapsed.delete(row.symbol);
  }

  #onVisibility(): void {
    if (this.#view.visible && !this.#current.desk) void this.#open();
    this.#pacer.ask();
    this.#poll();
  }

  /** Ages grow without any news. */
  #onTick(): void {
    this.#current.verify();
    this.#redrawEach();
    this.#pacer.ask();
  }

  #redrawEach(): void {
    for (const symbol of this.#current.desk?.symbols ?? []) this.#redraws.symbol(symbol);
  }

  /** @returns how long to rest now, ms */
  #draw(): number {
    const { visible } = this.#view;
    const rows = visible ? this.#drawRows() : 0;
    const told = this.#frame.show(this.#current, this.#interval);
    if (rows === 0 && !told) return GLANCE_MS;
    return visible ? Math.max(REST_MS, rows * REST_PER_ROW_MS) : HIDDEN_REST_MS;
  }

  /** @returns how many rows are drawn */
  #drawRows(): number {
    const { desk } = this.#current;
    if (!desk) return 0;
    const stale = isStale(desk, this.#interval);
    if (stale !== this.#tree.stale) this.#redrawEach();
    this.#tree.stale = stale;
    if (!this.#tree.complete) {
      this.#redraws.clear();
      this.#tree.redrawAll();
      return desk.size + 1;
    }
    if (this.#redraws.empty) return 0;
    const redraw = this.#redraws.take((symbol) =>
      this.#collapsed.has(symbol) ? 1 : desk.countIn(symbol) + 1,
    );
    this.#tree.redraw(redraw);
    if (!this.#redraws.empty) this.#pacer.ask();
    return redraw.rows;
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
