import * as vscode from 'vscode';
import { cancelMany, cancelSymbol } from './cancelMany.ts';
import { cancelById } from './cancelOrder.ts';
import { groupIn, orderIdOf, symbolOf } from './row.ts';
import type { Handler } from './services.ts';

const t = vscode.l10n.t;

/**
 * The key in the sidebar, and the menu over several rows: the selected orders. A row above orders stands
 * for those that are shown below it, where none of them is selected; a symbol's alone for all of it.
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
    throw new Error(
      t(
        'No order was chosen: none is selected in the Open Orders view, or the rows were being redrawn at that moment. Nothing was sent. Select one or more, and press again.',
      ),
    );
  const single = another === undefined;
  if (single && symbolOf(only) !== undefined) return cancelSymbol(services, only);
  if (single && groupIn(only) === undefined) return cancelById(services, orderIdOf(only));
  const desk = await services.current.open();
  const { rows: shown, store } = desk;
  const orderIds = chosen.filter((each) => groupIn(each) === undefined).map(orderIdOf);
  const touched = new Set(
    orderIds.flatMap((orderId) => {
      const order = store.get(orderId);
      return order ? [shown.groupOf({ ...order, order })] : [];
    }),
  );
  const whole = chosen.flatMap((each) => groupIn(each) ?? []);
  const more = whole.filter((group) => !touched.has(group)).flatMap((group) => shown.rowsIn(group));
  const all = [...orderIds, ...more.map(({ orderId }) => orderId)];
  const words = (count: number): string => t('{0} selected orders', count);
  return cancelMany(services, desk, { kind: 'listed', orderIds: all, words });
};
