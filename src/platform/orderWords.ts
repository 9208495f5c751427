import * as vscode from 'vscode';
import type { Order } from '../venues/venue.ts';

const t = vscode.l10n.t;

export function sideName(order: Order): string {
  return order.side === 'buy' ? t('Buy') : t('Sell');
}

/** `9500`, `stop 9400`, or both; `market` where there is neither. */
export function priceText(order: Order): string {
  const stop = order.stopPrice && t('stop {0}', order.stopPrice);
  return [order.price, stop].filter(Boolean).join(' ') || t('market');
}
