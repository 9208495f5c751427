import { parseJson } from '../json.ts';
import type { OrderTerms } from '../placing.ts';
import type { Order } from '../venue.ts';
import { decimalOf, textOr } from './schema.ts';

/** Instructions that a new order can be given as well, in lower case. */
const INSTRUCTIONS = new Map<string, OrderTerms>([
  ['null_val', { postOnly: false, reduceOnly: false }],
  ['post', { postOnly: true, reduceOnly: false }],
  ['reduceonly', { postOnly: false, reduceOnly: true }],
  ['postreduceonly', { postOnly: true, reduceOnly: true }],
]);

/**
 * An order's terms besides its prices and quantities, off its own text, which the stream writes with
 * short names. `undefined` where it says none, or one that cannot be asked for again, such as a trigger
 * by the mark price.
 */
export function restate({ type, raw }: Order): OrderTerms | undefined {
  const wire = fieldsOf(raw);
  const terms = INSTRUCTIONS.get(textOr(wire['execInst'] ?? wire['ei']).toLowerCase());
  if (!terms || type === 'other') return undefined;
  const positionStopLoss = price(wire['posStopLossPrice'] ?? wire['psl']);
  const positionTakeProfit = price(wire['posTakeProfitPrice'] ?? wire['ptp']);
  return {
    ...terms,
    ...(positionStopLoss !== undefined && { positionStopLoss }),
    ...(positionTakeProfit !== undefined && { positionTakeProfit }),
  };
}

function fieldsOf(raw: string): Readonly<Record<string, unknown>> {
  const value = parseJson(raw);
  if (typeof value !== 'object' || value === null) return {};
  return value as Readonly<Record<string, unknown>>;
}

function price(value: unknown): string | undefined {
  const amount = decimalOf(value);
  return amount === undefined || Number(amount) === 0 ? undefined : amount;
}
