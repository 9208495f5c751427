import * as vscode from 'vscode';
import { isPaper, type Profile } from '../desk/profile.ts';
import { notionalOf } from '../orders/notional.ts';
import { bySymbol } from '../orders/order.ts';
import type { Place } from '../platform/place.ts';
import { typedAbove } from '../platform/settings.ts';
import type { Order } from '../venues/venue.ts';
import { agree, typeWord } from './ask.ts';
import { staleLine } from './confirmCancel.ts';
import { few } from './few.ts';

const t = vscode.l10n.t;

/** Which orders are to be canceled together. */
export type Reach =
  /** These and no others; `words` say which, by how many of them are open. */
  | {
      readonly kind: 'listed';
      readonly orderIds: readonly string[];
      readonly words: (count: number) => string;
    }
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'all' };

/** What is asked about. */
export interface Bulk {
  readonly reach: Reach;
  /** As they are known now. */
  readonly orders: readonly Order[];
  /** How many of them the sidebar's filter keeps out of sight. */
  readonly hidden: number;
  /** When the list was true, where it is stale; local Unix ms. `never` where there is none. */
  readonly staleAsOf: number | 'never' | undefined;
}

/** The reach in words: `all orders of BTC-PERP`. */
export function inWords({ reach, orders }: Bulk): string {
  if (reach.kind === 'all') return t('all orders');
  if (reach.kind === 'symbol') return t('all orders of {0}', reach.symbol);
  return reach.words(orders.length);
}

/** Asks, always, in a modal that says how far it reaches. True for yes. */
export async function confirmMany(bulk: Bulk, place: Place, profile: Profile): Promise<boolean> {
  const { orders } = bulk;
  const yes =
    orders.length === 0
      ? t('Cancel All')
      : orders.length === 1
        ? t('Cancel 1 Order')
        : t('Cancel {0} Orders', orders.length);
  const question = t('Cancel {0} on {1}?', inWords(bulk), place.venue);
  const agreed = await agree(question, detail(bulk, place, profile), yes, t('Keep Orders'));
  return agreed && (await confirmInWriting(bulk, place));
}

/** Where it reaches far, or nobody knows how far, a press alone is not enough. True where it is, or the word was typed. */
async function confirmInWriting(bulk: Bulk, place: Place): Promise<boolean> {
  const many = bulk.orders.length > typedAbove();
  const unsure = bulk.reach.kind !== 'listed' && bulk.staleAsOf !== undefined;
  if (!many && !unsure) return true;
  const word = t('CANCEL');
  const prompt = unsure
    ? t(
        'How many orders these are is not known. Type {0} to cancel them, or press Escape to keep them.',
        word,
      )
    : t(
        'Type {0} to cancel these {1} orders, or press Escape to keep them.',
        word,
        bulk.orders.length,
      );
  return typeWord(t('Cancel {0} on {1}?', inWords(bulk), place.venue), prompt, word);
}

function detail(
  { reach, orders, hidden, staleAsOf }: Bulk,
  place: Place,
  profile: Profile,
): readonly string[] {
  const { value, unpriced } = notionalOf(orders);
  return [
    ...(staleAsOf === 'never'
      ? [t('The open orders could not be listed, so how many there are is not known.')]
      : staleLine(staleAsOf)),
    ...(isPaper(profile) ? [] : [t('Profile: {0}', profile.name)]),
    t('Venue: {0} ({1})', place.venue, place.host),
    ...(staleAsOf === 'never'
      ? []
      : [
          hidden === 0
            ? t('Orders: {0}', orders.length)
            : t('Orders: {0}, of which the filter hides {1}', orders.length, hidden),
          ...symbolLines(orders),
          t('Notional: {0} (remaining quantity × price)', value),
        ]),
    ...(unpriced === 0 ? [] : [t('Not in it, having no price: {0}', unpriced)]),
    ...(reach.kind === 'listed'
      ? []
      : [t('Orders that are open there and not listed here are canceled too.')]),
  ];
}

/** How many orders of which symbols, with their notional values. */
export function symbolLines(
  orders: readonly Pick<Order, 'symbol' | 'price' | 'stopPrice' | 'quantity' | 'filledQuantity'>[],
): readonly string[] {
  const lines = bySymbol(orders).map(([symbol, same]) =>
    t('{0}: {1}', symbol, t('{0} ({1})', same.length, notionalOf(same).value)),
  );
  return few(lines, (more) => t('and {0} more symbols', more));
}
