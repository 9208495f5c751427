import type { Order } from '../venues/venue.ts';

/** What is kept of an order that is open. Decimal strings. */
export type SeenOrder = Pick<
  Order,
  'orderId' | 'symbol' | 'side' | 'quantity' | 'filledQuantity' | 'price' | 'stopPrice' | 'status'
>;

/** The orders that were open when a window last saw them. */
export interface SeenOrders {
  /** Local Unix ms. */
  readonly seenAt: number;
  readonly orders: readonly SeenOrder[];
}

/** Keeps them beyond the window. It reports trouble of its own by itself and never throws. */
export interface SeenStore {
  get(): SeenOrders | undefined;
  put(seen: SeenOrders): Promise<void>;
  /** The same before it returns, as the window is about to end. */
  putNow(seen: SeenOrders): void;
  forget(): void;
}

export function kept(order: Order): SeenOrder {
  const { orderId, symbol, side, quantity, filledQuantity, price, stopPrice, status } = order;
  return { orderId, symbol, side, quantity, filledQuantity, price, stopPrice, status };
}
