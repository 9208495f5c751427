import * as vscode from 'vscode';
import { inARow } from './inARow.ts';
import type { PlaceRequest } from '../venues/placing.ts';
import type { Order } from '../venues/venue.ts';

const t = vscode.l10n.t;

export function sideName({ side }: Pick<Order, 'side'>): string {
  return side === 'buy' ? t('Buy') : t('Sell');
}

export function countText(orders: number): string {
  return orders === 1 ? t('1 order') : t('{0} orders', orders);
}

/** `9500`, `stop 9400`, or both; `market` where there is neither. */
export function priceText(order: Partial<Pick<Order, 'price' | 'stopPrice'>>): string {
  const stop = order.stopPrice && t('stop {0}', order.stopPrice);
  return [order.price, stop].filter(Boolean).join(' ') || t('market');
}

/** `Limit`, `Stop Market`, ... in words. */
export function typeName({ type }: Pick<Order, 'type'>): string {
  switch (type) {
    case 'limit':
      return t('Limit');
    case 'market':
      return t('Market');
    case 'stopLimit':
      return t('Stop Limit');
    case 'stopMarket':
      return t('Stop Market');
    case 'other':
      return t('Other');
  }
}

/** The status in words; one this client does not know is shown as the venue wrote it. */
export function statusText(order: Order): string {
  switch (order.status) {
    case 'pending':
      return t('Untriggered');
    case 'open':
      return t('Open');
    case 'partiallyFilled':
      return t('Partly filled');
    case 'filled':
      return t('Filled');
    case 'canceled':
      return t('Canceled');
    case 'rejected':
      return t('Rejected');
    case 'other':
      return order.venueStatus;
  }
}

/** `BTC-PERP Buy 0.5 @ 9500`, by its whole quantity. */
export function orderText(
  order: Pick<Order, 'symbol' | 'side' | 'quantity' | 'price' | 'stopPrice'>,
): string {
  return `${order.symbol} ${sideName(order)} ${order.quantity} @ ${priceText(order)}`;
}

/** The same of an order that was asked for. */
export function requestText(request: PlaceRequest): string {
  const { symbol, quantity } = request;
  return `${symbol} ${sideName(request)} ${quantity} @ ${priceText(request)}`;
}

/** `Limit, GTC, post-only`. */
export function optionsText(request: PlaceRequest): string {
  return inARow([typeName(request), ...termsText(request)]);
}

/** What else an order is asked for with: `GTC`, `post-only`. */
export function termsText(request: PlaceRequest): readonly string[] {
  const terms = [
    request.timeInForce,
    request.postOnly && t('post-only'),
    request.reduceOnly && t('reduce-only'),
    request.positionStopLoss && t('position stop loss {0}', request.positionStopLoss),
    request.positionTakeProfit && t('position take profit {0}', request.positionTakeProfit),
    request.clientId && t('client id {0}', request.clientId),
  ];
  return terms.filter((term): term is string => typeof term === 'string' && term !== '');
}
