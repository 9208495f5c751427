import * as vscode from 'vscode';
import { cancelMany, cancelSymbol } from './cancelMany.ts';
import { cancelById } from './cancelOrder.ts';
import { orderIdOf, symbolOf } from './row.ts';
import type { Handler } from './services.ts';

const t = vscode.l10n.t;

/**
 * The key in the sidebar, and the menu over several rows: the selected orders. A symbol's own row
 * stands for all of its orders where none of them is selected.
 */
export const cancelSelected: Handler = async (services, row, rows) => {
  const given: readonly unknown[] | undefined = Array.isArray(rows)
    ? rows
    : row
      ? [row]
      : undefined;
  const chosen = given ?? services.selection();
  const [only, another] = chosen;
  if (only === undefined)
    throw new Error(t('Select one or more orders in the Open Orders view first.'));
  if (another === undefined)
    return symbolOf(only) ? cancelSymbol(services, only) : cancelById(services, orderIdOf(only));
  const desk = await services.current.open();
  const orderIds = chosen.filter((each) => symbolOf(each) === undefined).map(orderIdOf);
  const touched = new Set(orderIds.map((orderId) => desk.store.get(orderId)?.symbol));
  const whole = chosen.flatMap((each) => symbolOf(each) ?? []);
  const more = whole.filter((symbol) => !touched.has(symbol));
  const all = [...orderIds, ...more.flatMap((symbol) => [...desk.store.workingIn(symbol)])];
  const words = (count: number): string => t('{0} selected orders', count);
  await cancelMany(services, desk, { kind: 'listed', orderIds: all, words });
};
