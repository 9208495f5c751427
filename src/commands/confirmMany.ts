import * as vscode from 'vscode';
import { isPaper, type Profile } from '../desk/profile.ts';
import { notionalOf } from '../orders/notional.ts';
import { bySymbol } from '../orders/order.ts';
import type { Place } from '../platform/message.ts';
import type { Order } from '../venues/venue.ts';
import { staleLine } from './confirmCancel.ts';

const t = vscode.l10n.t;
const SYMBOLS_NAMED = 6;

/** Which orders are to be canceled together. */
export type Reach =
  | { readonly kind: 'selected'; readonly orderIds: readonly string[] }
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'all' };

/** What is asked about. */
export interface Bulk {
  readonly reach: Reach;
  /** As they are known now. */
  readonly orders: readonly Order[];
  /** When the list was true, where it is stale; local Unix ms. */
  readonly staleAsOf: number | undefined;
}

/** The reach in words: `all orders of BTC-PERP`. */
export function inWords({ reach, orders }: Bulk): string {
  if (reach.kind === 'all') return t('all orders');
  if (reach.kind === 'symbol') return t('all orders of {0}', reach.symbol);
  return t('{0} selected orders', orders.length);
}

/** Asks, always, in a modal that says how far it reaches. True for yes. */
export async function confirmMany(bulk: Bulk, place: Place, profile: Profile): Promise<boolean> {
  const { orders } = bulk;
  const yes = {
    title: orders.length === 0 ? t('Cancel All') : t('Cancel {0} Orders', orders.length),
  };
  const no = { title: t('Keep Orders'), isCloseAffordance: true };
  const choice = await vscode.window.showWarningMessage(
    t('Cancel {0} on {1}?', inWords(bulk), place.venue),
    { modal: true, detail: detail(bulk, place, profile) },
    yes,
    no,
  );
  return choice === yes;
}

function detail({ reach, orders, staleAsOf }: Bulk, place: Place, profile: Profile): string {
  const { value, unpriced } = notionalOf(orders);
  return [
    ...staleLine(staleAsOf),
    ...(isPaper(profile) ? [] : [t('Profile: {0}', profile.name)]),
    t('Venue: {0} ({1})', place.venue, place.host),
    t('Orders: {0}', orders.length),
    ...symbolLines(orders),
    t('Notional: {0} (remaining quantity × price)', value),
    ...(unpriced === 0 ? [] : [t('Not in it, having no price: {0}', unpriced)]),
    ...(reach.kind === 'selected'
      ? []
      : [t('Orders that are open there and not listed here are canceled too.')]),
  ].join('\n');
}

function symbolLines(orders: readonly Order[]): readonly string[] {
  const groups = bySymbol(orders);
  const named = groups
    .slice(0, SYMBOLS_NAMED)
    .map(([symbol, same]) => `    ${symbol}: ${same.length} (${notionalOf(same).value})`);
  const more = groups.length - SYMBOLS_NAMED;
  return more > 0 ? [...named, t('    and {0} more symbols', more)] : named;
}
