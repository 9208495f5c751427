import Big from 'big.js';
import { isDecimal } from '../venues/decimals.ts';
import type { ContractTerms, Quote } from '../venues/placing.ts';
import type { OrderType, Side } from '../venues/venue.ts';

/** What is wrong with a price or a quantity, with what would be right. Amounts are decimal strings. */
export type Problem =
  | { readonly kind: 'empty' | 'notDecimal' }
  | { readonly kind: 'tooLow'; readonly least: string }
  | { readonly kind: 'tooHigh'; readonly most: string }
  /** No multiple of the tick or lot; `below` is missing where that would be too low. */
  | {
      readonly kind: 'offStep';
      readonly step: string;
      readonly below: string | undefined;
      readonly above: string | undefined;
    }
  /** Worth too little, or too much, at the price given; `quantity` is the first that is right. */
  | { readonly kind: 'worthTooLittle'; readonly least: string; readonly quantity: string }
  | { readonly kind: 'worthTooMuch'; readonly most: string; readonly quantity: string };

interface BeyondTerms {
  readonly side: Side;
  readonly type: OrderType;
  readonly price?: string | undefined;
  readonly stopPrice?: string | undefined;
}

interface Range {
  readonly step: string;
  readonly least: string | undefined;
  readonly most: string | undefined;
}

/** Checks a price as it is typed. `undefined` where nothing is wrong with it. */
export function checkPrice(text: string, terms: ContractTerms): Problem | undefined {
  return check(text, priceRange(terms));
}

/**
 * Checks a quantity as it is typed, and what it is worth at a price where that is known.
 * @param small whether it may be worth less than the least: closing a position may
 */
export function checkQuantity(
  text: string,
  terms: ContractTerms,
  price?: string,
  small = false,
): Problem | undefined {
  const range = { step: terms.lotSize, least: terms.minQuantity, most: terms.maxQuantity };
  const wrong = check(text, range);
  if (wrong || price === undefined || new Big(price).lte(0)) return wrong;
  const { minNotional: least, maxNotional: most } = terms;
  const worth = new Big(text.trim()).times(price);
  if (least !== undefined && !small && worth.lt(least)) {
    const quantity = toStep(new Big(least).div(price), terms.lotSize, Big.roundUp);
    return { kind: 'worthTooLittle', least, quantity };
  }
  if (most !== undefined && worth.gt(most)) {
    const quantity = toStep(new Big(most).div(price), terms.lotSize, Big.roundDown);
    return { kind: 'worthTooMuch', most, quantity };
  }
  return undefined;
}

/** Whether a text may be a client id: an order's own id is made of it, by which it is found where an answer is lost. */
export function isClientId(text: string): boolean {
  return /^[A-Za-z0-9]{9,32}$/.test(text);
}

/**
 * What is seldom meant: a limit order that crosses the mark price and may fill at once, and a stop that is
 * beyond it and triggered at once. A stop buys above the mark price and sells below it.
 */
export function beyondMark(
  { side, type, price, stopPrice }: BeyondTerms,
  mark: string,
): readonly ('crossesMark' | 'triggersAtOnce')[] {
  const beyond = (amount: string): boolean => reaches(side, amount, mark);
  const crosses = type === 'limit' && price !== undefined && beyond(price);
  const triggers = stopPrice !== undefined && !beyond(stopPrice);
  return [
    ...(crosses ? (['crossesMark'] as const) : []),
    ...(triggers ? (['triggersAtOnce'] as const) : []),
  ];
}

/**
 * The price of the other side of the book at which a limit order would be filled at once, by the mark price where the
 * book is not known; `undefined` where the order rests, or nothing is known.
 */
export function takesAt(
  { side, type, price }: BeyondTerms,
  { bid, ask }: Partial<Quote>,
  mark: string | undefined,
): string | undefined {
  const other = (side === 'buy' ? ask : bid) ?? mark;
  if (type !== 'limit' || price === undefined || other === undefined) return undefined;
  return reaches(side, price, other) ? other : undefined;
}

/** Whether an order of a side at a price could be filled at another price. */
export function reaches(side: Side, price: string, other: string): boolean {
  const compared = new Big(price).cmp(other);
  return side === 'buy' ? compared >= 0 : compared <= 0;
}

/**
 * A stop loss has to be a loss, and a take profit a profit, by the price at which the order is filled.
 * @returns on which side of that price it has to be and is not; `undefined` where it is right
 */
export function misplaced(
  which: 'stopLoss' | 'takeProfit',
  price: string,
  side: Side,
  entry: string,
): 'above' | 'below' | undefined {
  const wanted = (which === 'takeProfit') === (side === 'buy') ? 'above' : 'below';
  const compared = new Big(price).cmp(entry);
  return compared === (wanted === 'above' ? 1 : -1) ? undefined : wanted;
}

/**
 * Prices near a mark price, rounded to the tick and within the contract's range: one for each
 * percentage, different ones only.
 */
export function pricesNear(
  mark: string,
  percents: readonly string[],
  terms: ContractTerms,
): readonly { readonly percent: string; readonly price: string }[] {
  const seen = new Set<string>();
  return percents.flatMap((percent) => {
    const exact = new Big(mark).times(new Big(100).plus(percent)).div(100);
    const price = toStep(exact, terms.tickSize, Big.roundHalfUp);
    if (seen.has(price) || checkPrice(price, terms)) return [];
    seen.add(price);
    return [{ percent, price }];
  });
}

function priceRange({ tickSize, minPrice, maxPrice }: ContractTerms): Range {
  return { step: tickSize, least: minPrice ?? tickSize, most: maxPrice };
}

function check(text: string, { step, least, most }: Range): Problem | undefined {
  const typed = text.trim();
  if (typed === '') return { kind: 'empty' };
  // Of one with too many digits it can still be said what is wrong with it.
  if (!/^(0|[1-9]\d*)(\.\d+)?$/.test(typed) || typed.length > 1_000) return { kind: 'notDecimal' };
  const value = new Big(typed);
  if (least !== undefined && value.lt(least)) return { kind: 'tooLow', least };
  if (most !== undefined && value.gt(most)) return { kind: 'tooHigh', most };
  if (new Big(step).lte(0) || value.mod(step).eq(0))
    return isDecimal(typed) ? undefined : { kind: 'notDecimal' };
  const fits = (rounded: string): string | undefined =>
    check(rounded, { step, least, most }) ? undefined : rounded;
  const below = fits(toStep(value, step, Big.roundDown));
  const above = fits(toStep(value, step, Big.roundUp));
  return { kind: 'offStep', step, below, above };
}

/** The nearest multiple of a step, with as many decimals as the step has. */
export function toStep(value: Big, step: string, rounding: Big.RoundingMode): string {
  const decimals = step.split('.')[1]?.length ?? 0;
  return value.div(step).round(0, rounding).times(step).toFixed(decimals);
}
