import { isZero } from '../decimals.ts';
import type { Balance, MarginType, Position } from '../positions.ts';
import { decimalOf, missing, textOr } from './schema.ts';

/** A position object's fields as they came, under the names of the REST dialect. */
export interface PositionFields {
  readonly symbol?: unknown;
  readonly side?: unknown;
  readonly position?: unknown;
  readonly avgOpenPrice?: unknown;
  readonly markPrice?: unknown;
  readonly unrealizedPnl?: unknown;
  readonly realizedPnl?: unknown;
  readonly marginType?: unknown;
  readonly isolatedMargin?: unknown;
  readonly leverage?: unknown;
  readonly stopLossPrice?: unknown;
  readonly takeProfitPrice?: unknown;
}

/**
 * Reads a position object of the REST dialect. Throws a SchemaError where symbol or size are missing, or
 * where the words for the side say another side than the size's sign: which it is must not be guessed.
 *
 * @param raw the object's own text, kept as it came
 */
export function toPosition(value: unknown, raw: string): Position {
  const wire = fieldsOf(value);
  const symbol = textOr(wire?.symbol);
  if (!wire || symbol === '') throw missing('symbol', 'position');
  const size = decimalOf(wire.position);
  if (size === undefined) throw missing('position', 'position');
  const side = isZero(size) ? 'none' : size.startsWith('-') ? 'short' : 'long';
  const said = textOr(wire.side).toUpperCase();
  if ((said === 'LONG' || said === 'SHORT') && side !== 'none' && said !== side.toUpperCase()) {
    throw missing('side', 'position');
  }
  return {
    symbol,
    side,
    quantity: size.replace('-', ''),
    entryPrice: side === 'none' ? undefined : priceOf(wire.avgOpenPrice),
    markPrice: priceOf(wire.markPrice),
    unrealizedProfit: decimalOf(wire.unrealizedPnl),
    realizedProfit: decimalOf(wire.realizedPnl),
    marginType: marginTypeOf(wire.marginType),
    isolatedMargin: decimalOf(wire.isolatedMargin),
    leverage: decimalOf(wire.leverage),
    stopLoss: side === 'none' ? undefined : priceOf(wire.stopLossPrice),
    takeProfit: side === 'none' ? undefined : priceOf(wire.takeProfitPrice),
    raw,
  };
}

/** A collateral object's fields as they came, under the names of the REST dialect. */
export interface CollateralFields {
  readonly asset?: unknown;
  readonly balance?: unknown;
  readonly discountFactor?: unknown;
  readonly referencePrice?: unknown;
}

/** Reads a collateral object. Throws a SchemaError where asset or balance are missing. */
export function toBalance(value: unknown): Balance {
  const wire = fieldsOf(value) as CollateralFields | undefined;
  const asset = textOr(wire?.asset);
  if (!wire || asset === '') throw missing('asset', 'collateral');
  const amount = decimalOf(wire.balance);
  if (amount === undefined) throw missing('balance', 'collateral');
  return {
    asset,
    amount,
    discountFactor: decimalOf(wire.discountFactor),
    referencePrice: priceOf(wire.referencePrice),
  };
}

function fieldsOf(value: unknown): PositionFields | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** The reference has `cross` in one place and `crossed` in all others. */
function marginTypeOf(value: unknown): MarginType | undefined {
  switch (textOr(value).toLowerCase()) {
    case 'cross':
    case 'crossed':
      return 'crossed';
    case 'isolated':
      return 'isolated';
    default:
      return undefined;
  }
}

/** No price is 0 or below: the reference writes such where it has none. */
function priceOf(value: unknown): string | undefined {
  const price = decimalOf(value);
  return price === undefined || price.startsWith('-') || isZero(price) ? undefined : price;
}
