import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import type { Order } from '../venues/venue.ts';

/**
 * The open orders as they are listed, asked for where they never were. Throws where there are none, and
 * the VenueError where they could not be had.
 */
export async function listedOrders({ store, feed }: Desk): Promise<readonly Order[]> {
  if (feed.state.asOf === undefined) await feed.refresh();
  if (store.size > 0) return store.working;
  const none = vscode.l10n.t('No open order is listed, so there is none to cancel.');
  throw feed.state.error ?? new Error(none);
}
