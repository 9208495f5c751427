import * as vscode from 'vscode';
import type { AmendReport } from '../orders/amendService.ts';
import type { CancelReport } from '../orders/cancelOutcome.ts';
import type { StepOutcome } from '../orders/document/applyPlan.ts';
import type { Change, DocumentNote, DocumentPlan } from '../orders/document/facts.ts';
import { verdictOf, type Verdict } from '../orders/document/outcomes.ts';
import type { PlaceReport } from '../orders/placeOutcome.ts';
import type { Order } from '../venues/venue.ts';
import { inARow } from './inARow.ts';
import { explain } from './messages.ts';
import { explainUnplaced } from './orderRefusals.ts';
import { requestText } from './orderWords.ts';
import { outcomeText } from './outcomeWords.ts';
import type { Place } from './place.ts';

const t = vscode.l10n.t;

/** `price 9500 → 9400, quantity 1 → 0.5` */
export function changeText(order: Order, change: Change): string {
  const names = { price: t('price'), stopPrice: t('stop price'), quantity: t('quantity') };
  return inARow(
    (['price', 'stopPrice', 'quantity'] as const)
      .filter((field) => change[field] !== undefined)
      .map((field) => `${names[field]} ${order[field] ?? ''} → ${change[field]}`),
  );
}

/** `cancel 2, amend 1, place 3`; the words for none where it is none of them. */
export function planText({ cancels, amends, places }: DocumentPlan): string {
  const parts = [
    cancels.length > 0 && t('cancel {0}', cancels.length),
    amends.length > 0 && t('amend {0}', amends.length),
    places.length > 0 && t('place {0}', places.length),
  ].filter(Boolean);
  return parts.length > 0 ? inARow(parts) : t('nothing');
}

/** What has happened to an order, or around it, since the document was opened. */
export function noteText(note: DocumentNote): string {
  switch (note.kind) {
    case 'appeared':
      return note.count === 1
        ? t('1 order came since and is left alone.')
        : t('{0} orders came since and are left alone.', note.count);
    case 'closed':
      return t(
        '{0} has closed since ({1}): left alone.',
        shortId(note.order),
        note.order.venueStatus,
      );
    case 'changed':
      return t('{0} has other terms by now: left alone.', shortId(note.order));
    case 'filled': {
      const { filledQuantity, quantity } = note.order;
      return t('{0} has filled since: {1} of {2}.', shortId(note.order), filledQuantity, quantity);
    }
  }
}

/** `3 done, 1 refused` */
export function outcomesText(outcomes: readonly StepOutcome[]): string {
  const words: Readonly<Record<Verdict, (count: number) => string>> = {
    done: (count) => t('{0} done', count),
    otherwise: (count) => t('{0} came to something else', count),
    refused: (count) => t('{0} refused', count),
    unsent: (count) => t('{0} not sent', count),
    notReplaced: (count) => t('{0} canceled and not replaced', count),
    unknown: (count) => t('{0} not known yet', count),
  };
  return inARow(
    (Object.keys(words) as Verdict[])
      .map((verdict) => ({
        ...{ verdict, count: outcomes.filter((each) => verdictOf(each) === verdict).length },
      }))
      .filter(({ count }) => count > 0)
      .map(({ verdict, count }) => words[verdict](count)),
  );
}

/** What became of one step, in a sentence. */
export function outcomeLine(outcome: StepOutcome, place: Place): string {
  switch (outcome.step) {
    case 'cancel':
      return cancelLine(outcome.order, outcome.report.outcome, place);
    case 'place': {
      const { report } = outcome;
      return typeof report === 'string' ? unsentLine(report) : placeLine(report, place);
    }
    case 'amend': {
      const { report, planned } = outcome;
      if (typeof report === 'string') return unsentLine(report);
      return amendLine(planned.order, report, place);
    }
  }
}

function unsentLine(why: 'held' | 'stopped' | 'cannotAmend'): string {
  switch (why) {
    case 'stopped':
      return t('Not sent: stopped before.');
    case 'held':
      return t('Not sent: a cancel of the same symbol before it did not simply work.');
    case 'cannotAmend':
      return t('Not sent: a new order cannot be given all terms of this one.');
  }
}

function amendLine(order: Order, report: AmendReport, place: Place): string {
  const canceled = cancelLine(order, report.cancel.outcome, place);
  switch (report.kind) {
    case 'replaced':
      return t('Canceled, then {0}', placeLine(report.placed, place));
    case 'nothingLeft':
      return t('{0} Nothing was left to place.', canceled);
    case 'overtaken':
      return overtakenText(report.cancel, canceled);
    case 'asItWas':
    case 'unknown':
    case 'closed':
      return t('{0} Nothing was placed in its stead.', canceled);
  }
}

/** Why nothing was placed in the stead of an order that is canceled. */
export function overtakenText({ accepted }: CancelReport, canceled: string): string {
  return accepted
    ? t('{0} All orders were asked to be canceled meanwhile, so no new order was placed.', canceled)
    : t(
        '{0} Its cancel itself was not answered, so something else may have canceled it: no new order was placed.',
        canceled,
      );
}

function cancelLine(
  order: Order,
  outcome: Parameters<typeof outcomeText>[0],
  place: Place,
): string {
  const why = 'error' in outcome && outcome.error ? ` ${explain(outcome.error, place).text}` : '';
  return t('{0}.', t('{0}: {1}', outcomeText(outcome), shortId(order))) + why;
}

function placeLine({ outcome, request, orderId }: PlaceReport, place: Place): string {
  const asked = requestText(request);
  switch (outcome.kind) {
    case 'working':
      return t('placed: {0} ({1}).', asked, shortId(outcome.order));
    case 'filled':
      return t('filled: {0} of {1} ({2}).', outcome.order.filledQuantity, asked, orderId ?? '');
    case 'canceled':
      return t('placed and canceled without a fill: {0}.', asked);
    case 'rejected':
      return t('not placed: {0}. {1}', asked, explainUnplaced(outcome, place).text);
    case 'notSent':
      return t('not sent: {0}. {1}', asked, explain(outcome.error, place).text);
    case 'neverArrived':
      return t('not placed: {0}. The request never came in at {1}.', asked, place.venue);
    case 'unknown':
      return t('not known yet whether it was placed, still being asked for: {0}.', asked);
  }
}

/** What tells one order from another in few letters. */
export function shortId({ orderId, symbol }: Pick<Order, 'orderId' | 'symbol'>): string {
  return `${symbol} …${orderId.slice(-9)}`;
}
