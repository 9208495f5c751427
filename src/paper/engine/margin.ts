import type { WireSide } from '../../venues/ascendex/wire.ts';
import { Decimal, ZERO } from '../decimal.ts';
import type { Account } from './account.ts';
import { notional, unitsOf, type Contract } from './contracts.ts';
import type { Position } from './position.ts';

/** The mark price of a contract, ticks. */
export type MarkOf = (contract: Contract) => number;

/** An order that might be added to what is there: its side, and ticks times lots. */
export interface Addition {
  readonly contract: Contract;
  readonly side: WireSide;
  readonly units: bigint;
}

/** The worst the position can become if all opening orders of one side fill, in units. */
function exposureUnits(position: Position, markTicks: number, added: readonly Addition[]): bigint {
  const size = Math.abs(position.lots);
  // An isolated position has its margin set aside at entry and is not revalued for it.
  const value = position.marginType === 'isolated' ? position.openUnits : unitsOf(markTicks, size);
  const signed = position.lots >= 0 ? value : -value;
  const orders = { ...position.resting };
  for (const { contract, side, units } of added) {
    if (contract === position.contract) orders[side] += units;
  }
  const long = orders.Buy + signed;
  const short = orders.Sell - signed;
  return long > short ? long : short;
}

/**
 * Initial margin of one contract: the worst exposure times the higher of 1/leverage and the rate of
 * the bracket it falls into.
 * @returns USDT, and whether the exposure is above the highest bracket
 */
export function initialMargin(
  position: Position,
  markOf: MarkOf,
  added: readonly Addition[] = [],
): { margin: Decimal; tooLarge: boolean } {
  const { contract } = position;
  const exposure = notional(contract, exposureUnits(position, markOf(contract), added));
  const bracket = contract.brackets.find(({ upper }) => exposure.lt(upper));
  const rate = new Decimal('1').div(String(position.leverage));
  const floor = (bracket ?? contract.brackets.at(-1))?.initialRate ?? rate;
  const applied = rate.gt(floor) ? rate : floor;
  return { margin: exposure.times(applied), tooLarge: bracket === undefined };
}

/** Unrealized profit of a position at the mark price, USDT. */
export function unrealized(position: Position, markOf: MarkOf): Decimal {
  return notional(position.contract, position.unrealizedUnits(markOf(position.contract)));
}

/**
 * Collateral that neither positions nor resting orders need, USDT; may be negative. Profits of
 * isolated positions do not count.
 * @param added orders to be counted as if they rested already
 */
export function freeMargin(
  account: Account,
  markOf: MarkOf,
  added: readonly Addition[] = [],
): Decimal {
  let free = account.balance;
  for (const position of account.positions()) {
    if (position.marginType === 'crossed') free = free.plus(unrealized(position, markOf));
    free = free.minus(initialMargin(position, markOf, added).margin);
  }
  return free;
}

/** What may be taken out of the account, USDT: what is free, and nothing that is only a profit so far. */
export function transferable(account: Account, markOf: MarkOf): Decimal {
  const free = freeMargin(account, markOf);
  const least = free.lt(account.balance) ? free : account.balance;
  return least.lt(ZERO) ? ZERO : least;
}

/**
 * Whether the account may add an order: `short` of margin, or `tooLarge` for the top bracket.
 * @param earlier orders of the same batch, let through already
 */
export function affords(
  account: Account,
  markOf: MarkOf,
  order: Addition,
  earlier: readonly Addition[] = [],
): 'yes' | 'short' | 'tooLarge' {
  const position = account.position(order.contract);
  const before = initialMargin(position, markOf, earlier);
  const after = initialMargin(position, markOf, [...earlier, order]);
  const more = after.margin.minus(before.margin);
  if (more.lte(ZERO)) return 'yes'; // it closes rather than opens
  if (after.tooLarge) return 'tooLarge';
  return more.lte(freeMargin(account, markOf, earlier)) ? 'yes' : 'short';
}
