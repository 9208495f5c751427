import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { ContextKey, type DeskState } from '../contributions.ts';
import type { Desk } from '../desk/desk.ts';
import { isFiltered } from '../desk/arrangement.ts';
import type { FeedState } from '../orders/snapshotFeed.ts';
import type { CurrentDesk } from '../platform/currentDesk.ts';
import type { VenueErrorReason } from '../venues/errors.ts';
import { notices } from './notices.ts';

const t = vscode.l10n.t;

/**
 * Between two redraws at least, ms. VS Code waits until 200 ms have passed without another: were they any
 * closer, a busy market would keep it from drawing at all.
 */
export const REST_MS = 250;

/** All of the "Open Orders" view but its rows: title, badge, message, and which face it shows. */
export class ViewFrame {
  readonly #view: vscode.TreeView<unknown>;
  #state: DeskState | undefined;
  #filtered = false;

  constructor(view: vscode.TreeView<unknown>) {
    this.#view = view;
  }

  /**
   * Sets what is different: each is a message to the window.
   * @param intervalOf between two refreshes, ms; asked for where there is a desk, as VS Code takes its time to read settings
   * @returns whether anything was different
   */
  show(current: CurrentDesk, intervalOf: () => number): boolean {
    const { desk, place } = current;
    const view = this.#view;
    const count = desk?.store.size ?? 0;
    const interval = desk ? intervalOf() : 0;
    const stale = desk !== undefined && isStale(desk, interval);
    // The name first: a sidebar of the usual width cuts the title's end off.
    const title = t('{0} – Open Orders', place.name);
    const badge = count > 0 && !stale ? count : undefined;
    // A message would hide the welcome content, so it is for when there are rows to stand above.
    const news = desk ? notices(desk, { stale, place, interval }) : '';
    const rows = (desk?.rows.total ?? 0) > 0;
    const message = rows ? news : '';
    // Without rows the title alone has room for it: that nothing is live, above all.
    const description = rows ? '' : news;
    const state = stateOf(current, ({ rows, feed }) => ({ rows: rows.total, state: feed.state }));
    const filtered = desk !== undefined && isFiltered(desk.rows.arrangement);
    const before = [
      view.title,
      view.badge?.value,
      view.message,
      view.description,
      this.#state,
      this.#filtered,
    ];
    if (isDeepStrictEqual(before, [title, badge, message, description, state, filtered]))
      return false;
    if (title !== view.title) view.title = title;
    if (message !== view.message) view.message = message;
    if (description !== view.description) view.description = description;
    if (badge !== view.badge?.value)
      view.badge = badge === undefined ? badge : { value: badge, tooltip: countText(badge) };
    if (state !== this.#state)
      void vscode.commands.executeCommand('setContext', ContextKey.state, state);
    if (filtered !== this.#filtered)
      void vscode.commands.executeCommand('setContext', ContextKey.filtered, filtered);
    this.#state = state;
    this.#filtered = filtered;
    return true;
  }
}

/** Whether the orders shown are older than they should be. */
export function isStale({ feed }: Desk, interval: number): boolean {
  return feed.isStale(interval * 3);
}

/** Refusals that another key, or another setting of the profile, may end. */
const KEY_TROUBLE: ReadonlySet<VenueErrorReason> = new Set([
  ...(['badKey', 'badSignature', 'keyExpired', 'noPermission', 'wrongGroup'] as const),
  ...(['wrongOrigin', 'noCredentials'] as const),
]);

/** What a view shows of a desk: how many rows, and how the asking for them goes. */
export interface Shown {
  readonly rows: number;
  readonly state: FeedState;
}

/** What keeps a profile shut that has a face of its own. */
const FACES = ['noKey', 'keyLost', 'restricted'] as const;

/** Which of a view's faces is to be shown. */
export function stateOf({ desk, error }: CurrentDesk, shown: (desk: Desk) => Shown): DeskState {
  if (error) return FACES.find((face) => face === error.reason) ?? 'failed';
  if (!desk) return 'starting';
  const { rows, state } = shown(desk);
  if (rows > 0) return 'orders';
  const { asOf, error: trouble } = state;
  if (trouble) return KEY_TROUBLE.has(trouble.reason) ? 'refused' : 'unreachable';
  return asOf === undefined ? 'starting' : 'empty';
}

function countText(count: number): string {
  return count === 1 ? t('1 open order') : t('{0} open orders', count);
}
