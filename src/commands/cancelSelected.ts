import * as vscode from 'vscode';
import { cancelMany, cancelSymbol } from './cancelMany.ts';
import { cancelById } from './cancelOrder.ts';
import { orderIdOf, symbolOf } from './row.ts';
import type { Handler } from './services.ts';

const t = vscode.l10n.t;

/**
 * The key in the sidebar, and the menu over several rows: the selected orders, or all of a symbol
 * whose own row is selected alone.
 */
export const cancelSelected: Handler = async (services, row, rows) => {
  const chosen: readonly unknown[] = Array.isArray(rows)
    ? rows
    : row
      ? [row]
      : services.selection();
  const orderIds = chosen.filter((each) => symbolOf(each) === undefined).map(orderIdOf);
  const [only, ...others] = orderIds;
  const symbol = chosen.length === 1 ? symbolOf(chosen[0]) : undefined;
  if (symbol !== undefined) return cancelSymbol(services, chosen[0]);
  if (only === undefined)
    throw new Error(t('Select one or more orders in the Open Orders view first.'));
  if (others.length === 0) return cancelById(services, only);
  await cancelMany(services, await services.current.open(), { kind: 'selected', orderIds });
};
