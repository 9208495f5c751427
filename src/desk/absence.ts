import type { OrderFeed } from '../orders/orderFeed.ts';

/** Why a working order is on no list: its status is being asked for, or the venue does not know it. */
export type Absence = 'asked' | 'unknown';

/** `undefined` for an order that the latest list has. */
export function absenceIn(missing: OrderFeed['missing'], orderId: string): Absence | undefined {
  if (!missing.has(orderId)) return undefined;
  return missing.get(orderId) ? 'unknown' : 'asked';
}
