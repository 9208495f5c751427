import Big from 'big.js';
import type { Position } from '../venues/positions.ts';

/** A position that is there: its side is not `none`. */
export interface OpenPosition extends Position {
  readonly side: 'long' | 'short';
}

export function isOpenPosition(position: Position | undefined): position is OpenPosition {
  return position !== undefined && position.side !== 'none';
}

/** What a position is worth at a price, without a sign. */
export function valueAt({ quantity }: Position, price: string): Big {
  return new Big(quantity).times(price);
}

/**
 * What closing a position at a price would yield, fees apart: size × (price − entry price), as the venue
 * has it. `undefined` where the venue did not tell the entry price.
 */
export function profitAt({ side, quantity, entryPrice }: Position, price: string): Big | undefined {
  if (side === 'none') return new Big(0);
  if (entryPrice === undefined) return undefined;
  const each = new Big(price).minus(entryPrice);
  return each.times(quantity).times(side === 'long' ? 1 : -1);
}
