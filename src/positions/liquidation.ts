import Big from 'big.js';
import type { MarginBracket } from '../venues/placing.ts';
import type { Balance } from '../venues/positions.ts';
import { profitAt, valueAt, type OpenPosition } from './position.ts';

/**
 * Where a position would be liquidated.
 * - `at`: at this mark price; a decimal string.
 * - `never`: at no price above 0, as long as all else stays.
 * - `reached`: the margin is not enough at the present mark price.
 * - `unknown`: it cannot be computed honestly, for lack of what `why` says: the mark price, the entry
 *   price, the margin brackets, the margin; or since there is collateral whose worth moves with the
 *   market, or isolated positions beside a crossed one, whose margin may or may not be in the balance.
 */
export type Liquidation =
  | { readonly kind: 'at'; readonly price: string }
  | { readonly kind: 'never' | 'reached' }
  | {
      readonly kind: 'unknown';
      readonly why: 'mark' | 'entry' | 'brackets' | 'margin' | 'collateral' | 'isolated';
    };

/** What the liquidation of one position depends on. */
export interface MarginAccount {
  readonly positions: readonly OpenPosition[];
  readonly balances: readonly Balance[];
  readonly markOf: (symbol: string) => string | undefined;
  readonly bracketsOf: (symbol: string) => readonly MarginBracket[] | undefined;
}

/** A bracket whose maintenance rate is known: only by such can anything be computed. */
interface KnownBracket {
  readonly from: string;
  readonly to: string;
  readonly rate: string;
}

/**
 * The mark price at which a position would be liquidated, if all else stayed as it is: other positions'
 * marks, the collateral, and no fees or funding.
 *
 * By the exchange's help ("Forced Liquidation", article 37606, and "Margin and Leverage", article 62084)
 * a position is liquidated once the margin balance, which is the margin plus the unrealized profit, is less
 * than the maintenance margin, which is the position's value times the maintenance rate of the bracket
 * that this value falls into. With the margin M, quantity Q, entry price E and the bracket's rate R:
 *
 *     long:   M + Q × (P − E) = R × Q × P   so   P = (Q × E − M) ÷ (Q × (1 − R))
 *     short:  M + Q × (E − P) = R × Q × P   so   P = (Q × E + M) ÷ (Q × (1 + R))
 *
 * M is the isolated margin of an isolated position; for a crossed one it is the collateral plus, of each
 * other crossed position, the unrealized profit less the maintenance margin. The brackets are gone through
 * from the mark price on, as the value falls or rises with the price. What is shown is rounded to the side
 * that is reached first.
 */
export function liquidationOf(position: OpenPosition, account: MarginAccount): Liquidation {
  const mark = account.markOf(position.symbol);
  if (mark === undefined) return { kind: 'unknown', why: 'mark' };
  if (position.entryPrice === undefined) return { kind: 'unknown', why: 'entry' };
  const brackets = knownBrackets(account, position.symbol);
  if (brackets.length === 0) return { kind: 'unknown', why: 'brackets' };
  const margin = marginOf(position, account);
  if (typeof margin === 'string') return { kind: 'unknown', why: margin };
  if (cushionAt(position, margin, brackets, new Big(mark)).lt(0)) return { kind: 'reached' };
  const price = breakAfter(position, margin, brackets, new Big(mark));
  if (price === undefined || price.lte(0)) return { kind: 'never' };
  return { kind: 'at', price: rounded(price, mark, position.side) };
}

