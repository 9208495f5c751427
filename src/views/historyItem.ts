import * as vscode from 'vscode';
import type { HistoryRow } from '../desk/historyRows.ts';
import type { SeenExecution } from '../orders/fillRecord.ts';
import type { TotalFill } from '../orders/fills.ts';
import { hasFills } from '../orders/order.ts';
import { aloud } from '../platform/aloud.ts';
import { changeAmountText, changeKindText } from '../platform/historyWords.ts';
import { rowTime } from '../platform/localTime.ts';
import { orderText, sideName, statusText, typeName } from '../platform/orderWords.ts';
import type { BalanceChange, FundingPayment, PastOrder } from '../venues/history.ts';
import type { Order, Side } from '../venues/venue.ts';

const t = vscode.l10n.t;

/** What a row of the history shows: the words on it, in the order in which they are read out. */
interface Words {
  readonly label: string;
  readonly description: readonly (string | undefined)[];
  readonly icon: vscode.ThemeIcon;
}

/** A row of the history. @param now local Unix ms */
export function historyItem(row: HistoryRow, now: number): vscode.TreeItem {
  const { label, description, icon } = wordsOf(row, now);
  const item = new vscode.TreeItem(label);
  item.id = row.id;
  item.description = description.filter(Boolean).join(' · ');
  item.iconPath = icon;
  const order = row.kind === 'change' ? row.change.orderId !== undefined : row.kind !== 'payment';
  item.contextValue = order ? 'record,order' : 'record';
  item.accessibilityInformation = aloud([label, ...description]);
  if (row.kind === 'total' && row.total.seen.length > 0)
    item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
  return item;
}

function wordsOf(row: HistoryRow, now: number): Words {
  switch (row.kind) {
    case 'order':
      return ofOrder(row.past, now);
    case 'execution':
      return ofExecution(row.execution, now);
    case 'total':
      return ofTotal(row.total, now);
    case 'payment':
      return ofPayment(row.payment, now);
    case 'change':
      return ofChange(row.change, now);
  }
}

function ofOrder({ order, errorCode }: PastOrder, now: number): Words {
  const average = order.averagePrice && t('average {0}', order.averagePrice);
  return {
    label: orderText(order),
    description: [
      rowTime(order.updatedAt, now),
      statusText(order),
      filledPart(order),
      average,
      order.status === 'rejected' ? errorCode : undefined,
      typeName(order),
    ],
    icon: orderIcon(order),
  };
}

/** Of an order of which neither nothing nor all was filled. */
function filledPart(order: Order): string | undefined {
  if (!hasFills(order) || order.status === 'filled') return undefined;
  return t('{0} of {1} filled', order.filledQuantity, order.quantity);
}

function ofExecution({ order, price, quantity, fee, feeAsset, time }: SeenExecution, now: number) {
  return {
    label: t('{0} {1} {2} @ {3}', order.symbol, sideName(order), quantity, price),
    description: [rowTime(time, now), feeText(fee, feeAsset), t('seen by itself')],
    icon: sideIcon(order.side),
  };
}

function ofTotal({ order, fee, feeAsset, seen, seenQuantity }: TotalFill, now: number): Words {
  const { symbol, filledQuantity, averagePrice = '–' } = order;
  const part =
    seen.length === 0
      ? t('order total, no fill seen by itself')
      : t('order total, {0} of it seen by itself', seenQuantity);
  return {
    label: t('{0} {1} {2}, average {3}', symbol, sideName(order), filledQuantity, averagePrice),
    // Its latest change may be a cancel, and is not the time of a fill.
    description: [t('changed {0}', rowTime(order.updatedAt, now)), part, feeText(fee, feeAsset)],
    icon: new vscode.ThemeIcon('layers', colorOf(order.side)),
  };
}

function ofPayment({ symbol, amount, asset, rate, time }: FundingPayment, now: number): Words {
  const paid = amount.startsWith('-');
  return {
    label: paid
      ? t('{0} paid {1} {2}', symbol, amount.slice(1), asset)
      : t('{0} received {1} {2}', symbol, amount, asset),
    description: [rowTime(time, now), rate && t('rate {0}', rate)],
    icon: wayIcon(paid),
  };
}

function ofChange(change: BalanceChange, now: number): Words {
  const { symbol, balance, time, amount } = change;
  const kind = changeKindText(change);
  return {
    label: changeAmountText(change),
    description: [
      symbol ? `${kind} ${symbol}` : kind,
      t('balance {0}', balance),
      rowTime(time, now),
    ],
    icon: wayIcon(amount.startsWith('-')),
  };
}

function wayIcon(out: boolean): vscode.ThemeIcon {
  return out
    ? new vscode.ThemeIcon('arrow-circle-up', new vscode.ThemeColor('charts.red'))
    : new vscode.ThemeIcon('arrow-circle-down', new vscode.ThemeColor('charts.green'));
}

function feeText(fee: string | undefined, asset: string | undefined): string | undefined {
  return fee === undefined ? undefined : t('fee {0} {1}', fee, asset ?? '').trim();
}

function orderIcon(order: Order): vscode.ThemeIcon {
  if (order.status === 'rejected')
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  return hasFills(order) ? sideIcon(order.side) : new vscode.ThemeIcon('circle-slash');
}

function sideIcon(side: Side): vscode.ThemeIcon {
  return new vscode.ThemeIcon(side === 'buy' ? 'arrow-up' : 'arrow-down', colorOf(side));
}

function colorOf(side: Side): vscode.ThemeColor {
  return new vscode.ThemeColor(side === 'buy' ? 'charts.green' : 'charts.red');
}
