import type { Span } from '../../venues/json.ts';

/** What an order in the document may say, in the order in which it is written. */
export const FIELDS = [
  ...(['orderId', 'symbol', 'side', 'type', 'quantity', 'filledQuantity'] as const),
  ...(['price', 'stopPrice', 'timeInForce', 'postOnly', 'reduceOnly'] as const),
  ...(['positionStopLoss', 'positionTakeProfit', 'clientId'] as const),
] as const;

export type Field = (typeof FIELDS)[number];

const DECIMALS = [
  ...(['quantity', 'filledQuantity', 'price', 'stopPrice'] as const),
  ...(['positionStopLoss', 'positionTakeProfit'] as const),
] as const;
const FLAGS = ['postOnly', 'reduceOnly'] as const;
/** Of an order that is open, these may be changed, and nothing else. */
export const CHANGEABLE = ['price', 'stopPrice', 'quantity'] as const;
export type Changeable = (typeof CHANGEABLE)[number];

/** Fields with a few values. */
export const CHOICES: Readonly<Partial<Record<Field, readonly string[]>>> = {
  side: ['buy', 'sell'],
  type: ['limit', 'market', 'stopLimit', 'stopMarket'],
  timeInForce: ['GTC', 'IOC', 'FOK'],
};

export function isField(name: string): name is Field {
  return FIELDS.some((field) => field === name);
}

export function isDecimalField(field: Field): boolean {
  return DECIMALS.some((each) => each === field);
}

export function isFlag(field: Field): boolean {
  return FLAGS.some((each) => each === field);
}

/** Values by field: decimals as they are written, flags as `true` or `false`. */
export type Values = Readonly<Partial<Record<Field, string>>>;

/** An order as the document has it. */
export interface DocumentEntry {
  /** The whole object. */
  readonly span: Span;
  readonly values: Values;
  /** Where each value stands. */
  readonly spans: Readonly<Partial<Record<Field, Span>>>;
}

/** Where a field's value stands, or, where there is none, the opening brace of its order. */
export function spanOf({ span, spans }: DocumentEntry, field: Field): Span {
  return spans[field] ?? { start: span.start, end: span.start + 1 };
}
