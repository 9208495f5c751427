import Big from 'big.js';
import { isDecimal, isZero } from '../../venues/decimals.ts';
import type { ContractTerms, PlaceRequest, PlaceType } from '../../venues/placing.ts';
import type { Order } from '../../venues/venue.ts';
import { beyondMark, checkPrice, checkQuantity, isClientId, misplaced } from '../orderChecks.ts';
import type { Change, DocumentFacts } from './facts.ts';
import { CHOICES, spanOf, type DocumentEntry, type Field } from './fields.ts';
import { errorAt, warningAt, type DocumentFault, type DocumentProblem } from './problems.ts';

/** Terms of an order that are checked in the same way, whether it is new or to be replaced. */
type Terms = Pick<PlaceRequest, 'symbol' | 'side' | 'quantity'> & {
  readonly type: Order['type'];
  readonly price?: string | undefined;
  readonly stopPrice?: string | undefined;
  readonly reduceOnly?: boolean | undefined;
  readonly postOnly?: boolean | undefined;
  readonly positionStopLoss?: string | undefined;
  readonly positionTakeProfit?: string | undefined;
};

const NEEDED = ['symbol', 'side', 'type', 'quantity'] as const;

/** Reads an entry without an id as a new order; `undefined` where something it needs is missing. */
export function readNew(
  entry: DocumentEntry,
  facts: DocumentFacts,
  problems: DocumentProblem[],
): PlaceRequest | undefined {
  const { values, span } = entry;
  const opening = { start: span.start, end: span.start + 1 };
  const fault = (field: Field, what: DocumentFault): void =>
    void problems.push(errorAt(spanOf(entry, field), what));
  const lacks = (field: Field): boolean => {
    // What is there and wrong was told of when it was read.
    if (values[field] === undefined && !entry.spans[field])
      problems.push(errorAt(opening, { kind: 'missing', field }));
    return values[field] === undefined;
  };
  if (NEEDED.filter(lacks).length > 0) return undefined;
  const type = values.type as PlaceType | 'other';
  if (type === 'other') {
    fault('type', { kind: 'notOneOf', field: 'type', allowed: CHOICES.type ?? [] });
    return undefined;
  }
  if (values.filledQuantity !== undefined)
    fault('filledQuantity', { kind: 'unwanted', field: 'filledQuantity', type });
  let whole = true;
  for (const [field, wanted] of [
    ['price', type === 'limit' || type === 'stopLimit'],
    ['stopPrice', type === 'stopLimit' || type === 'stopMarket'],
  ] as const) {
    if (wanted) whole = !lacks(field) && whole;
    else if (entry.spans[field]) fault(field, { kind: 'unwanted', field, type });
  }
  if (!whole) return undefined;
  const request = requestOf(entry, type);
  if (request.clientId !== undefined && !isClientId(request.clientId))
    fault('clientId', { kind: 'badClientId' });
  const terms = termsOf(entry, request.symbol, facts, problems);
  if (terms) checkTerms(entry, request, terms, facts, problems);
  return request;
}

/** Checks an open order as it would be after a change. */
export function checkAmend(
  entry: DocumentEntry,
  order: Order,
  change: Change,
  facts: DocumentFacts,
  problems: DocumentProblem[],
): void {
  const after = { ...order, ...change };
  const decimal = change.quantity === undefined || isDecimal(change.quantity);
  const fills = !isZero(order.filledQuantity);
  if (fills && decimal && new Big(after.quantity).lte(order.filledQuantity)) {
    const fault = { kind: 'belowFilled', filled: order.filledQuantity } as const;
    problems.push(errorAt(spanOf(entry, 'quantity'), fault));
    return;
  }
  const like = facts.likeOf(order);
  if (!like) problems.push(errorAt(spanOf(entry, 'orderId'), { kind: 'cannotAmend' }));
  // Its stop has been triggered: there is none any more that could be another.
  if (like && like.stopPrice === undefined && change.stopPrice !== undefined) {
    const fault = { kind: 'fixed', field: 'stopPrice', value: order.stopPrice } as const;
    problems.push(errorAt(spanOf(entry, 'stopPrice'), fault));
  }
  const terms = termsOf(entry, order.symbol, facts, problems);
  const { filledQuantity: filled } = order;
  const left = decimal ? new Big(after.quantity).minus(filled).toFixed() : after.quantity;
  const { postOnly, reduceOnly } = like ?? {};
  const wanted = { ...after, quantity: left, postOnly, reduceOnly };
  if (terms) checkTerms(entry, wanted, terms, facts, problems, filled);
}

