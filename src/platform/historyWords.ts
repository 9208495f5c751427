import * as vscode from 'vscode';
import type { HistoryFilter, PastStatus } from '../desk/historyFilter.ts';
import type { Section } from '../desk/historyRows.ts';
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
  const parts = [symbol, side && sideName({ side }), status && pastStatusName(status), words];
  return parts.filter(Boolean).join(', ');
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
  }
}
