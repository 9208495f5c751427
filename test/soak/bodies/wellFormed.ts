import { filledPercent, remainingQuantity } from '../../../src/orders/order.ts';
import { parseJson } from '../../../src/venues/json.ts';
import type { FreeMargin, Holdings, Position } from '../../../src/venues/positions.ts';
import type { AccountNews } from '../../../src/venues/stream.ts';
import type { BatchPlaceResult } from '../../../src/venues/placing.ts';
import type { BatchCancelResult } from '../../../src/venues/canceling.ts';
import type { Account, Contract, Order, Pricing } from '../../../src/venues/venue.ts';

/** Fails with what is wrong; a value without fault passes. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

function must(holds: boolean, what: string, value: unknown): void {
  if (holds) return;
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : typeof value;
  throw new Malformed(`${what} is ${shown}${typeof value === 'number' ? ` ${value}` : ''}`);
}

const text = (value: unknown, what: string): void =>
  must(typeof value === 'string' && value !== '', what, value);
const anyText = (value: unknown, what: string): void =>
  must(typeof value === 'string', what, value);
const decimal = (value: unknown, what: string): void =>
  must(typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value), what, value);
const time = (value: unknown, what: string): void =>
  must(typeof value === 'number' && !Number.isNaN(new Date(value).getTime()), what, value);
const oneOf = (list: readonly unknown[], value: unknown, what: string): void =>
  must(list.includes(value), what, value);

const types = ['limit', 'market', 'stopLimit', 'stopMarket', 'other'];
const statuses = ['pending', 'open', 'partiallyFilled', 'filled', 'canceled', 'rejected', 'other'];

/** An order that can be listed and shown, whose own text is one about that very order. */
export function order(value: Order): void {
  text(value.orderId, 'orderId');
  text(value.symbol, 'symbol');
  text(value.venueStatus, 'venueStatus');
  oneOf(['buy', 'sell'], value.side, 'side');
  oneOf(types, value.type, 'type');
  oneOf(statuses, value.status, 'status');
  decimal(value.quantity, 'quantity');
  decimal(value.filledQuantity, 'filledQuantity');
  for (const name of ['price', 'stopPrice', 'averagePrice'] as const) {
    if (value[name] !== undefined) decimal(value[name], name);
  }
  time(value.createdAt, 'createdAt');
  time(value.updatedAt, 'updatedAt');
  must(Number.isFinite(value.sequence), 'sequence', value.sequence);
  ownText(value);
  decimal(remainingQuantity(value), 'remaining quantity');
  must(Number.isFinite(filledPercent(value)), 'filled per cent', filledPercent(value));
}

/** The text beside an order is where a person checks it: it must not be another one's. */
function ownText({ raw, orderId }: Order): void {
  const own = parseJson(raw) as { readonly orderId?: unknown } | null;
  must(own?.orderId === orderId, `the order id in the text of ${orderId}`, own?.orderId);
}

export function orders(list: readonly Order[], bodyText: string): void {
  for (const each of list) {
    order(each);
    must(bodyText.includes(each.raw), 'the text of an order, which did not come,', each.raw);
  }
}

export function account(value: Account): void {
  must(/^\d+$/.test(value.group), 'group', value.group);
  anyText(value.userId, 'userId');
  for (const id of value.accountIds) anyText(id, 'accountId');
  oneOf([true, false], value.canTrade, 'canTrade');
  oneOf([true, false], value.canView, 'canView');
  if (value.expiresAt !== undefined) time(value.expiresAt, 'expiresAt');
}

export function contract(value: Contract): void {
  text(value.symbol, 'symbol');
  anyText(value.settlementAsset, 'settlementAsset');
  for (const name of ['tickSize', 'lotSize', 'minQuantity', 'maxQuantity'] as const) {
    decimal(value[name], name);
  }
  oneOf([true, false], value.trading, 'trading');
}

export function pricing(value: Pricing): void {
  text(value.symbol, 'symbol');
  decimal(value.markPrice, 'markPrice');
  decimal(value.indexPrice, 'indexPrice');
  time(value.time, 'time');
}

export function holdings({ balances, positions }: Holdings): void {
  for (const { asset, amount } of balances) {
    text(asset, 'asset');
    decimal(amount, 'amount');
  }
  positions.forEach(position);
}

export function freeMargin({ crossed, isolated }: FreeMargin): void {
  for (const amount of [...(crossed === undefined ? [] : [crossed]), ...isolated.values()])
    decimal(amount, 'free margin');
}

export function position({ symbol, side, quantity, ...rest }: Position): void {
  anyText(symbol, 'symbol');
  oneOf(['long', 'short', 'none'], side, 'side');
  decimal(quantity, 'quantity');
  must(!quantity.startsWith('-'), 'quantity', quantity);
  for (const amount of [rest.entryPrice, rest.markPrice, rest.unrealizedProfit, rest.leverage])
    if (amount !== undefined) decimal(amount, 'amount');
}

export function accountNews(value: AccountNews): void {
  time(value.time, 'time');
  must(Number.isFinite(value.sequence), 'sequence', value.sequence);
  for (const { asset, amount } of value.balances) {
    anyText(asset, 'asset');
    decimal(amount, 'amount');
  }
  value.positions.forEach(position);
}

/** A result for each order asked, in the same order; none acknowledged that the answer omits. */
export function batch(
  results: readonly BatchCancelResult[],
  asked: readonly { readonly orderId: string }[],
  bodyText: string,
): void {
  must(results.length === asked.length, 'the number of results', results.length);
  results.forEach(({ orderId, state }, i) => {
    must(orderId === asked[i]?.orderId, `the order of result ${i}`, orderId);
    oneOf(['acknowledged', 'rejected', 'unknown'], state, 'state');
    const named = state !== 'acknowledged' || bodyText.includes(orderId);
    must(named || /\\/.test(bodyText), 'an acknowledged order that the answer omits', orderId);
  });
}

/** The same of new orders, whose ids the venue may change. */
export function placed(
  results: readonly BatchPlaceResult[],
  asked: readonly { readonly orderId: string }[],
  bodyText: string,
): void {
  must(results.length === asked.length, 'the number of results', results.length);
  results.forEach(({ orderId, state }, i) => {
    oneOf(['acknowledged', 'rejected', 'unknown'], state, 'state');
    const own = orderId === asked[i]?.orderId;
    must(own || state === 'acknowledged', `the order of result ${i}`, orderId);
    const named = state !== 'acknowledged' || bodyText.includes(orderId);
    must(named || /\\/.test(bodyText), 'an acknowledged order that the answer omits', orderId);
  });
}
