import Big from 'big.js';
import type { MarginBracket } from '../venues/placing.ts';

/**
 * The initial margin of a position as a share of its notional value: what its leverage asks for, or the
 * rate of the bracket that the value falls into where that is more. Above the highest bracket its rate
 * goes on.
 */
export function initialRate(
  brackets: readonly MarginBracket[],
  notional: Big,
  leverage: string,
): Big {
  const bracket = brackets.find(({ notionalUpTo }) => notional.lt(notionalUpTo)) ?? brackets.at(-1);
  const byLeverage = new Big(1).div(leverage);
  const least = new Big(bracket?.initialRate ?? 0);
  return byLeverage.lt(least) ? least : byLeverage;
}
