import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../common/disposable.ts';
import { ContextKey, View, type DeskState } from '../contributions.ts';
import type { Desk } from '../desk/desk.ts';
import { isPaper } from '../desk/profile.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import { explain } from '../platform/messages.ts';
import { refreshInterval } from '../platform/settings.ts';
import { notices } from './notices.ts';
import { OrdersTree, type Row } from './ordersTree.ts';

const AGE_TICK_MS = 30_000;
const HIDDEN_MS = 30_000;
const t = vscode.l10n.t;

/**
 * The "Open Orders" view: asks for orders while it can be seen, says how old they are when they
 * are not fresh, and shows why there are none.
 */
export class OrdersView extends DisposableStore {
  readonly #current: CurrentDesk;
  readonly #tree: OrdersTree;
  readonly #view: vscode.TreeView<Row>;
  readonly #log: vscode.LogOutputChannel;
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
      vscode.window.createTreeView(View.orders, {
        treeDataProvider: this.#tree,
        canSelectMany: true,
      }),
    );
    this.register(current.onDidChange(() => this.#onDesk()));
    this.register(this.#view.onDidChangeVisibility(() => this.#onVisibility()));
    const ticking = setInterval(() => this.#onTick(), AGE_TICK_MS);
    this.register({ dispose: () => clearInterval(ticking) });
    this.register({ dispose: () => this.#wiring?.dispose() });
    this.#onDesk();
    this.#onVisibility();
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
      this.#wiring = desk && this.#wire(desk);
      this.#tree.refresh();
    }
    if (!desk && this.#view.visible && !this.#current.error) void this.#open();
    this.#show();
    this.#poll();
  }

  #wire(desk: Desk): Disposable {
    const parts = [
      desk.store.onDidChange((change) => {
        this.#tree.refresh(change.set ? undefined : change.orderIds);
        this.#show();
      }),
      desk.feed.onDidChange(() => this.#show()),
      desk.venue.clock.onDidChange(() => this.#show()),
      desk.cancels.onDidChange((orderId) => {
        this.#tree.refresh(desk.store.isWorking(orderId) ? [orderId] : undefined);
        this.#show();
      }),
    ];
    return { dispose: () => parts.forEach((part) => part.dispose()) };
  }

  #onVisibility(): void {
    if (this.#view.visible && !this.#current.desk) void this.#open();
    this.#poll();
  }

  #onTick(): void {
    this.#current.verify();
    if (this.#view.visible) this.#tree.refresh();
    this.#show();
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

  #show(): void {
    const { desk, place, profile } = this.#current;
    const count = desk?.store.size ?? 0;
    const listed = desk?.rows.length ?? 0;
    const stale = desk?.feed.isStale(this.#interval * 3) ?? false;
    this.#tree.setStale(stale);
    // The name first: a sidebar of the usual width cuts the title's end off.
    this.#view.title = t('{0} – Open Orders', isPaper(profile) ? place.venue : profile.name);
    this.#view.badge =
      count > 0 && !stale ? { value: count, tooltip: countText(count) } : undefined;
    // A message would hide the welcome content, so it is for when there are rows to stand above.
    this.#view.message =
      desk && listed > 0 ? notices(desk, { stale, place, interval: this.#interval }) : '';
    void vscode.commands.executeCommand('setContext', ContextKey.state, stateOf(this.#current));
  }
}

/** Which of the sidebar's faces is to be shown. */
export function stateOf({ desk, error }: CurrentDesk): DeskState {
  if (error?.reason === 'noKey') return 'noKey';
  if (error?.reason === 'restricted') return 'restricted';
  if (error) return 'failed';
  if (!desk) return 'starting';
  if (desk.rows.length > 0) return 'orders';
  const { asOf, error: trouble } = desk.feed.state;
  if (trouble) return trouble.kind === 'rejected' ? 'refused' : 'unreachable';
  return asOf === undefined ? 'starting' : 'empty';
}

function countText(count: number): string {
  return count === 1 ? t('1 open order') : t('{0} open orders', count);
}
