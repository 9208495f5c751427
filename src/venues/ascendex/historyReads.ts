import type { Transcript } from '../../net/transcript.ts';
import type { Execution, FundingPage, FundingPayment, PastOrder } from '../history.ts';
import type { Order } from '../venue.ts';
import type { DataAnswer } from './answers.ts';
import { toOrder, unlessZero } from './order.ts';
import { readEach } from './reads.ts';
import { decimalOf, missing, textOr, timeOf } from './schema.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads `data` as a list of orders that were. Throws a VenueError where it is none. */
export function readPastOrders(
  { data, text }: DataAnswer,
  what: string,
  transcript: Transcript,
): readonly PastOrder[] {
  return readEach({ list: data, text, path: ['data'] }, what, transcript, toPastOrder);
}

/**
 * Reads a page of funding payments: the list stands in `data.data`, or in `data` itself. Where the
 * venue does not say whether there is more, a full page is taken to mean that there is.
 */
export function readFunding(
  { data, text }: DataAnswer,
  what: string,
  transcript: Transcript,
  pageSize: number,
): FundingPage {
  const page = isFields(data) ? data : undefined;
  const list = page ? page['data'] : data;
  const path = page ? ['data', 'data'] : ['data'];
  const payments = readEach({ list, text, path }, what, transcript, toPayment);
  const hasNext = page?.['hasNext'];
  return {
    payments,
    hasNext: typeof hasNext === 'boolean' ? hasNext : payments.length >= pageSize,
  };
}

/**
 * Reads a `futures-order` message of the stream as an execution; `undefined` for one that reports
 * none, or does not say at what price and how much. The last execution stands in every later report of
 * the order too, of a cancel above all: only a status that a fill leads to tells of a new one.
 */
export function toExecution(wire: Fields, order: Order): Execution | undefined {
  const { status, updatedAt: time } = order;
  if (status !== 'partiallyFilled' && status !== 'filled') return undefined;
  const price = unlessZero(decimalOf(wire['lp']));
  const quantity = unlessZero(decimalOf(wire['lq']));
  if (price === undefined || quantity === undefined) return undefined;
  const fee = decimalOf(wire['f']);
  return { order, price, quantity, fee, feeAsset: assetOf(wire['fa']), time };
}

function toPastOrder(value: unknown, raw: string): PastOrder {
  const order = toOrder(value, raw);
  const wire = isFields(value) ? value : {};
  const filled = unlessZero(order.filledQuantity) !== undefined;
  return {
    order,
    fee: filled ? decimalOf(wire['cumFee']) : undefined,
    feeAsset: filled ? assetOf(wire['feeAsset']) : undefined,
    lastPrice: unlessZero(decimalOf(wire['lastPx'])),
    lastQuantity: unlessZero(decimalOf(wire['lastQty'])),
    errorCode: textOr(wire['errorCode']),
  };
}

function toPayment(value: unknown, raw: string): FundingPayment {
  const wire = isFields(value) ? value : {};
  const what = 'funding payment';
  const symbol = textOr(wire['symbol']);
  if (symbol === '') throw missing('symbol', what);
  const time = timeOf(wire['timestamp']);
  if (time === undefined) throw missing('timestamp', what);
  const amount = decimalOf(wire['paymentInUSDT']);
  if (amount === undefined) throw missing('paymentInUSDT', what);
  return { symbol, time, amount, asset: 'USDT', rate: decimalOf(wire['fundingRate']), raw };
}

function assetOf(value: unknown): string | undefined {
  return textOr(value) || undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
