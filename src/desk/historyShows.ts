import { orderOf, type Fill } from '../orders/fills.ts';
import { hasFills } from '../orders/order.ts';
import type { BalanceChange, FundingPayment, PastOrder } from '../venues/history.ts';
import type { Order } from '../venues/venue.ts';
import { hasWords } from './arrangement.ts';
import type { HistoryFilter, PastStatus } from './historyFilter.ts';

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

export function showsChange({ symbol, text }: HistoryFilter, change: BalanceChange): boolean {
  if (symbol !== undefined && change.symbol !== symbol) return false;
  const { asset, amount, balance, kind, venueKind, orderId, time } = change;
  const words = [asset, amount, balance, kind, venueKind, change.symbol, orderId];
  return hasWords(text, [...words, utc(time)]);
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

function statusOf(order: Order): PastStatus | undefined {
  const { status } = order;
  if (status === 'canceled' || status === 'rejected') {
    return hasFills(order) ? 'partly' : status;
  }
  if (status === 'partiallyFilled') return 'partly';
  return status === 'filled' ? status : undefined;
}

function utc(time: number): string {
  return new Date(time).toISOString();
}
