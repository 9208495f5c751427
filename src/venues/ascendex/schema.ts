import * as v from 'valibot';
import type { Account, Contract, Pricing, Standing } from '../venue.ts';

/** A part of an answer lacks what it must have. The message names the field. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

const decimals = /^-?\d+(\.\d+)?$/;
/** No amount has more characters. Dividing by some tens of thousands of digits takes minutes. */
const longestDecimal = 100;
/** A decimal string. A number is taken where its digits are certain: 15 survive in a double. */
export const decimal = v.pipe(v.unknown(), v.transform(decimalOf), v.string());
const text = v.pipe(v.string(), v.nonEmpty());
/** Unix ms, as a number that is a date: whatever shows one fails for any other. */
export const time = v.pipe(v.unknown(), v.transform(timeOf), v.number());
/** What may be missing, or be anything: read by the functions at the end. */
const anything = v.optional(v.unknown());

const WithErrorCode = v.object({ errorCode: v.string() });

/** The `errorCode` of an order object, empty where it has none. */
export function errorCodeOf(value: unknown): string {
  const result = v.safeParse(WithErrorCode, value);
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
  const expireTime = timeOf(wire.expireTime);
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

const StandingSchema = v.object({
  ip: anything,
  webSocket: v.object({
    status: v.object({ isBanned: v.boolean(), bannedUntil: anything, reason: anything }),
  }),
});

/** Reads the data of `risk-limit-info`. */
export function toStanding(value: unknown): Standing {
  const { ip, webSocket } = read(StandingSchema, value, 'limits');
  const { isBanned, bannedUntil, reason } = webSocket.status;
  const until = timeOf(bannedUntil);
  return {
    ...{ address: textOr(ip), banned: isBanned, reason: textOr(reason) },
    until: isBanned && until !== undefined && until > 0 ? until : undefined,
  };
}

const PricingSchema = v.object({ symbol: text, markPrice: decimal, indexPrice: decimal, time });

/** Reads one entry of `futures/pricing-data`. */
export function toPricing(value: unknown): Pricing {
  return read(PricingSchema, value, 'pricing');
}

/** Reads a value by a schema. Throws a SchemaError that names the first field that is missing. */
export function read<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  what: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? 'content';
  throw missing(field, what);
}

/** What is thrown where a field is missing or cannot be used. */
export function missing(field: string, what: string): SchemaError {
  return new SchemaError(`The ${what} has no usable ${field}.`);
}

/** The text, or an empty one for anything else. */
export function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What {@link time} accepts: dates end so many ms before and after 1970. */
export function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15 ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** What {@link decimal} accepts, as a string. */
export function decimalOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value.length <= longestDecimal && decimals.test(value) ? value : undefined;
  }
  const certain = typeof value === 'number' && String(value).replace(/\D/g, '').length <= 15;
  return certain ? decimalOf(String(value)) : undefined;
}
