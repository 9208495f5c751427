import * as vscode from 'vscode';
import { beyondMark, checkPrice } from '../../orders/orderChecks.ts';
import { orderCosts, reducesNothing, type OrderFacts } from '../../orders/orderCosts.ts';
import type { Place } from '../../platform/place.ts';
import { requestText, typeName } from '../../platform/orderWords.ts';
import type { PlaceRequest } from '../../venues/placing.ts';
import { isPriced, isStop, leftOf, requestOf, type Draft } from './draft.ts';
import type { TicketFacts } from './facts.ts';
import { beyondMarkText, priceProblem, reducesNothingText } from '../../platform/amountProblems.ts';
import { positionPriceProblem } from './options.ts';
import { wrongQuantity } from './quantity.ts';
import { pickStep, type Choice } from '../pickStep.ts';
import type { Step } from '../steps.ts';

const t = vscode.l10n.t;

type Row = 'place' | 'told' | 'wrong';

/** What the last step says besides what every order means. */
export interface ReviewWords {
  readonly placeholder: string;
  /** The row that goes on; `request` is what would be placed. */
  readonly label: (request: PlaceRequest) => string;
  /** Lines that are said first. */
  readonly notes?: () => readonly string[];
  /** Why the draft is not sent as it is, though its amounts are right. */
  readonly wrong?: (draft: Draft) => string | undefined;
}

const placing: ReviewWords = {
  placeholder: t('Nothing was sent yet. Enter places it, Back changes it, Escape gives it up'),
  label: (request) => t('Place {0}', requestText(request)),
};

/**
 * The last step: what the order would mean, by prices, fees and margin that are read when it is shown.
 * Nothing can be confirmed before they are there or are known not to come, so that a key pressed once
 * too often does nothing.
 */
export function reviewStep(facts: TicketFacts, place: Place, words = placing): Step<Draft> {
  return {
    name: 'review',
    applies: () => true,
    show: (draft, frame) => {
      let ready = false;
      const renewed = facts.renew(draft.symbol).finally(() => (ready = true));
      return pickStep<Row>(frame, {
        placeholder: () => words.placeholder,
        items: () => rows(draft, facts, place, words, ready),
        isActive: (row) => row === 'place',
        accept: (row) => (row === 'place' ? 'next' : undefined),
        follow: (again) => facts.onDidChange(again),
        until: renewed,
      });
    },
  };
}

function rows(
  draft: Draft,
  facts: TicketFacts,
  place: Place,
  words: ReviewWords,
  ready: boolean,
): Choice<Row>[] {
  const known = facts.of(draft.symbol);
  const refused = draft.refusal === '' ? [] : [told('$(error)', draft.refusal)];
  if (!known) return refused;
  const request = { ...requestOf(draft), quantity: leftOf(draft) };
  const wrong = whatIsWrong(draft, known) ?? words.wrong?.(draft);
  const label = words.label(request);
  const detail = t('on {0} ({1}), {2}', place.venue, place.host, optionsText(request));
  const first: Choice<Row> = wrong
    ? { label: `$(error) ${wrong}`, value: 'wrong' }
    : ready
      ? { label: `$(check) ${label}`, detail, value: 'place' }
      : { label: `$(loading~spin) ${requestText(request)}`, detail, value: 'told' };
  const notes = (words.notes?.() ?? []).map((note) => told('', note));
  return [...refused, first, ...notes, ...(wrong ? [] : meaning(request, known, ready))];
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
  const beyond = known.mark === undefined ? [] : beyondMark(request, known.mark);
  return [
    ...beyond.map((kind) => told('$(warning)', beyondMarkText(kind, mark))),
    ...(reducesNothing(request, known.margin)
      ? [told('$(warning)', reducesNothingText(request))]
      : []),
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
function whatIsWrong(draft: Draft, known: OrderFacts): string | undefined {
  const { terms, mark } = known;
  const prices = [
    ...(isPriced(draft) ? [draft.price] : []),
    ...(isStop(draft) ? [draft.stopPrice] : []),
  ];
  for (const price of prices) {
    const problem = checkPrice(price, terms);
    if (problem) return priceProblem(problem, terms.symbol);
  }
  return (
    wrongQuantity(draft, known, prices[0] ?? mark) ??
    positionPriceProblem('stopLoss', draft.stopLoss, draft, known) ??
    positionPriceProblem('takeProfit', draft.takeProfit, draft, known)
  );
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
