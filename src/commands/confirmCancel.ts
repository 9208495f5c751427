import * as vscode from 'vscode';
import { isPaper, type Profile } from '../desk/profile.ts';
import { clockTime } from '../orders/age.ts';
import { remainingQuantity } from '../orders/order.ts';
import type { Place } from '../platform/place.ts';
import { explain } from '../platform/messages.ts';
import { priceText, sideName } from '../platform/orderWords.ts';
import { confirmsCancel } from '../platform/settings.ts';
import type { VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import { agree } from './ask.ts';

const t = vscode.l10n.t;

/** What is to be canceled. `order` is missing where the venue does not list the id. */
export interface Target {
  readonly orderId: string;
  readonly symbol: string;
  readonly order: Order | undefined;
  /** Why the order could not be looked at, where that is why it is missing. */
  readonly unread?: VenueError | undefined;
  /** Whether an earlier cancel of it is not settled. */
  readonly again?: boolean;
  /** When the shown order was true, where it is stale; local Unix ms. */
  readonly staleAsOf?: number | undefined;
  /** Found by Order Desk: the person has not pointed at it, so it is asked about whatever is set. */
  readonly unseen?: boolean;
  /** Whether the sidebar's filter keeps it out of sight. */
  readonly hidden?: boolean;
}

/** Asks in a modal that names what will be canceled, and where. True for yes. */
export async function confirmCancel(
  target: Target,
  place: Place,
  profile: Profile,
): Promise<boolean> {
  if (target.order && !target.unseen && !confirmsCancel()) return true;
  // "Cancel" on a button would be read as either: the way out is named for what it does.
  const [yes, no] = [t('Cancel Order'), t('Keep Order')];
  return agree(question(target, place), detail(target, place, profile), yes, no);
}

function question({ symbol, order, unread }: Target, { venue }: Place): string {
  if (unread) return t('The order’s status could not be read. Send a cancel for it anyway?');
  return order
    ? t('Cancel this {0} order on {1}?', symbol, venue)
    : t('{0} does not list this order. Send a cancel for it anyway?', venue);
}

function detail(
  { symbol, orderId, order, unread, again, staleAsOf, hidden }: Target,
  place: Place,
  profile: Profile,
): readonly string[] {
  const { venue, host } = place;
  return [
    ...(unread ? [explain(unread, place).text] : []),
    ...staleLine(staleAsOf),
    ...(hidden ? [t('The filter hides it in the sidebar.')] : []),
    ...(again ? [t('An earlier cancel of it is not settled and may still work.')] : []),
    ...(isPaper(profile) ? [] : [t('Profile: {0}', profile.name)]),
    t('Venue: {0} ({1})', venue, host),
    t('Symbol: {0}', symbol),
    ...(order
      ? [
          t('Side: {0}', sideName(order)),
          t('Remaining: {0} of {1}', remainingQuantity(order), order.quantity),
          t('Price: {0}', priceText(order)),
        ]
      : []),
    t('Order id: {0}', orderId),
  ];
}

/** Says that what the dialog shows is old, where it is. `asOf`: local Unix ms. */
export function staleLine(asOf: number | undefined): readonly string[] {
  if (asOf === undefined) return [];
  return [t('Stale: as of {0}.', clockTime(asOf))];
}
