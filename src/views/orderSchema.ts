import * as vscode from 'vscode';
import { CHOICES, FIELDS, isFlag, type Field } from '../orders/document/fields.ts';

const t = vscode.l10n.t;

/**
 * The JSON schema of a document of orders, for what VS Code proposes and shows at the pointer. It refuses
 * nothing: what is wrong is told by Order Desk itself, which knows the contracts and the orders.
 */
export function ordersSchema(symbols: readonly string[]): object {
  const properties = Object.fromEntries(
    FIELDS.map((field) => [
      field,
      { description: descriptions()[field], ...proposals(field, symbols) },
    ]),
  );
  const body = { symbol: symbols[0] ?? '', side: 'buy', type: 'limit', quantity: '', price: '' };
  const defaultSnippets = [{ label: t('New limit order'), body }];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: t('Open orders'),
    description: t(
      'Entries without an orderId are new orders. Nothing is sent before it is applied.',
    ),
    items: { properties, defaultSnippets },
  };
}

function proposals(field: Field, symbols: readonly string[]): object {
  if (isFlag(field)) return { examples: [true, false] };
  if (field === 'symbol') return { examples: symbols };
  const allowed = CHOICES[field];
  return allowed ? { examples: allowed } : {};
}

function descriptions(): Readonly<Record<Field, string>> {
  return {
    orderId: t('The exchange’s id of an open order. A new order has none.'),
    symbol: t('The contract. Of an open order it cannot be changed.'),
    side: t('buy or sell. Of an open order it cannot be changed.'),
    type: t('limit, market, stopLimit or stopMarket. Of an open order it cannot be changed.'),
    quantity: t(
      'The whole quantity, what has filled included, as a text. Change it to amend the order.',
    ),
    filledQuantity: t(
      'How much of it had filled when the document was opened. It cannot be changed.',
    ),
    price: t('The limit price, as a text. Change it to amend the order.'),
    stopPrice: t(
      'The price at which a stop order is triggered, as a text. Change it to amend the order.',
    ),
    timeInForce: t(
      'Of a new order: GTC until canceled, IOC at once or not, FOK all at once or nothing.',
    ),
    postOnly: t('Of a new order: refused rather than filled at once.'),
    reduceOnly: t('Of a new order: never opens or grows a position.'),
    positionStopLoss: t(
      'Of a new order: the price at which the position that comes of it is closed at a loss.',
    ),
    positionTakeProfit: t(
      'Of a new order: the price at which the position that comes of it is closed with a profit.',
    ),
    clientId: t('Of a new order: an id of your own, 9 to 32 letters and digits.'),
  };
}