function termsOf(
  entry: DocumentEntry,
  symbol: string,
  facts: DocumentFacts,
  problems: DocumentProblem[],
): ContractTerms | undefined {
  const at = spanOf(entry, 'symbol');
  if (facts.symbol !== undefined && symbol !== facts.symbol)
    problems.push(errorAt(at, { kind: 'otherSymbol', symbol: facts.symbol }));
  const terms = facts.termsOf(symbol);
  if (terms?.trading) return terms;
  problems.push(errorAt(at, { kind: 'unknownSymbol', symbol }));
  return undefined;
}

function checkTerms(
  entry: DocumentEntry,
  order: Terms,
  terms: ContractTerms,
  facts: DocumentFacts,
  problems: DocumentProblem[],
  filled = '0',
): void {
  const { symbol } = terms;
  const before = problems.length;
  for (const field of ['price', 'stopPrice', 'positionStopLoss', 'positionTakeProfit'] as const) {
    const price = order[field];
    const problem = price === undefined ? undefined : checkPrice(price, terms);
    if (problem)
      problems.push(errorAt(spanOf(entry, field), { kind: 'amount', field, symbol, problem }));
  }
  const priced = problems.length === before;
  const mark = facts.markOf(symbol);
  const price = priced ? (order.price ?? order.stopPrice ?? mark) : undefined;
  const problem = checkQuantity(order.quantity, terms, price, order.reduceOnly ?? false);
  if (problem) {
    const fault = { kind: 'amount', field: 'quantity', symbol, problem, filled } as const;
    problems.push(errorAt(spanOf(entry, 'quantity'), fault));
  }
  if (price !== undefined) checkPositionPrices(entry, order, price, problems);
  const held = order.reduceOnly ? facts.reducible(order) : undefined;
  if (held !== undefined && !problem && new Big(held).lt(order.quantity))
    problems.push(warningAt(spanOf(entry, 'reduceOnly'), { kind: 'reduces', order, held }));
  if (!priced || mark === undefined) return;
  const replaces = entry.values.orderId !== undefined;
  for (const kind of beyondMark(order, mark)) {
    if (kind === 'triggersAtOnce')
      problems.push(warningAt(spanOf(entry, 'stopPrice'), { kind, mark }));
    else if (order.postOnly) {
      // Refused, it would leave nothing of the order that it replaces.
      const told = replaces ? errorAt : warningAt;
      problems.push(told(spanOf(entry, 'price'), { kind: 'postOnlyCrosses', mark, replaces }));
    } else problems.push(warningAt(spanOf(entry, 'price'), { kind, mark }));
  }
}

function checkPositionPrices(
  entry: DocumentEntry,
  order: Terms,
  price: string,
  problems: DocumentProblem[],
): void {
  const fields = { positionStopLoss: 'stopLoss', positionTakeProfit: 'takeProfit' } as const;
  for (const field of ['positionStopLoss', 'positionTakeProfit'] as const) {
    const own = order[field];
    if (own === undefined) continue;
    if (order.reduceOnly) {
      problems.push(errorAt(spanOf(entry, field), { kind: 'opensNone' }));
      continue;
    }
    const wanted = misplaced(fields[field], own, order.side, price);
    if (wanted)
      problems.push(errorAt(spanOf(entry, field), { kind: 'misplaced', wanted, entry: price }));
  }
}

function requestOf({ values }: DocumentEntry, type: PlaceType): PlaceRequest {
  const { symbol = '', side, quantity = '', timeInForce, postOnly, reduceOnly, clientId } = values;
  const { price, stopPrice, positionStopLoss, positionTakeProfit } = values;
  return {
    ...{ symbol, side: side === 'sell' ? 'sell' : 'buy', type, quantity },
    ...(price !== undefined && { price }),
    ...(stopPrice !== undefined && { stopPrice }),
    ...(timeInForce !== undefined && { timeInForce: timeInForce as 'GTC' }),
    ...(postOnly === 'true' && { postOnly: true }),
    ...(reduceOnly === 'true' && { reduceOnly: true }),
    ...(positionStopLoss !== undefined && { positionStopLoss }),
    ...(positionTakeProfit !== undefined && { positionTakeProfit }),
    ...(clientId !== undefined && { clientId }),
  };
}
