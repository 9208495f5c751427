import * as v from 'valibot';
import type { Account, Contract, Order, OrderStatus, OrderType, Pricing } from '../venue.ts';

/** A part of an answer lacks what it must have. The message names the field. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

/** A decimal string. A number is taken where its digits are certain: 15 survive in a double. */
const decimal = v.pipe(
  v.unknown(),
  v.transform((value) => {
    const certain = typeof value === 'number' && String(value).replace(/\D/g, '').length <= 15;
    return certain ? String(value) : value;
  }),
  v.string(),
  v.regex(/^-?\d+(\.\d+)?$/),
);
const text = v.pipe(v.string(), v.nonEmpty());
/** What may be missing, or be anything: read by the functions at the end. */
const anything = v.optional(v.unknown());

const OrderSchema = v.object({
  orderId: text,
  symbol: text,
  side: v.pipe(v.string(), v.toLowerCase(), v.picklist(['buy', 'sell'])),
  status: text,
  orderQty: decimal,
  cumFilledQty: decimal,
  time: v.pipe(v.number(), v.finite()),
  orderType: anything,
  price: anything,
  stopPrice: anything,
  avgFilledPx: anything,
  lastExecTime: anything,
  seqNum: anything,
  errorCode: anything,
});

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

/**
 * Reads an order object of the REST dialect. Throws a SchemaError where identity, side, status,
 * quantities or time are missing; all else may be.
 *
 * @param raw the object's own text, kept as it came
 */
export function toOrder(value: unknown, raw: string): Order {
  const wire = read(OrderSchema, value, 'order');
  const type = known(types, textOr(wire.orderType).toLowerCase()) ?? 'other';
  const unpriced = type === 'market' || type === 'stopMarket';
  return {
    orderId: wire.orderId,
    symbol: wire.symbol,
    side: wire.side,
    type,
    status: known(statuses, wire.status) ?? 'other',
    venueStatus: wire.status,
    price: unpriced ? undefined : decimalOf(wire.price),
    stopPrice: unlessZero(decimalOf(wire.stopPrice)),
    quantity: wire.orderQty,
    filledQuantity: wire.cumFilledQty,
    averagePrice: unlessZero(wire.cumFilledQty) && unlessZero(decimalOf(wire.avgFilledPx)),
    createdAt: wire.time,
    updatedAt: numberOf(wire.lastExecTime) || wire.time,
    sequence: numberOf(wire.seqNum) ?? -1,
    raw,
  };
}

/** The `errorCode` of an order object, empty where it has none. */
export function errorCodeOf(value: unknown): string {
  const result = v.safeParse(v.object({ errorCode: v.string() }), value);
  return result.success ? result.output.errorCode : '';
}

const Identity = v.object({ orderId: text, symbol: text });

/** Which order an order object is about; `undefined` where it does not say. */
export function identityOf(value: unknown): { orderId: string; symbol: string } | undefined {
  const result = v.safeParse(Identity, value);
  return result.success ? result.output : undefined;
}

const AccountSchema = v.object({
  accountGroup: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d+$/)),
  userUID: anything,
  expireTime: anything,
  futuresAccount: v.fallback(v.array(v.string()), []),
  viewPermission: v.boolean(),
  tradePermission: v.boolean(),
});

/** Reads `account/info`. Throws a SchemaError where the group or the permissions are missing. */
export function toAccount(value: unknown): Account {
  const wire = read(AccountSchema, value, 'account');
  const expireTime = numberOf(wire.expireTime);
  return {
    group: wire.accountGroup,
    userId: textOr(wire.userUID),
    accountIds: wire.futuresAccount,
    canTrade: wire.tradePermission,
    canView: wire.viewPermission,
    expiresAt: expireTime !== undefined && expireTime > 0 ? expireTime : undefined,
  };
}

const ContractSchema = v.object({
  symbol: text,
  status: anything,
  settlementAsset: anything,
  priceFilter: v.object({ tickSize: decimal }),
  lotSizeFilter: v.object({ minQty: decimal, maxQty: decimal, lotSize: decimal }),
});

/** Reads one entry of `futures/contract`. */
export function toContract(value: unknown): Contract {
  const wire = read(ContractSchema, value, 'contract');
  return {
    symbol: wire.symbol,
    settlementAsset: textOr(wire.settlementAsset),
    tickSize: wire.priceFilter.tickSize,
    lotSize: wire.lotSizeFilter.lotSize,
    minQuantity: wire.lotSizeFilter.minQty,
    maxQuantity: wire.lotSizeFilter.maxQty,
    trading: textOr(wire.status).toLowerCase() === 'normal',
  };
}

const PricingSchema = v.object({
  symbol: text,
  markPrice: decimal,
  indexPrice: decimal,
  time: v.pipe(v.number(), v.finite()),
});

/** Reads one entry of `futures/pricing-data`. */
export function toPricing(value: unknown): Pricing {
  return read(PricingSchema, value, 'pricing');
}

function read<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  what: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? 'content';
  throw new SchemaError(`The ${what} has no usable ${field}.`);
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function decimalOf(value: unknown): string | undefined {
  const result = v.safeParse(decimal, value);
  return result.success ? result.output : undefined;
}

function known<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function unlessZero(amount: string | undefined): string | undefined {
  return amount === undefined || /^-?0+(\.0+)?$/.test(amount) ? undefined : amount;
}
