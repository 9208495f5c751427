import * as vscode from 'vscode';
import Big from 'big.js';
import { checkPrice, checkQuantity } from '../../orders/orderChecks.ts';
import { affordable, orderCosts, type OrderFacts } from '../../orders/orderCosts.ts';
import { quantityProblem } from '../../platform/amountProblems.ts';
import { isDecimal, isZero } from '../../venues/decimals.ts';
import type { ContractTerms } from '../../venues/placing.ts';
import { isPriced, isStop, leftOf, ownPrice, requestOf, type Draft } from './draft.ts';
import type { TicketFacts } from './facts.ts';
import { inputStep, warning } from '../inputStep.ts';
import type { Step } from '../steps.ts';

const t = vscode.l10n.t;

/** The step that asks for how much. */
export function quantityStep(facts: TicketFacts): Step<Draft>['show'] {
  return (draft, frame) =>
    inputStep(frame, {
      prompt: () => quantityPrompt(draft, facts),
      value: draft.quantity,
      check: (text) => checkedQuantity({ ...draft, quantity: text }, facts),
      leave: (text) => (draft.quantity = text),
      follow: (again) => facts.onDidChange(again),
    });
}

function quantityPrompt(draft: Draft, facts: TicketFacts): string {
  const known = facts.of(draft.symbol);
  if (!known) return '';
  const { terms, mark, margin } = known;
  const own = pricedAt(draft, terms);
  const range = t(
    'Quantity of {0}: {1} to {2} in steps of {3}',
    ...[terms.symbol, terms.minQuantity, terms.maxQuantity, terms.lotSize],
  );
  const asset = terms.settlementAsset;
  return [
    range,
    isZero(draft.filled)
      ? ''
      : t('{0} of it filled already, {1} left now', draft.filled, leftOf(draft)),
    own ? t('counted at your price of {0}', own) : mark && t('mark price {0}', mark),
    margin && t('{0} {1} of margin free', margin.free, asset),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The price that was typed before, where it is one. */
function pricedAt(draft: Draft, terms: ContractTerms): string | undefined {
  const own = ownPrice(draft);
  return own === '' || checkPrice(own, terms) ? undefined : own;
}

/** What is wrong with the quantity; a lack of margin is a warning, as the venue alone knows it exactly. */
export function checkedQuantity(
  draft: Draft,
  facts: TicketFacts,
): string | vscode.InputBoxValidationMessage | undefined {
  const known = facts.of(draft.symbol);
  if (!known) return undefined;
  const { terms, mark } = known;
  const own = pricedAt(draft, terms);
  // What it is worth is a matter of its own price, which comes after it; only one by the market has none.
  const market = isPriced(draft) || isStop(draft) ? undefined : mark;
  const wrong = wrongQuantity(draft, known, own ?? market);
  if (wrong !== undefined) return wrong;
  const quantity = leftOf(draft);
  // The prices come after it: they may not be typed yet.
  const prices = isPriced(draft) ? { price: own, stopPrice: undefined } : { stopPrice: own };
  const order = { ...requestOf(draft), quantity, ...prices };
  const { needed, freeMargin, freeAfter } = orderCosts(order, known);
  if (needed === undefined || freeMargin === undefined || !freeAfter?.startsWith('-')) return;
  const most = new Big(affordable(quantity, needed, freeMargin, terms.lotSize)).plus(draft.filled);
  const message = t(
    'It needs about {0} {1} of margin and fee, and {2} are free: {3} or less would do.',
    ...[needed, terms.settlementAsset, freeMargin, most.toFixed()],
  );
  return warning(message);
}

/**
 * What is wrong with the quantity by the contract's terms, in words: with all of it, or with what is left
 * of it where a part is filled already.
 */
export function wrongQuantity(
  draft: Draft,
  { terms }: OrderFacts,
  price: string | undefined,
): string | undefined {
  const { filled, reduceOnly } = draft;
  const left = leftOf(draft);
  if (!isZero(filled) && isDecimal(draft.quantity.trim()) && new Big(left).lte(0))
    return t('{0} of it is filled already: type more than that, or cancel the order.', filled);
  const wrong = checkQuantity(left, terms, price, reduceOnly);
  return wrong && quantityProblem(wrong, terms.symbol, filled);
}
