import Big from 'big.js';
import type { Order, OrderStatus } from '../venues/venue.ts';

const TERMINAL: ReadonlySet<OrderStatus> = new Set(['filled', 'canceled', 'rejected']);
const OPEN: ReadonlySet<OrderStatus> = new Set(['pending', 'open', 'partiallyFilled']);

/** True once nothing can happen to the order any more. */
export function isTerminal(order: Order): boolean {
  return TERMINAL.has(order.status);
}

/** True while the venue says it works or waits for its trigger; a status unknown to us is not. */
export function isOpen(order: Order): boolean {
  return OPEN.has(order.status);
}

/** Quantity still to be filled, as a decimal string; never below zero. */
export function remainingQuantity(order: Pick<Order, 'quantity' | 'filledQuantity'>): string {
  const left = new Big(order.quantity).minus(order.filledQuantity);
  return left.lt(0) ? '0' : left.toFixed();
}

/** The filled part in whole per cent, rounded down: 100 means all of it. */
export function filledPercent(order: Order): number {
  const quantity = new Big(order.quantity);
  if (quantity.lte(0)) return 0;
  return new Big(order.filledQuantity).times(100).div(quantity).round(0, Big.roundDown).toNumber();
}

/** True when anything at all has been filled. */
export function hasFills(order: Order): boolean {
  return new Big(order.filledQuantity).gt(0);
}

/** Orders by symbol, symbols by name. */
export function bySymbol<T extends Pick<Order, 'symbol'>>(
  orders: readonly T[],
): readonly (readonly [symbol: string, orders: readonly T[]])[] {
  return [...Map.groupBy(orders, ({ symbol }) => symbol)].sort(([a], [b]) => a.localeCompare(b));
}

/** Compares filled quantities: above 0 where `a` has more filled than `b`. */
export function compareFilled(
  a: Pick<Order, 'filledQuantity'>,
  b: Pick<Order, 'filledQuantity'>,
): number {
  if (a.filledQuantity === b.filledQuantity) return 0;
  return new Big(a.filledQuantity).cmp(b.filledQuantity);
}

/**
 * The one rule by which news of an order replaces what is known of it, whatever way it came:
 * the newest sequence number wins, a terminal state never reopens, and the filled quantity never
 * shrinks. News without a sequence number (below 0) says nothing about an order already known.
 */
export function merge(known: Order | undefined, news: Order): Order {
  if (!known) return news;
  // No order becomes one of another symbol or side: such news is of another order, whatever id it bears.
  if (news.symbol !== known.symbol || news.side !== known.side) return known;
  if (news.sequence < 0 || news.sequence < known.sequence) return known;
  if (isTerminal(known) && !isTerminal(news)) return known;
  if (compareFilled(known, news) <= 0) return news;
  return { ...news, filledQuantity: known.filledQuantity, averagePrice: known.averagePrice };
}
