import * as vscode from 'vscode';
import type { Absence } from '../desk/absence.ts';
import type { RowPhase } from '../desk/deskRows.ts';
import { formatAge } from '../orders/age.ts';
import { distanceFrom, signedText } from '../orders/marks.ts';
import { filledPercent, remainingQuantity } from '../orders/order.ts';
import { inARow } from '../platform/inARow.ts';
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
  const distance = distanceText(order, state.mark);
  item.description = describe(order, state, distance);
  item.iconPath = icon(order, state);
  item.contextValue = capabilities(state);
  const filled = t('{0} of {1} filled', order.filledQuantity, order.quantity);
  const heard = distance && t('{0} from mark', distance);
  const spoken = [`${order.symbol} ${name}`, filled, describe(order, state, heard)];
  item.accessibilityInformation = { label: inARow(spoken) };
  return item;
}

/** The row of a cancel whose order was never seen: an id that was typed. */
export function unknownItem(orderId: string, phase: RowPhase | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(orderId);
  item.id = orderId;
  item.description = phaseText(phase) ?? '';
  item.iconPath = new vscode.ThemeIcon('question', WARNING);
  item.contextValue = 'unsettled';
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
  item.accessibilityInformation = { label: inARow([name, countText(count)]) };
  return item;
}

function title(order: Order): string {
  return t('{0} {1} @ {2}', sideName(order), order.quantity, priceText(order));
}

/** What a row says beside its title. */
export function descriptionOf(order: Order, state: RowState): string {
  return describe(order, state, distanceText(order, state.mark));
}

function describe(order: Order, state: RowState, distance: string | undefined): string {
  return [
    phaseText(state.phase),
    absenceText(state.absence),
    state.stale ? t('stale') : undefined,
    distance,
    formatAge(state.now - order.createdAt),
    t('{0}% filled', filledPercent(order)),
    typeName(order),
    statusText(order),
  ]
    .filter(Boolean)
    .join(' · ');
}

function absenceText(absence: Absence | undefined): string | undefined {
  if (absence === undefined) return undefined;
  return absence === 'unknown' ? t('not known there any more') : t('not listed, checking');
}

/** How far the order's price is from the mark price: `+0.25%`, and from 1 % on by tenths, as it moves all the time. */
function distanceText(order: Order, mark: string | undefined): string | undefined {
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

/** Names and values in two columns; those without a value are left out. */
export function tooltipTable(
  rows: readonly (readonly [name: string, value: string | undefined])[],
): vscode.MarkdownString {
  const text = new vscode.MarkdownString('| | |\n|:--|:--|\n');
  for (const [name, value] of rows) {
    if (!value) continue;
    text.appendMarkdown(`| ${name} | `).appendText(value.replaceAll(/[\n|]/g, ' '));
    text.appendMarkdown(' |\n');
  }
  return text;
}
