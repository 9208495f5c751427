import { isZero } from '../decimals.ts';
import type { Order, OrderStatus, OrderType } from '../venue.ts';
import { decimalOf, missing, numberOf, textOr, timeOf } from './schema.ts';

const statuses: Readonly<Record<string, OrderStatus>> = {
  New: 'open',
  PartiallyFilled: 'partiallyFilled',
  Filled: 'filled',
  Canceled: 'canceled',
  Rejected: 'rejected',
  PendingNew: 'pending',
};

const types: Readonly<Record<string, OrderType>> = {
  limit: 'limit',
  market: 'market',
  stoplimit: 'stopLimit',
  stopmarket: 'stopMarket',
};

/** An order object's fields as they came, under the names of the REST dialect. */
export interface OrderFields {
  readonly orderId?: unknown;
  readonly symbol?: unknown;
  readonly side?: unknown;
  readonly status?: unknown;
  readonly orderQty?: unknown;
  readonly cumFilledQty?: unknown;
  readonly time?: unknown;
  readonly orderType?: unknown;
  readonly price?: unknown;
  readonly stopPrice?: unknown;
  readonly avgFilledPx?: unknown;
  readonly lastExecTime?: unknown;
  readonly seqNum?: unknown;
  readonly errorCode?: unknown;
}

/**
 * Reads an order object of the REST dialect. Throws a SchemaError where identity, side, status,
 * quantities or time are missing; all else may be. Written by hand, unlike the other readers: a
 * stream sends tens of thousands of them a second.
 *
 * @param raw the object's own text, kept as it came
 */
export function toOrder(value: unknown, raw: string): Order {
  const wire = fieldsOf(value);
  if (!wire) throw missing('content', 'order');
  const side = textOr(wire.side).toLowerCase();
  if (side !== 'buy' && side !== 'sell') throw missing('side', 'order');
  const status = needed(textOr(wire.status), 'status');
  const filledQuantity = needed(decimalOf(wire.cumFilledQty), 'cumFilledQty');
  const createdAt = timeOf(wire.time);
  if (createdAt === undefined) throw missing('time', 'order');
  const type = known(types, textOr(wire.orderType).toLowerCase()) ?? 'other';
  const reason = textOr(wire.errorCode);
  const unpriced = type === 'market' || type === 'stopMarket';
  const order: Order = {
    orderId: needed(textOr(wire.orderId), 'orderId'),
    symbol: needed(textOr(wire.symbol), 'symbol'),
    side,
    type,
    status: known(statuses, status) ?? 'other',
    venueStatus: status,
    price: unpriced ? undefined : decimalOf(wire.price),
    stopPrice: unlessZero(decimalOf(wire.stopPrice)),
    quantity: needed(decimalOf(wire.orderQty), 'orderQty'),
    filledQuantity,
    averagePrice: unlessZero(filledQuantity) && unlessZero(decimalOf(wire.avgFilledPx)),
    createdAt,
    updatedAt: timeOf(wire.lastExecTime) || createdAt,
    sequence: numberOf(wire.seqNum) ?? -1,
    raw,
  };
  // Nearly no order has one: they are all of one shape.
  return reason === '' || reason === 'NULL_VAL' ? order : { ...order, reason };
}

function fieldsOf(value: unknown): OrderFields | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}

function needed(value: string | undefined, field: string): string {
  if (value) return value;
  throw missing(field, 'order');
}

function known<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The amount; `undefined` for none, and for zero. */
export function unlessZero(amount: string | undefined): string | undefined {
  return amount === undefined || isZero(amount) ? undefined : amount;
}
