import * as vscode from 'vscode';
import Big from 'big.js';
import type { Disposable } from '../../common/disposable.ts';
import { beyondMark, checkPrice, takesAt } from '../../orders/orderChecks.ts';
import { orderCosts, reducible, type OrderFacts } from '../../orders/orderCosts.ts';
import type { Place } from '../../platform/place.ts';
import { optionsText, requestText } from '../../platform/orderWords.ts';
import type { PlaceRequest } from '../../venues/placing.ts';
import { isPriced, isStop, leftOf, requestOf, type Draft } from './draft.ts';
import type { TicketFacts } from './facts.ts';
import {
  beyondMarkText,
  givenUpText,
  postOnlyTakesText,
  priceProblem,
  reducesText,
} from '../../platform/amountProblems.ts';
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
  /** Lines that are said next, with a sign of warning. */
  readonly warnings?: () => readonly string[];
  /** Why the draft is not sent as it is, though its amounts are right. */
  readonly wrong?: (draft: Draft) => string | undefined;
  /** Whether another order is given up for it: what is sure to be refused is not sent then. */
  readonly replaces?: boolean;
  /** Calls `again` whenever what it says may be another, until disposed. */
  readonly follow?: (again: () => void) => Disposable;
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
        follow: (again) => {
          const quotes = isPriced(draft) ? facts.followQuote(draft.symbol ?? '') : undefined;
          const listening = [facts.onDidChange(again), quotes, words.follow?.(again)];
          return vscode.Disposable.from(...listening.filter((each) => each !== undefined));
        },
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
  const refused = draft.refusal === '' ? [] : [told(draft.refusal, 'error')];
  if (!known) return refused;
  const request = { ...requestOf(draft), quantity: leftOf(draft) };
  const taken = words.replaces ? refusedAt(request, known) : undefined;
  const own = whatIsWrong(draft, known) ?? words.wrong?.(draft);
  const wrong = own ?? (taken && postOnlyTakesText(taken));
  const label = words.label(request);
  const detail = t('on {0} ({1}), {2}', place.venue, place.host, optionsText(request));
  const first: Choice<Row> = wrong
    ? { ...told(wrong, 'error'), detail: own ? '' : givenUpText(), value: 'wrong' }
    : ready
      ? { ...told(label, 'check'), detail, value: 'place' }
      : { ...told(requestText(request), 'loading~spin'), detail };
  const notes = [
    ...(words.notes?.() ?? []).map((note) => told(note)),
    ...(words.warnings?.() ?? []).map((note) => told(note, 'warning')),
  ];
  return [...refused, first, ...notes, ...(wrong ? [] : meaning(request, known, ready))];
}

/** What the order would mean, a row for each. */
function meaning(request: PlaceRequest, known: OrderFacts, ready: boolean): Choice<Row>[] {
  const costs = orderCosts(request, known);
  const asset = known.terms.settlementAsset;
  const missing = ready ? t('not known') : '…';
  const amount = (value: string | undefined): string =>
    value === undefined ? missing : `${value} ${asset}`;
  const about = (value: string | undefined): string => amount(value && roundedText(value));
  const { distance, freeAfter } = costs;
  const short = freeAfter?.startsWith('-') === true;
  const mark = known.mark ?? missing;
  return [
    ...warnings(request, known).map((text) => told(text, 'warning')),
    told(t('Notional: {0}', amount(costs.notional))),
    told(
      costs.feeAs === 'taker'
        ? t('Fee as a taker: about {0}', about(costs.fee))
        : t('Fee as a maker: about {0}', about(costs.fee)),
    ),
    told(t('Margin needed: about {0}', about(costs.margin))),
    told(
      short
        ? t('Free margin after: about {0}, the venue may refuse it', about(freeAfter))
        : t('Free margin after: about {0}', about(freeAfter)),
      short ? 'warning' : undefined,
    ),
    told(
      distance === undefined
        ? t('Mark price: {0}', mark)
        : t('Distance from the mark price of {0}: {1}%', mark, distance),
    ),
  ];
}

/** What is about so much: by hundredths, or by four digits where it is less than 1. */
function roundedText(value: string): string {
  const exact = new Big(value);
  if (exact.abs().gte(1)) return exact.round(2).toFixed();
  return exact.eq(0) ? '0' : exact.prec(4).toFixed();
}

/** What is seldom meant. */
function warnings(request: PlaceRequest, known: OrderFacts): readonly string[] {
  const { mark, margin } = known;
  const taken = refusedAt(request, known);
  const beyond = mark === undefined ? [] : beyondMark(request, mark);
  const own = margin?.positions.get(request.symbol);
  const held = margin && request.reduceOnly ? reducible(request, own) : undefined;
  const less = held !== undefined && new Big(held).lt(request.quantity);
  return [
    ...(taken === undefined ? [] : [postOnlyTakesText(taken)]),
    ...beyond
      .filter((kind) => kind !== 'crossesMark' || !request.postOnly)
      .map((kind) => beyondMarkText(kind, mark ?? '')),
    ...(less ? [reducesText(request, held)] : []),
  ];
}

/** At which price a post-only order would be filled at once, so that it would be refused. */
function refusedAt(request: PlaceRequest, { quote, mark }: OrderFacts): string | undefined {
  return request.postOnly ? takesAt(request, quote ?? {}, mark) : undefined;
}

/** @param icon beside the text and not in it, where its name would be read out */
function told(label: string, icon?: string): Choice<Row> {
  return { label, value: 'told', ...(icon && { iconPath: new vscode.ThemeIcon(icon) }) };
}

/** What is wrong with a draft as a whole: what was right when it was typed may not be so for what was chosen since. */
export function whatIsWrong(draft: Draft, known: OrderFacts): string | undefined {
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
