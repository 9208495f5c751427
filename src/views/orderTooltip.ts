import * as vscode from 'vscode';
import { remainingQuantity } from '../orders/order.ts';
import { sideName, statusText, typeName } from '../platform/orderWords.ts';
import type { Order } from '../venues/venue.ts';
import { distanceText, phaseText, type RowState } from './orderItem.ts';
import { tooltipTable } from './tooltipTable.ts';

const t = vscode.l10n.t;

/** All that is known of an order, for when the pointer rests on its row. */
export function orderTooltip(order: Order, state: RowState): vscode.MarkdownString {
  return tooltipTable([
    [t('Venue'), state.venue],
    [t('Symbol'), order.symbol],
    [t('Side'), sideName(order)],
    [t('Type'), typeName(order)],
    [t('Price'), order.price],
    [t('Stop price'), order.stopPrice],
    [t('Mark price'), state.mark],
    [t('From mark'), distanceText(order, state.mark)],
    [t('Quantity'), order.quantity],
    [t('Filled'), order.filledQuantity],
    [t('Average price'), order.averagePrice],
    [t('Remaining'), remainingQuantity(order)],
    [t('Status'), order.venueStatus && `${statusText(order)} (${order.venueStatus})`],
    [t('State'), phaseText(state.phase)],
    [t('Created'), new Date(order.createdAt).toISOString()],
    [t('Updated'), new Date(order.updatedAt).toISOString()],
    [t('Sequence'), String(order.sequence)],
    [t('Order id'), order.orderId],
  ]);
}
