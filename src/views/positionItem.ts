import * as vscode from 'vscode';
import type Big from 'big.js';
import { aloud } from '../platform/aloud.ts';
import {
  liquidationNote,
  liquidationText,
  marginTypeName,
  positionSide,
  positionText,
  profitText,
} from '../platform/positionWords.ts';
import type { ShownPosition } from '../positions/shownPosition.ts';
import type { Balance } from '../venues/positions.ts';
import { tooltipTable } from './tooltipTable.ts';

const t = vscode.l10n.t;

/** A name, its value, and what there is to say about it. */
export interface Detail {
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
}

/** A row of the positions tree. Its `contextValue` lists what can be done with it. */
export function positionItem(shown: ShownPosition, stale: boolean): vscode.TreeItem {
  const { position, unrealized, percent, asset, liquidation } = shown;
  const name = positionText(position);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `position ${position.symbol}`;
  const profit =
    unrealized &&
    [profitText(unrealized), asset, percent && `(${profitText(percent)}%)`].filter(Boolean);
  const price = liquidationText(liquidation);
  const told = liquidation.kind === 'at' || liquidation.kind === 'reached';
  const parts = [
    stale ? t('stale') : undefined,
    profit ? profit.join(' ') : t('PnL not known'),
    told ? t('liq. {0}', price) : undefined,
    position.stopLoss && t('SL {0}', position.stopLoss),
    position.takeProfit && t('TP {0}', position.takeProfit),
  ];
  item.description = parts.filter(Boolean).join(' · ');
  item.iconPath = stale
    ? new vscode.ThemeIcon('history')
    : position.side === 'long'
      ? new vscode.ThemeIcon('arrow-up', new vscode.ThemeColor('charts.green'))
      : new vscode.ThemeIcon('arrow-down', new vscode.ThemeColor('charts.red'));
  item.contextValue = `position,${position.marginType ?? 'other'}`;
  item.accessibilityInformation = aloud([
    t('{0} position of {1} {2}', positionSide(position), position.quantity, position.symbol),
    stale ? t('stale') : undefined,
    profit ? t('unrealized profit {0}', profit.join(' ')) : t('PnL not known'),
    liquidation.kind === 'unknown'
      ? t('liquidation price not known')
      : t('liquidation price {0}', price),
    position.stopLoss && t('stop loss {0}', position.stopLoss),
    position.takeProfit && t('take profit {0}', position.takeProfit),
  ]);
  return item;
}

/** All that is known of a position, line by line. */
export function positionDetails(shown: ShownPosition): readonly Detail[] {
  const { position, mark, unrealized, value, margin, liquidation, asset } = shown;
  const amount = (of: Big | string | undefined): string =>
    of === undefined ? '–' : `${typeof of === 'string' ? of : exact(of)} ${asset}`.trim();
  const isolated = position.marginType === 'isolated';
  return [
    { name: t('Entry price'), value: position.entryPrice ?? '–' },
    { name: t('Mark price'), value: mark ?? '–' },
    { name: t('Value'), value: amount(value) },
    { name: t('Unrealized PnL'), value: amount(unrealized) },
    { name: t('Realized PnL'), value: amount(position.realizedProfit) },
    {
      name: isolated ? t('Isolated margin') : t('Initial margin'),
      value: amount(margin),
      note: isolated ? undefined : t('what opening it at the mark price would take'),
    },
    {
      name: t('Liquidation price'),
      value: liquidationText(liquidation),
      note: liquidationNote(liquidation),
    },
    ...(position.stopLoss ? [{ name: t('Stop loss'), value: position.stopLoss }] : []),
    ...(position.takeProfit ? [{ name: t('Take profit'), value: position.takeProfit }] : []),
    { name: t('Leverage'), value: position.leverage ? `${position.leverage}×` : '–' },
    { name: t('Margin type'), value: marginTypeName(position.marginType) },
  ];
}

export function detailItem(symbol: string, { name, value, note }: Detail): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `detail ${symbol} ${name}`;
  item.description = value;
  item.tooltip = t('{0}: {1}', name, note === undefined ? value : t('{0} ({1})', value, note));
  item.accessibilityInformation = aloud([symbol, t('{0}: {1}', name, value), note]);
  item.contextValue = 'detail';
  return item;
}

/** For when the pointer rests on a position's row. */
export function positionTooltip(shown: ShownPosition, venue: string): vscode.MarkdownString {
  return tooltipTable([
    [t('Venue'), venue],
    [t('Position'), positionText(shown.position)],
    ...positionDetails(shown).map(({ name, value, note }) => {
      return [name, note === undefined ? value : t('{0} ({1})', value, note)] as const;
    }),
  ]);
}

export function noPositionsItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(t('No open positions'));
  item.id = 'no positions';
  item.iconPath = new vscode.ThemeIcon('dash');
  item.contextValue = 'none';
  item.accessibilityInformation = aloud([t('No open positions')]);
  return item;
}

export function balanceItem({ asset, amount, discountFactor }: Balance): vscode.TreeItem {
  const counted = discountFactor !== undefined && Number(discountFactor) !== 1;
  const value = counted ? t('{0} (counts at {1})', amount, discountFactor) : amount;
  return amountItem(`balance ${asset}`, t('Balance {0}', asset), value, 'database');
}

export function freeMarginItem(amount: string | undefined): vscode.TreeItem {
  return amountItem('free margin', t('Free margin'), amount ?? '–', 'unlock');
}

function amountItem(id: string, name: string, value: string, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = id;
  item.description = value;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = 'amount';
  item.accessibilityInformation = aloud([t('{0}: {1}', name, value)]);
  return item;
}

/** As exact as anybody reads: no more than eight places. */
function exact(amount: Big): string {
  return amount.round(8).toFixed();
}
