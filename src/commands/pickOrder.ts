import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import { Pacer } from '../common/pacer.ts';
import type { Desk } from '../desk/desk.ts';
import { remainingQuantity } from '../orders/order.ts';
import { priceText, sideName, statusText } from '../platform/orderWords.ts';
import { VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import type { Target } from './confirmCancel.ts';

const t = vscode.l10n.t;
const REST_MS = 250;
const pencil = new vscode.ThemeIcon('edit');

interface OrderItem extends vscode.QuickPickItem {
  /** `undefined` for the row that leads to typing. */
  readonly order: Order | undefined;
}

/** Lets the person pick an open order or type one that is not listed; `undefined` on Escape. */
export async function pickOrder(desk: Desk): Promise<Target | undefined> {
  const choice = await pick(desk);
  if (!choice) return undefined;
  const { order } = choice.item;
  if (!order) return typeOrder(desk, choice.typed);
  // What is asked about is the order as it is known now, not as it was when the list opened.
  const { orderId, symbol } = order;
  return { orderId, symbol, order: desk.store.get(orderId) ?? order };
}

/** Opens at once with what is known, and follows what is heard while it is open. */
function pick(desk: Desk): Promise<{ item: OrderItem; typed: string } | undefined> {
  const box = vscode.window.createQuickPick<OrderItem>();
  box.title = t('Cancel Order');
  box.ignoreFocusOut = true;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.keepScrollPosition = true;
  const show = (): void => {
    const [active] = box.activeItems;
    const { error, asOf } = desk.feed.state;
    box.placeholder = error
      ? t('This list is stale or missing. Pick an order, or type an order id')
      : t('Pick an open order, or type an order id that is not listed');
    const type = { label: t('Type an order id and symbol…'), iconPath: pencil, alwaysShow: true };
    const orders = asOf === undefined ? [] : desk.store.working;
    box.items = [
      ...[...orders].sort(bySymbolAndAge).map(orderChoice),
      { ...type, order: undefined },
    ];
    const same = box.items.find(({ order }) => order?.orderId === active?.order?.orderId);
    if (active && same) box.activeItems = [same];
  };
  // Orders may change all the time; the list is made anew now and then.
  const pacer = new Pacer(systemClock, () => {
    show();
    return Promise.resolve(REST_MS);
  });
  const listening = desk.store.onDidChange(() => pacer.ask());
  show();
  box.busy = true;
  void desk.feed.refresh().then(() => {
    box.busy = false;
    show();
  });
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (!item) return;
      resolve({ item, typed: box.value });
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      listening.dispose();
      pacer.dispose();
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
    validateInput: (text) => checkOrderId(text, desk.store.symbols),
  });
  if (orderId === undefined) return undefined;
  let symbol = await askSymbol('', t('The symbol of the order, for example BTC-PERP'));
  while (symbol !== undefined) {
    const { order, unread } = await look(desk, orderId);
    if (!order || order.symbol === symbol) return { orderId, symbol, order, unread };
    symbol = await askSymbol(
      symbol,
      t('Order {0} is for {1}, not {2}. Nothing was sent.', orderId, order.symbol, symbol),
    );
  }
  return undefined;
}

/** A status that cannot be read keeps nobody from sending a cancel: the modal says so. */
async function look(
  desk: Desk,
  orderId: string,
): Promise<{ order: Order | undefined; unread: VenueError | undefined }> {
  try {
    return { order: await desk.feed.look(orderId), unread: undefined };
  } catch (error) {
    if (error instanceof VenueError) return { order: undefined, unread: error };
    throw error;
  }
}

function askSymbol(value: string, prompt: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: t('Cancel Order (2/2): Symbol'),
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: checkSymbol,
  });
}

/**
 * What is wrong with a typed order id, or `undefined`. Nothing is corrected silently.
 * @param symbols of the open orders, easily taken for their ids
 */
export function checkOrderId(text: string, symbols: Iterable<string> = []): string | undefined {
  if (text === '') return t('Type an order id, or press Escape to stop.');
  if (/\s/.test(text)) return t('An order id has no spaces. Remove them.');
  if (text.length > 64)
    return t('An order id has at most 64 characters; this has {0}.', text.length);
  if (!/^[\w-]+$/.test(text)) return t('An order id has letters, digits, - and _ only.');
  for (const symbol of symbols)
    if (symbol === text.toUpperCase())
      return t('{0} is a symbol: it is asked for next. Type the order’s id here.', symbol);
  return undefined;
}

/** What is wrong with a typed symbol, or `undefined`. */
export function checkSymbol(text: string): string | undefined {
  if (text === '') return t('Type a symbol, for example BTC-PERP, or press Escape to stop.');
  if (/\s/.test(text)) return t('A symbol has no spaces. Remove them.');
  if (!/^[\w./-]{1,32}$/.test(text)) return t('A symbol looks like BTC-PERP.');
  return undefined;
}
