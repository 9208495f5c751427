import * as vscode from 'vscode';
import { checkPrice, checkQuantity } from '../../orders/orderChecks.ts';
import { affordable, orderCosts } from '../../orders/orderCosts.ts';
import { quantityProblem } from '../../platform/amountProblems.ts';
import { isPriced, isStop, requestOf, type Draft } from './draft.ts';
import type { TicketFacts } from './facts.ts';
import { inputStep, type Step } from './steps.ts';

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

function quantityPrompt({ symbol }: Draft, facts: TicketFacts): string {
  const known = facts.of(symbol);
  if (!known) return '';
  const { terms, mark, margin } = known;
  const range = t(
    'Quantity of {0}: {1} to {2} in steps of {3}',
    ...[terms.symbol, terms.minQuantity, terms.maxQuantity, terms.lotSize],
  );
  const asset = terms.settlementAsset;
  return [
    range,
    mark && t('mark price {0}', mark),
    margin && t('{0} {1} of margin free', margin.free, asset),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What is wrong with the quantity; a lack of margin is a warning, as the venue alone knows it exactly. */
export function checkedQuantity(
  draft: Draft,
  facts: TicketFacts,
): string | vscode.InputBoxValidationMessage | undefined {
  const known = facts.of(draft.symbol);
  if (!known) return undefined;
  const { terms, mark } = known;
  const own = isPriced(draft) ? draft.price.trim() : isStop(draft) ? draft.stopPrice.trim() : '';
  const price = own !== '' && !checkPrice(own, terms) ? own : mark;
  const wrong = checkQuantity(draft.quantity, terms, price, draft.reduceOnly);
  if (wrong) return quantityProblem(wrong, terms.symbol);
  const order = { ...requestOf(draft), price: price === mark ? undefined : price };
  const { margin, freeMargin, freeAfter } = orderCosts(order, known);
  if (margin === undefined || freeMargin === undefined || !freeAfter?.startsWith('-')) return;
  const most = affordable(draft.quantity, margin, freeMargin, terms.lotSize);
  const message = t(
    'It needs about {0} {1} of margin, and {2} are free: {3} or less would do.',
    ...[margin, terms.settlementAsset, freeMargin, most],
  );
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}
