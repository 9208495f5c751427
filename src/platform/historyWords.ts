import * as vscode from 'vscode';
import type { HistoryFilter, PastStatus } from '../desk/historyFilter.ts';
import type { Section } from '../desk/historyRows.ts';
import type { BalanceChange } from '../venues/history.ts';
import { inARow } from './inARow.ts';
import { sideName } from './orderWords.ts';

const t = vscode.l10n.t;

export function pastStatusName(status: PastStatus): string {
  switch (status) {
    case 'filled':
      return t('Filled');
    case 'partly':
      return t('Filled in part');
    case 'canceled':
      return t('Canceled, nothing filled');
    case 'rejected':
      return t('Rejected');
  }
}

/** `BTC-PERP, Buy, “stop”`: what a filter lets through. */
export function historyFilterText({ symbol, side, status, text }: HistoryFilter): string {
  const words = text && t('“{0}”', text);
  return inARow([symbol, side && sideName({ side }), status && pastStatusName(status), words]);
}

/** `1 order`, `12 lines of fills`, ...: so much of a section. */
export function amountText(section: Section, count: number): string {
  switch (section) {
    case 'orders':
      return count === 1 ? t('1 order') : t('{0} orders', count);
    case 'fills':
      return count === 1 ? t('1 line of fills') : t('{0} lines of fills', count);
    case 'funding':
      return count === 1 ? t('1 funding payment') : t('{0} funding payments', count);
    case 'balance':
      return count === 1 ? t('1 balance change') : t('{0} balance changes', count);
  }
}

/** `funding`, `fee`, ...: why a balance changed; in the exchange's own word where that says more. */
export function changeKindText({ kind, venueKind, amount }: BalanceChange): string {
  switch (kind) {
    case 'profit':
      return amount.startsWith('-') ? t('loss') : t('profit');
    case 'fee':
      return t('fee');
    case 'funding':
      return t('funding');
    case 'settlement':
      return t('settlement');
    case 'margin':
      return t('isolated margin');
    case 'deposit':
      return t('deposit');
    case 'withdrawal':
      return t('withdrawal');
    case 'other':
      return venueKind || t('unnamed change');
  }
}

/** `+12.5 USDT`: what was added to a balance, or taken out of it. */
export function changeAmountText({ amount, asset }: BalanceChange): string {
  return `${amount.startsWith('-') ? '' : '+'}${amount} ${asset}`;
}
