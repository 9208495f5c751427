import Big from 'big.js';
import type { ContractTerms, Fees, PlaceRequest, Quote } from '../venues/placing.ts';
import type { Position } from '../venues/positions.ts';
import { initialRate } from './marginRate.ts';
import { distanceFrom, signedText } from './marks.ts';
import { reaches, toStep } from './orderChecks.ts';

/** What decides over the margin of new orders. */
export interface MarginFacts {
  /** What the account has left for them, in the settlement asset: a decimal string. */
  readonly free: string;
  /** By symbol; contracts of which nothing is told are missing. */
  readonly positions: ReadonlyMap<string, Pick<Position, 'side' | 'quantity' | 'leverage'>>;
}

/** What is known when an order is written; what is not known is missing. */
export interface OrderFacts {
  readonly terms: ContractTerms;
  /** The mark price. */
  readonly mark: string | undefined;
  /** The best bid and ask. */
  readonly quote?: Quote | undefined;
  readonly fees: Fees | undefined;
  readonly margin: MarginFacts | undefined;
}

/** What an order would mean, in the settlement asset; `undefined` where it cannot be known. */
export interface OrderCosts {
  /** Quantity times price, or times mark price for an order without one. */
  readonly notional: string | undefined;
  /** If it fills: as a maker where it rests, as a taker where it may take at once. */
  readonly fee: string | undefined;
  readonly feeAs: 'maker' | 'taker';
  /** Initial margin that it needs beyond what its account's position frees. */
  readonly margin: string | undefined;
  /** Margin and fee together: what is taken of the free margin. */
  readonly needed: string | undefined;
  readonly freeMargin: string | undefined;
  readonly freeAfter: string | undefined;
  /** How far its price, or of a stop the stop price, is from the mark price, per cent with two decimals, or more of a small one, and a sign. */
  readonly distance: string | undefined;
}

type Terms = Pick<
  PlaceRequest,
  'side' | 'type' | 'quantity' | 'price' | 'stopPrice' | 'reduceOnly' | 'postOnly' | 'timeInForce'
>;

/** Works out what an order would mean. Its own account's resting orders are left out of the margin. */
export function orderCosts(order: Terms, facts: OrderFacts): OrderCosts {
  const { terms, mark, fees, margin } = facts;
  const own = order.price ?? order.stopPrice;
  const price = own ?? mark;
  const notional = price === undefined ? undefined : new Big(price).times(order.quantity);
  const feeAs = takes(order, mark) ? 'taker' : 'maker';
  const initial =
    notional && price && margin ? marginOf(order, new Big(price), terms, margin) : undefined;
  // Once it is placed it waits, if it is a stop.
  const distance =
    mark === undefined ? undefined : distanceFrom(mark, { ...order, status: 'pending' });
  const free = margin && new Big(margin.free);
  const fee = notional && fees && notional.times(fees[feeAs]);
  const needed = initial?.plus(fee ?? 0);
  return {
    notional: notional?.toFixed(),
    fee: fee?.toFixed(),
    feeAs,
    margin: initial?.toFixed(),
    needed: needed?.toFixed(),
    freeMargin: free?.toFixed(),
    freeAfter: free && needed && free.minus(needed).toFixed(),
    distance: distance && signedText(distance, 2),
  };
}

/** Whether it may be filled at once, as far as the mark price tells. */
function takes({ side, type, price, postOnly, timeInForce }: Terms, mark?: string): boolean {
  if (postOnly) return false;
  if (price === undefined || type === 'stopLimit' || (timeInForce ?? 'GTC') !== 'GTC') return true;
  if (mark === undefined) return true;
  return reaches(side, price, mark);
}

/** How much of its contract's position an order could reduce: a decimal string, `0` for nothing. */
export function reducible(
  { side }: Pick<PlaceRequest, 'side'>,
  own: Pick<Position, 'side' | 'quantity'> | undefined,
): string {
  return own?.side === (side === 'buy' ? 'short' : 'long') ? own.quantity : '0';
}

/** What only closes a position needs no margin. */
function marginOf(
  { side, quantity, reduceOnly }: Terms,
  price: Big,
  { symbol, brackets }: ContractTerms,
  { positions }: MarginFacts,
): Big | undefined {
  const own = positions.get(symbol);
  if (reduceOnly) return new Big(0);
  if (!own?.leverage || new Big(own.leverage).lte(0)) return undefined;
  const held = own.side === 'none' ? new Big(0) : new Big(own.quantity);
  const closes = own.side === (side === 'buy' ? 'short' : 'long') ? held : new Big(0);
  const opens = new Big(quantity).minus(closes);
  if (opens.lte(0)) return new Big(0);
  const exposure = price.times(opens.plus(held).minus(closes));
  return price.times(opens).times(initialRate(brackets, exposure, own.leverage));
}

/**
 * The part of a quantity that the free margin is enough for, rounded down to the lot; as far as what it
 * needs goes by quantity.
 */
export function affordable(quantity: string, needed: string, free: string, lot: string): string {
  const left = new Big(free);
  const none = left.lte(0) || new Big(needed).lte(0);
  const share = none ? new Big(0) : new Big(quantity).times(left).div(needed);
  return toStep(share, lot, Big.roundDown);
}
