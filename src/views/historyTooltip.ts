import * as vscode from 'vscode';
import type { HistoryRow } from '../desk/historyRows.ts';
import { changeAmountText, changeKindText } from '../platform/historyWords.ts';
import { wholeTime } from '../platform/localTime.ts';
import { sideName, statusText, typeName } from '../platform/orderWords.ts';
import type { Order } from '../venues/venue.ts';
import { tooltipTable } from './tooltipTable.ts';

const t = vscode.l10n.t;

type Line = readonly [name: string, value: string | undefined];

/** All that is known of a row of the history, times both local and UTC. */
export function historyTooltip(row: HistoryRow): vscode.MarkdownString {
  switch (row.kind) {
    case 'order': {
      const { order, fee, feeAsset, lastPrice, lastQuantity, errorCode } = row.past;
      return tooltipTable([
        ...ofOrder(order),
        [t('Last execution'), lastPrice && lastQuantity && `${lastQuantity} @ ${lastPrice}`],
        [t('Fees'), amount(fee, feeAsset)],
        [t('Error'), errorCode || undefined],
        ...times(t('Created'), order.createdAt),
        ...times(t('Updated'), order.updatedAt),
        [t('Order id'), order.orderId],
      ]);
    }
    case 'execution': {
      const { order, price, quantity, fee, feeAsset, time } = row.execution;
      return tooltipTable([
        [t('Known as'), t('one execution, as the stream reported it')],
        [t('Symbol'), order.symbol],
        [t('Side'), sideName(order)],
        [t('Quantity'), quantity],
        [t('Price'), price],
        [t('Fee'), amount(fee, feeAsset)],
        [t('Filled after it'), t('{0} of {1}', order.filledQuantity, order.quantity)],
        ...times(t('Executed'), time),
        [t('Order id'), order.orderId],
      ]);
    }
    case 'total': {
      const { order, fee, feeAsset, seen, seenQuantity } = row.total;
      return tooltipTable([
        [t('Known as'), t('the total of its order: not each fill was seen by itself')],
        ...ofOrder(order),
        [t('Seen by itself'), t('{0} in {1} executions', seenQuantity, seen.length)],
        [t('Fees'), amount(fee, feeAsset)],
        ...times(t('Updated'), order.updatedAt),
        [t('Order id'), order.orderId],
      ]);
    }
    case 'payment': {
      const { symbol, amount: paid, asset, rate, time } = row.payment;
      return tooltipTable([
        [t('Symbol'), symbol],
        [t('Amount'), amount(paid, asset)],
        [t('Rate'), rate],
        ...times(t('Time'), time),
      ]);
    }
    case 'change': {
      const { balance, asset, symbol, venueKind, orderId, time } = row.change;
      return tooltipTable([
        [t('Amount'), changeAmountText(row.change)],
        [t('Balance after it'), amount(balance, asset)],
        [t('Kind'), changeKindText(row.change)],
        [t('The exchange calls it'), venueKind || undefined],
        [t('Symbol'), symbol],
        ...times(t('Time'), time),
        [t('Order id'), orderId],
      ]);
    }
  }
}

function ofOrder(order: Order): readonly Line[] {
  return [
    [t('Symbol'), order.symbol],
    [t('Side'), sideName(order)],
    [t('Type'), typeName(order)],
    [t('Price'), order.price],
    [t('Stop price'), order.stopPrice],
    [t('Quantity'), order.quantity],
    [t('Filled'), order.filledQuantity],
    [t('Average price'), order.averagePrice],
    [t('Status'), `${statusText(order)} (${order.venueStatus})`],
  ];
}

function times(name: string, ms: number): readonly Line[] {
  return [
    [name, wholeTime(ms)],
    [t('{0} (UTC)', name), new Date(ms).toISOString()],
  ];
}

function amount(value: string | undefined, asset: string | undefined): string | undefined {
  return value === undefined ? undefined : `${value} ${asset ?? ''}`.trim();
}
