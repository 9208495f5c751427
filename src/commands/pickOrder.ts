import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { remainingQuantity } from '../orders/order.ts';
import { priceText, sideName, statusText } from '../platform/orderWords.ts';
import type { Order } from '../venues/venue.ts';
import type { Target } from './confirmCancel.ts';

const t = vscode.l10n.t;

interface OrderItem extends vscode.QuickPickItem {
  /** `undefined` for the row that leads to typing. */
  readonly order: Order | undefined;
}

/** Lets the person pick an open order or type one that is not listed; `undefined` on Escape. */
export async function pickOrder(desk: Desk): Promise<Target | undefined> {
  await desk.feed.refresh();
  const { error } = desk.feed.state;
  if (error && desk.store.size === 0) throw error;
  const choice = await pick(desk.store.working, desk.feed.isStale(0) && error !== undefined);
  if (!choice) return undefined;
  const { order } = choice.item;
  if (order) return { orderId: order.orderId, symbol: order.symbol, order };
  return typeOrder(desk, choice.typed);
}

/** Resolves with what was picked and what stood in the box. */
function pick(
  orders: readonly Order[],
  stale: boolean,
): Promise<{ item: OrderItem; typed: string } | undefined> {
  const box = vscode.window.createQuickPick<OrderItem>();
  box.title = t('Cancel Order');
  box.placeholder = stale
    ? t('This list is stale. Pick an order, or type an order id')
    : t('Pick an open order, or type an order id that is not listed');
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.items = [
    ...[...orders].sort(bySymbolAndAge).map(orderChoice),
    { label: t('$(edit) Type an order id and symbol…'), alwaysShow: true, order: undefined },
  ];
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (!item) return;
      resolve({ item, typed: box.value });
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

/** As in the sidebar. */
function bySymbolAndAge(a: Order, b: Order): number {
  return a.symbol.localeCompare(b.symbol) || a.createdAt - b.createdAt;
}

function orderChoice(order: Order): OrderItem {
  return {
    label: `${order.symbol} ${sideName(order)} ${remainingQuantity(order)} @ ${priceText(order)}`,
    description: statusText(order),
    detail: order.orderId,
    order,
  };
}

/** Asks for id and symbol, then for the order itself, so that the modal can say what it is. */
async function typeOrder(desk: Desk, typed: string): Promise<Target | undefined> {
  const orderId = await vscode.window.showInputBox({
    title: t('Cancel Order (1/2): Order Id'),
    prompt: t('The order id as the venue wrote it'),
    value: typed.trim(),
    ignoreFocusOut: true,
    validateInput: checkOrderId,
  });
  if (orderId === undefined) return undefined;
  const symbol = await vscode.window.showInputBox({
    title: t('Cancel Order (2/2): Symbol'),
    prompt: t('The symbol of the order, for example BTC-PERP'),
    ignoreFocusOut: true,
    validateInput: checkSymbol,
  });
  if (symbol === undefined) return undefined;
  const order = await desk.feed.look(orderId);
  if (order && order.symbol !== symbol) {
    throw new Error(
      t(
        'Order {0} is for {1}, not {2}. Nothing was sent; cancel it with the symbol {1}.',
        orderId,
        order.symbol,
        symbol,
      ),
    );
  }
  return { orderId, symbol, order };
}

/** What is wrong with a typed order id, or `undefined`. Nothing is corrected silently. */
export function checkOrderId(text: string): string | undefined {
  if (text === '') return t('Type an order id, or press Escape to stop.');
  if (/\s/.test(text)) return t('An order id has no spaces. Remove them.');
  if (text.length > 64)
    return t('An order id has at most 64 characters; this has {0}.', text.length);
  if (!/^[\w-]+$/.test(text)) return t('An order id has letters, digits, - and _ only.');
  return undefined;
}

/** What is wrong with a typed symbol, or `undefined`. */
export function checkSymbol(text: string): string | undefined {
  if (text === '') return t('Type a symbol, for example BTC-PERP, or press Escape to stop.');
  if (/\s/.test(text)) return t('A symbol has no spaces. Remove them.');
  if (!/^[\w./-]{1,32}$/.test(text)) return t('A symbol looks like BTC-PERP.');
  return undefined;
}
