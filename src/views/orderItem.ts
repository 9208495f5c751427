import * as vscode from 'vscode';
import type { Absence } from '../desk/absence.ts';
import type { RowPhase } from '../desk/deskRows.ts';
import { formatAge } from '../orders/age.ts';
import { distanceFrom, signedText } from '../orders/marks.ts';
import { filledPercent } from '../orders/order.ts';
import { ageAloud, aloud } from '../platform/aloud.ts';
import { countText, priceText, sideName, statusText, typeName } from '../platform/orderWords.ts';
import type { Order } from '../venues/venue.ts';

const t = vscode.l10n.t;

/** For what somebody has to look after. */
const WARNING = new vscode.ThemeColor('list.warningForeground');

/** What a row shows beside the order itself. */
export interface RowState {
  /** Local Unix ms; ages count from the order's own time to here. */
  readonly now: number;
  readonly venue: string;
  readonly phase: RowPhase | undefined;
  /** Whether the latest list left the order out, and its status is not known. */
  readonly absence: Absence | undefined;
  /** The whole list is older than it should be. */
  readonly stale: boolean;
  /** The mark price, where it is young enough to be shown. */
  readonly mark: string | undefined;
  /** Whether the row has to say its symbol, as no row above it does. */
  readonly named: boolean;
}

/** A row of the orders tree. Its `contextValue` lists what can be done with it. */
export function orderItem(order: Order, state: RowState): vscode.TreeItem {
  const name = title(order);
  const item = new vscode.TreeItem(state.named ? `${order.symbol} ${name}` : name);
  item.id = order.orderId;
  item.description = descriptionOf(order, state);
  item.iconPath = icon(order, state);
  item.contextValue = capabilities(state);
  const distance = distanceText(order, state.mark);
  item.accessibilityInformation = aloud([
    `${order.symbol} ${name}`,
    ...standing(state),
    t('{0} of {1} filled', order.filledQuantity, order.quantity),
    distance && t('{0} from mark', distance),
    ageAloud(state.now - order.createdAt),
    typeName(order),
    statusText(order),
  ]);
  return item;
}

/** The row of a cancel whose order was never seen: an id that was typed. */
export function unknownItem(
  orderId: string,
  symbol: string,
  phase: RowPhase | undefined,
): vscode.TreeItem {
  const item = new vscode.TreeItem(orderId);
  item.id = orderId;
  item.description = phaseText(phase) ?? '';
  item.iconPath = new vscode.ThemeIcon('question', WARNING);
  item.contextValue = 'unsettled';
  item.accessibilityInformation = aloud([`${symbol} ${orderId}`, phaseText(phase)]);
  return item;
}

/** What can be done with an order's row. */
function capabilities({ phase, absence }: RowState): string {
  if (absence === 'unknown' && !phase) return 'order,cancelable,unknown';
  if (phase?.startsWith('place')) return 'unplaced';
  if (phase === 'queued' || phase === 'sending') return 'order';
  if (phase === 'acknowledged') return 'order,unsettled';
  return phase ? 'order,cancelable,unsettled' : 'order,cancelable';
}

/** A symbol's row, above its orders. */
export function symbolItem(symbol: string, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(symbol, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `symbol ${symbol}`;
  item.description = String(count);
  item.contextValue = 'symbol';
  item.accessibilityInformation = {
    label: count === 1 ? t('{0}, 1 open order', symbol) : t('{0}, {1} open orders', symbol, count),
  };
  return item;
}

/** A row above the orders of a side or a type. `name` is what they have in common. */
export function groupItem(group: string, name: string, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `group ${group}`;
  item.description = String(count);
  item.contextValue = 'group';
  item.accessibilityInformation = aloud([name, countText(count)]);
  return item;
}

function title(order: Order): string {
  return t('{0} {1} @ {2}', sideName(order), order.quantity, priceText(order));
}

/** What a row says beside its title. */
export function descriptionOf(order: Order, state: RowState): string {
  return [
    ...standing(state),
    distanceText(order, state.mark),
    formatAge(state.now - order.createdAt),
    t('{0}% filled', filledPercent(order)),
    typeName(order),
    statusText(order),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What has to be known before all else: that the order may not be as it is shown. */
function standing({ phase, absence, stale }: RowState): readonly (string | undefined)[] {
  return [phaseText(phase), absenceText(absence), stale ? t('stale') : undefined];
}

function absenceText(absence: Absence | undefined): string | undefined {
  if (absence === undefined) return undefined;
  return absence === 'unknown' ? t('not known there any more') : t('not listed, checking');
}

/** How far the order's price is from the mark price: `+0.25%`, and from 1 % on by tenths, as it moves all the time. */
export function distanceText(order: Order, mark: string | undefined): string | undefined {
  const distance = mark === undefined ? undefined : distanceFrom(mark, order);
  if (!distance) return undefined;
  return `${signedText(distance, distance.abs().lt(1) ? 2 : 1)}%`;
}

export function phaseText(phase: RowPhase | undefined): string | undefined {
  switch (phase) {
    case 'queued':
      return t('waiting to be canceled');
    case 'sending':
      return t('canceling…');
    case 'acknowledged':
      return t('cancel unconfirmed');
    case 'unknown':
      return t('cancel unknown');
    case 'place sending':
      return t('placing…');
    case 'place acknowledged':
      return t('placed? acknowledged');
    case 'place unknown':
      return t('placed? not known');
    case undefined:
      return undefined;
  }
}

function icon(order: Order, state: RowState): vscode.ThemeIcon {
  if (state.phase === 'queued') return new vscode.ThemeIcon('clock');
  if (state.phase?.endsWith('sending')) return new vscode.ThemeIcon('loading~spin');
  if (state.phase?.endsWith('acknowledged')) return new vscode.ThemeIcon('sync');
  if (state.phase) return new vscode.ThemeIcon('question', WARNING);
  if (state.absence === 'unknown') return new vscode.ThemeIcon('question', WARNING);
  if (state.absence) return new vscode.ThemeIcon('search');
  if (state.stale) return new vscode.ThemeIcon('history');
  return order.side === 'buy'
    ? new vscode.ThemeIcon('arrow-up', new vscode.ThemeColor('charts.green'))
    : new vscode.ThemeIcon('arrow-down', new vscode.ThemeColor('charts.red'));
}
