import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { Order } from '../venues/venue.ts';

/** How long a question waits for a fresh list, ms: whoever wants to cancel is not to be held up for long. */
const PATIENCE_MS = 2_000;

/**
 * Asks for the open orders, and waits a little for them.
 * @returns when the list was true that is known then, local Unix ms, where it is not fresh; `never`
 *   where there is none
 */
export async function freshList({ feed }: Desk): Promise<number | 'never' | undefined> {
  const before = feed.state.asOf;
  const enough = new AbortController();
  await Promise.race([feed.refresh(), systemClock.delay(PATIENCE_MS, enough.signal)]);
  enough.abort();
  const { asOf = 'never' } = feed.state;
  return asOf === before || asOf === 'never' ? asOf : undefined;
}

/**
 * The open orders, freshly listed where the venue answers in time. Throws where there are none, and the
 * VenueError where they could not be had.
 */
export async function listedOrders(desk: Desk): Promise<readonly Order[]> {
  const { feed } = desk;
  await freshList(desk);
  if (feed.state.asOf === undefined) await feed.refresh();
  return someOf(desk);
}

/** The open orders that are listed now. Throws where there are none, as {@link listedOrders} does. */
export function someOf({ store, feed }: Desk): readonly Order[] {
  if (store.size > 0) return store.working;
  const none = vscode.l10n.t('No open order is listed. Nothing was sent.');
  throw feed.state.error ?? new Error(none);
}
