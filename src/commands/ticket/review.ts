import * as vscode from 'vscode';
import { checkPrice, checkQuantity } from '../../orders/orderChecks.ts';
import { orderCosts, type OrderFacts } from '../../orders/orderCosts.ts';
import type { Place } from '../../platform/place.ts';
import { requestText, typeName } from '../../platform/orderWords.ts';
import type { PlaceRequest } from '../../venues/placing.ts';
import { isPriced, isStop, requestOf, type Draft } from './draft.ts';
import type { TicketFacts } from './facts.ts';
import { priceProblem, quantityProblem } from '../../platform/amountProblems.ts';
import { pickStep, type Choice, type Step } from './steps.ts';

const t = vscode.l10n.t;

type Row = 'place' | 'told' | 'wrong';

/**
 * The last step: what the order would mean, by prices, fees and margin that are read when it is shown.
 * Nothing can be confirmed before they are there or are known not to come, so that a key pressed once
 * too often does nothing.
 */
export function reviewStep(facts: TicketFacts, place: Place): Step<Draft> {
  return {
    name: 'review',
    applies: () => true,
    show: (draft, frame) => {
      let ready = false;
      const renewed = facts.renew(draft.symbol).finally(() => (ready = true));
      return pickStep<Row>(frame, {
        placeholder: () =>
          t('Nothing was sent yet. Enter places it, Back changes it, Escape gives it up'),
        items: () => rows(draft, facts, place, ready),
        isActive: (row) => row === 'place',
        accept: (row) => (row === 'place' ? 'next' : undefined),
        follow: (again) => facts.onDidChange(again),
        until: renewed,
      });
    },
  };
}

function rows(draft: Draft, facts: TicketFacts, place: Place, ready: boolean): Choice<Row>[] {
  const known = facts.of(draft.symbol);
  const refused = draft.refusal === '' ? [] : [told('$(error)', draft.refusal)];
  if (!known) return refused;
  const request = requestOf(draft);
  const wrong = whatIsWrong(draft, known);
  const label = t('Place {0}', requestText(request));
  const detail = t('on {0} ({1}), {2}', place.venue, place.host, optionsText(request));
  const first: Choice<Row> = wrong
    ? { label: `$(error) ${wrong}`, value: 'wrong' }
    : ready
      ? { label: `$(check) ${label}`, detail, value: 'place' }
      : { label: `$(loading~spin) ${requestText(request)}`, detail, value: 'told' };
  return [...refused, first, ...meaning(request, known, ready)];
}

/** What the order would mean, a row for each. */
function meaning(request: PlaceRequest, known: OrderFacts, ready: boolean): Choice<Row>[] {
  const costs = orderCosts(request, known);
  const asset = known.terms.settlementAsset;
  const missing = ready ? t('not known') : '…';
  const amount = (value: string | undefined): string =>
    value === undefined ? missing : `${value} ${asset}`;
  const { distance, freeAfter } = costs;
  const short = freeAfter?.startsWith('-') === true;
  const mark = known.mark ?? missing;
  return [
    told('', t('Notional: {0}', amount(costs.notional))),
    told(
      '',
      costs.feeAs === 'taker'
        ? t('Fee as a taker: about {0}', amount(costs.fee))
        : t('Fee as a maker: about {0}', amount(costs.fee)),
    ),
    told('', t('Margin needed: about {0}', amount(costs.margin))),
    told(
      short ? '$(warning)' : '',
      short
        ? t('Free margin after: about {0}, the venue may refuse it', amount(freeAfter))
        : t('Free margin after: about {0}', amount(freeAfter)),
    ),
    told(
      '',
      distance === undefined
        ? t('Mark price: {0}', mark)
        : t('Distance from the mark price of {0}: {1}%', mark, distance),
    ),
  ];
}

function told(icon: string, text: string): Choice<Row> {
  return { label: icon === '' ? text : `${icon} ${text}`, value: 'told' };
}

/** What was right when it was typed may be wrong for what was chosen since. */
function whatIsWrong(draft: Draft, { terms, mark }: OrderFacts): string | undefined {
  const { symbol } = terms;
  const prices = [
    ...(isPriced(draft) ? [draft.price] : []),
    ...(isStop(draft) ? [draft.stopPrice] : []),
  ];
  for (const price of prices) {
    const problem = checkPrice(price, terms);
    if (problem) return priceProblem(problem, symbol);
  }
  const problem = checkQuantity(draft.quantity, terms, prices[0] ?? mark, draft.reduceOnly);
  return problem && quantityProblem(problem, symbol);
}

/** `Limit, GTC, post-only`. */
function optionsText(request: PlaceRequest): string {
  return [
    typeName(request),
    request.timeInForce,
    request.postOnly && t('post-only'),
    request.reduceOnly && t('reduce-only'),
    request.positionStopLoss && t('position stop loss {0}', request.positionStopLoss),
    request.positionTakeProfit && t('position take profit {0}', request.positionTakeProfit),
    request.clientId && t('client id {0}', request.clientId),
  ]
    .filter(Boolean)
    .join(', ');
}
