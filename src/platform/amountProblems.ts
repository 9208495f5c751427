import * as vscode from 'vscode';
import type { Problem } from '../orders/orderChecks.ts';
import { isZero } from '../venues/decimals.ts';
import type { Order } from '../venues/venue.ts';

const t = vscode.l10n.t;

/** What is wrong with a price, and what to type instead. */
export function priceProblem(problem: Problem, symbol: string): string {
  switch (problem.kind) {
    case 'empty':
      return t('Type a price, or press Escape to stop.');
    case 'notDecimal':
      return notDecimal('9500.5');
    case 'tooLow':
      return t('{0} has no price below {1}: type {1} or more.', symbol, problem.least);
    case 'tooHigh':
      return t('{0} has no price above {1}: type {1} or less.', symbol, problem.most);
    case 'offStep':
      return t(
        'Prices of {0} go in steps of {1}: type {2}.',
        ...[symbol, problem.step, either(problem)],
      );
    case 'worthTooLittle':
    case 'worthTooMuch':
      return quantityProblem(problem, symbol);
  }
}

/**
 * What is wrong with a quantity, and what to type instead.
 * @param filled how much of it is filled already, where it is about what is left
 */
export function quantityProblem(problem: Problem, symbol: string, filled = '0'): string {
  const words = quantityWords(problem, symbol);
  return isZero(filled) ? words : t('Less the {0} that is filled: {1}', filled, words);
}

function quantityWords(problem: Problem, symbol: string): string {
  switch (problem.kind) {
    case 'empty':
      return t('Type a quantity, or press Escape to stop.');
    case 'notDecimal':
      return notDecimal('0.5');
    case 'tooLow':
      return t('The smallest order of {0} is {1}: type {1} or more.', symbol, problem.least);
    case 'tooHigh':
      return t('The largest order of {0} is {1}: type {1} or less.', symbol, problem.most);
    case 'offStep':
      return t(
        'Quantities of {0} go in steps of {1}: type {2}.',
        ...[symbol, problem.step, either(problem)],
      );
    case 'worthTooLittle':
      return t(
        'An order of {0} has to be worth {1} at least: type a quantity of {2} or more.',
        ...[symbol, problem.least, problem.quantity],
      );
    case 'worthTooMuch':
      return t(
        'An order of {0} may be worth {1} at most: type a quantity of {2} or less.',
        ...[symbol, problem.most, problem.quantity],
      );
  }
}

/** What is seldom meant of a price, in words. */
export function beyondMarkText(kind: 'crossesMark' | 'triggersAtOnce', mark: string): string {
  return kind === 'crossesMark'
    ? t('Crosses the mark price of {0}: it may fill at once.', mark)
    : t('Beyond the mark price of {0}: it may be triggered at once.', mark);
}

/** That a post-only order would be filled at once, and so refused. */
export function postOnlyTakesText(price: string): string {
  return t('Post-only, and it would be filled at once at {0}: the venue refuses that', price);
}

/** What that means for the order that would be given up for it. */
export function givenUpText(): string {
  return t('The old order would be gone by then. Choose a price where it rests.');
}

/** What becomes of an order that may only reduce a position that is smaller, or is not there. `held`: how much is. */
export function reducesText(
  { symbol, side }: Pick<Order, 'symbol' | 'side'>,
  held: string,
): string {
  if (!isZero(held))
    return t('Reduce-only: no more of it can be filled than the position has, {0}.', held);
  return side === 'buy'
    ? t('There is no short position of {0} that it could reduce: the venue may refuse it.', symbol)
    : t('There is no long position of {0} that it could reduce: the venue may refuse it.', symbol);
}

/** What a client id has to be. */
export function clientIdText(): string {
  return t(
    'Type 9 to 32 letters and digits and nothing else: the venue makes the order’s id of them, by which an order is found whose answer was lost.',
  );
}

/** Why an order that opens no position takes no stop loss and no take profit for one. */
export function opensNoneText(): string {
  return t(
    'A reduce-only order opens no position that could have a stop loss or a take profit of its own: leave both empty, or take reduce-only off.',
  );
}

/** Where a stop loss or a take profit has to be that is on the wrong side of its order's price. */
export function misplacedText(wanted: 'above' | 'below', entry: string): string {
  return wanted === 'above'
    ? t(
        'It would close the position at once: it has to be above the price of the order, {0}.',
        entry,
      )
    : t(
        'It would close the position at once: it has to be below the price of the order, {0}.',
        entry,
      );
}

function notDecimal(example: string): string {
  return t(
    'Type a number with a point, no sign and no spare zeros before it, for example {0}.',
    example,
  );
}

function either({ below, above }: Extract<Problem, { kind: 'offStep' }>): string {
  if (below !== undefined && above !== undefined) return t('{0} or {1}', below, above);
  return below ?? above ?? t('another');
}

/** What is wrong with a typed amount of margin, or `undefined`. */
export function marginProblem(typed: string): string | undefined {
  if (/^\d{1,12}(\.\d{1,8})?$/.test(typed) && /[1-9]/.test(typed)) return undefined;
  return t(
    'Type an amount above 0 of at most 12 digits and 8 decimals, with a point and no sign: 100 or 2.5.',
  );
}
