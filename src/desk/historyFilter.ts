import type { Fill } from '../orders/fills.ts';
import { orderOf } from '../orders/fills.ts';
import type { FundingPayment, PastOrder } from '../venues/history.ts';
import type { Order, Side } from '../venues/venue.ts';
import { hasWords } from './arrangement.ts';

/** The states that orders of the history are in. `partly`: something was filled, and not all. */
export const PAST_STATUSES = ['filled', 'partly', 'canceled', 'rejected'] as const;

export type PastStatus = (typeof PAST_STATUSES)[number];

/** Which rows of the history are shown. */
export interface HistoryFilter {
  /** The venue is asked for this symbol alone; all where missing. */
  readonly symbol: string | undefined;
  /** Of orders and fills; funding payments have none. */
  readonly side: Side | undefined;
  /** Of orders alone. */
  readonly status: PastStatus | undefined;
  /** Words of which a row must have each; empty for all rows. */
  readonly text: string;
}

export const UNFILTERED: HistoryFilter = {
  symbol: undefined,
  side: undefined,
  status: undefined,
  text: '',
};

export function isHistoryFiltered({ symbol, side, status, text }: HistoryFilter): boolean {
  return symbol !== undefined || side !== undefined || status !== undefined || text !== '';
}

export function showsOrder(filter: HistoryFilter, { order, errorCode }: PastOrder): boolean {
  const { status } = filter;
  if (status !== undefined && statusOf(order) !== status) return false;
  return fits(filter, order, [errorCode]);
}

export function showsFill(filter: HistoryFilter, fill: Fill): boolean {
  const prices = fill.kind === 'execution' ? [fill.execution.price, fill.execution.quantity] : [];
  return fits(filter, orderOf(fill), prices);
}

export function showsPayment({ symbol, text }: HistoryFilter, payment: FundingPayment): boolean {
  if (symbol !== undefined && payment.symbol !== symbol) return false;
  return hasWords(text, [payment.symbol, payment.amount, payment.rate, utc(payment.time)]);
}

function fits(
  { symbol, side, text }: HistoryFilter,
  order: Order,
  more: readonly string[],
): boolean {
  if (symbol !== undefined && order.symbol !== symbol) return false;
  if (side !== undefined && order.side !== side) return false;
  const { type, price, averagePrice, venueStatus, orderId, updatedAt } = order;
  const words = [order.symbol, order.side, type, price, averagePrice, venueStatus, orderId];
  return hasWords(text, [...words, utc(updatedAt), ...more]);
}

function statusOf({ status, filledQuantity, quantity }: Order): PastStatus | undefined {
  if (status === 'canceled' || status === 'rejected') {
    return /[1-9]/.test(filledQuantity) && filledQuantity !== quantity ? 'partly' : status;
  }
  if (status === 'partiallyFilled') return 'partly';
  return status === 'filled' ? status : undefined;
}

function utc(time: number): string {
  return new Date(time).toISOString();
}