/** Margin that is there for this position beside its own profit; or why nobody can say. */
function marginOf(
  position: OpenPosition,
  account: MarginAccount,
): Big | 'margin' | 'collateral' | 'isolated' | 'mark' | 'brackets' | 'entry' {
  if (position.marginType === 'isolated')
    return position.isolatedMargin === undefined ? 'margin' : new Big(position.isolatedMargin);
  if (position.marginType === undefined) return 'margin';
  const { positions, balances, markOf } = account;
  const others = positions.filter(({ symbol }) => symbol !== position.symbol);
  if (others.some(({ marginType }) => marginType !== 'crossed')) return 'isolated';
  const collateral = collateralOf(balances);
  if (collateral === undefined) return 'collateral';
  let margin = collateral;
  for (const other of others) {
    const mark = markOf(other.symbol);
    const brackets = knownBrackets(account, other.symbol);
    if (mark === undefined) return 'mark';
    if (brackets.length === 0) return 'brackets';
    const profit = profitAt(other, mark);
    if (profit === undefined) return 'entry';
    margin = margin.plus(profit).minus(maintenanceAt(valueAt(other, mark), brackets));
  }
  return margin;
}

/** None where the rate of any is not known. */
function knownBrackets({ bracketsOf }: MarginAccount, symbol: string): readonly KnownBracket[] {
  const all = bracketsOf(symbol) ?? [];
  const known = all.flatMap(({ notionalAbove: from, notionalUpTo: to, maintenanceRate: rate }) =>
    rate === undefined ? [] : [{ from, to, rate }],
  );
  return known.length === all.length ? known : [];
}

/** Collateral that is worth the same whatever the market does; `undefined` where there is other. */
function collateralOf(balances: readonly Balance[]): Big | undefined {
  let sum = new Big(0);
  for (const { amount, discountFactor, referencePrice } of balances) {
    if (new Big(amount).eq(0)) continue;
    const steady = Number(discountFactor) === 1 && Number(referencePrice) === 1;
    if (!steady) return undefined;
    sum = sum.plus(amount);
  }
  return sum;
}

function maintenanceAt(value: Big, brackets: readonly KnownBracket[]): Big {
  return value.times(bracketAt(value, brackets)?.rate ?? 0);
}

/** Above the highest bracket its rates go on. */
function bracketAt(value: Big, brackets: readonly KnownBracket[]): KnownBracket | undefined {
  return brackets.find(({ to }) => value.lt(to)) ?? brackets.at(-1);
}

function cushionAt(
  position: OpenPosition,
  margin: Big,
  brackets: readonly KnownBracket[],
  price: Big,
): Big {
  const value = price.times(position.quantity);
  const profit = profitAt(position, price.toFixed()) ?? new Big(0);
  return margin.plus(profit).minus(maintenanceAt(value, brackets));
}

/** The first price on the way against the position at which the margin is used up. */
function breakAfter(
  { side, quantity, entryPrice = '0' }: OpenPosition,
  margin: Big,
  brackets: readonly KnownBracket[],
  mark: Big,
): Big | undefined {
  const cost = new Big(quantity).times(entryPrice);
  const value = mark.times(quantity);
  const here = brackets.findIndex(({ to }) => value.lt(to));
  const at = here === -1 ? brackets.length - 1 : here;
  if (side === 'long') {
    for (const { from, rate } of brackets.slice(0, at + 1).reverse()) {
      const left = new Big(1).minus(rate);
      const broken = left.lte(0) ? undefined : cost.minus(margin).div(left);
      if (broken?.gte(from)) return broken.div(quantity);
    }
    return undefined;
  }
  const onward = brackets.slice(at);
  for (const [turn, { from, to, rate }] of onward.entries()) {
    const broken = cost.plus(margin).div(new Big(rate).plus(1));
    // The rate is higher from here on, so that the margin may be too little at once.
    if (turn > 0 && broken.lt(from)) return new Big(from).div(quantity);
    if (broken.lt(to) || turn === onward.length - 1) return broken.div(quantity);
  }
  return undefined;
}

/** With as many places as the mark price has. */
function rounded(price: Big, mark: string, side: OpenPosition['side']): string {
  const places = (mark.split('.')[1] ?? '').length;
  if (side === 'short') return price.round(places, Big.roundDown).toFixed();
  const down = price.round(places, Big.roundDown);
  return (down.eq(price) ? down : price.round(places, Big.roundUp)).toFixed();
}
