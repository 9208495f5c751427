import Big from 'big.js';
import type { Order } from '../venues/venue.ts';
import { remainingQuantity } from './order.ts';

/** What is left of some orders, by their own prices. */
export interface Notional {
  /** Sum of remaining quantity times price, in the asset the prices are in. A decimal string. */
  readonly value: string;
  /** Orders that have neither a limit nor a stop price, which are not in the sum. */
  readonly unpriced: number;
}

/** Adds up what is left of orders by their limit prices, or their stop prices where they have none. */
export function notionalOf(
  orders: readonly Pick<Order, 'price' | 'stopPrice' | 'quantity' | 'filledQuantity'>[],
): Notional {
  let value = new Big(0);
  let unpriced = 0;
  for (const order of orders) {
    const price = order.price ?? order.stopPrice;
    if (price === undefined) unpriced += 1;
    else value = value.plus(new Big(price).times(remainingQuantity(order)));
  }
  return { value: value.toFixed(), unpriced };
}
