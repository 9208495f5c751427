import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { FRESH_MS, distanceFrom } from '../orders/marks.ts';
import { countText } from '../platform/orderWords.ts';
import type { Order, Side } from '../venues/venue.ts';
import { askOne, askText } from './ask.ts';
import { cancelMany } from './cancelMany.ts';
import { listedOrders } from './listed.ts';
import type { Handler } from './services.ts';
import { whileWaiting } from './waiting.ts';

const t = vscode.l10n.t;

const USUAL_PERCENT = '5';

/** "Cancel Buy or Sell Orders…": those of the side that is named, `buy` or `sell`, else of one that is picked. */
export const cancelSide: Handler = async (services, which) => {
  if (typeof which === 'string' && which !== 'buy' && which !== 'sell')
    throw new Error(t('A side is buy or sell, not {0}. Nothing was sent.', which));
  const desk = await services.current.open();
  const orders = await listedOrders(desk);
  const of = (side: Side): readonly Order[] => orders.filter((order) => order.side === side);
  const sides = (['buy', 'sell'] as const).filter((side) => of(side).length > 0);
  const side =
    which === 'buy' || which === 'sell'
      ? which
      : await askOne<Side>(
          t('Cancel Buy or Sell Orders'),
          sides.map((value) => ({
            ...{ value, label: value === 'buy' ? t('Buy') : t('Sell') },
            description: countText(of(value).length),
          })),
        );
  if (side === undefined) return undefined;
  const words = (count: number): string =>
    side === 'buy' ? t('{0} to buy', countText(count)) : t('{0} to sell', countText(count));
  return cancelMany(services, desk, { kind: 'listed', orderIds: idsOf(of(side)), words });
};

/** "Cancel Orders Far from Mark…": those at least so many per cent above or below, as named or else typed. */
export const cancelFar: Handler = async (services, which) => {
  const desk = await services.current.open();
  const symbols = new Set((await listedOrders(desk)).map(({ symbol }) => symbol));
  const named = typeof which === 'number' || typeof which === 'string' ? String(which) : undefined;
  const wrong = named === undefined ? undefined : checkPercent(named);
  if (wrong !== undefined) throw new Error(wrong);
  const typed =
    named ??
    (await askText(
      t('Cancel Orders Far from Mark'),
      t('Distance from the mark price in per cent, above or below'),
      USUAL_PERCENT,
      checkPercent,
    ));
  if (typed === undefined) return undefined;
  const percent = withoutSign(typed);
  const title = t('Asking for mark prices…');
  const known = await whileWaiting(title, async (signal) => {
    await desk.marks.renew(symbols, FRESH_MS, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    return !signal.aborted;
  });
  if (!known) return undefined;
  const { far, unknown } = farFrom(desk, percent);
  if (far.length === 0) {
    const left = unknown === 0 ? '' : ` ${t('Of {0} orders the distance is not known.', unknown)}`;
    const none = t('No listed order is {0} % or more from its mark price.', percent);
    throw new Error(`${none}${left} ${t('Nothing was sent.')}`);
  }
  const words = (count: number): string =>
    unknown === 0
      ? t('{0} at least {1} % from mark', countText(count), percent)
      : t(
          '{0} at least {1} % from mark (not known of {2} others)',
          ...[countText(count), percent, unknown],
        );
  return cancelMany(services, desk, { kind: 'listed', orderIds: idsOf(far), words });
};

/** Orders without a price, or whose symbol has no mark price, are not known to be far. */
function farFrom({ store, marks }: Desk, percent: string): { far: Order[]; unknown: number } {
  let unknown = 0;
  const far = store.working.filter((order) => {
    const mark = marks.get(order.symbol);
    const distance = mark && distanceFrom(mark.price, order);
    if (!distance) unknown += 1;
    return distance?.abs().gte(percent);
  });
  return { far, unknown };
}

/** What is wrong with a typed percentage, or `undefined`. */
function checkPercent(text: string): string | undefined {
  const number = withoutSign(text);
  const fits = /^\d{1,4}(\.\d{1,4})?$/.test(number) && Number(number) > 0;
  return fits
    ? undefined
    : t('Type a number above 0 and below 10000, with a point and no sign: 5 or 0.25.');
}

/** Without a per cent sign behind it. */
function withoutSign(text: string): string {
  return text.trim().replace(/ ?%$/, '');
}

function idsOf(orders: readonly Order[]): readonly string[] {
  return orders.map(({ orderId }) => orderId);
}
