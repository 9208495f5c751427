import { leftToPlace } from '../amendService.ts';
import { conclusionOf } from '../cancelProof.ts';
import type { PlaceReport } from '../placeOutcome.ts';
import { placeConclusionOf } from '../placeProof.ts';
import type { Order } from '../../venues/venue.ts';
import type { StepOutcome } from './applyPlan.ts';
import { inDocumentOrder, valuesOf, valuesOfRequest, type LikeOf } from './writeDocument.ts';
import type { Values } from './fields.ts';

/**
 * - `done`: what was wanted is true. `otherwise`: it came to something else, such as a fill.
 * - `refused`: the exchange said no; `unsent`: nothing left this machine.
 * - `notReplaced`: an order was canceled to be replaced, and none was placed.
 * - `unknown`: sent and not settled; it is followed.
 */
export type Verdict = 'done' | 'otherwise' | 'refused' | 'unsent' | 'notReplaced' | 'unknown';

/** What became of a step, in a word. */
export function verdictOf(outcome: StepOutcome): Verdict {
  if (typeof outcome.report === 'string') return 'unsent';
  if (outcome.step === 'cancel') return ofCancel(outcome.report.outcome.kind);
  if (outcome.step === 'place') return ofPlace(outcome.report);
  const { report } = outcome;
  switch (report.kind) {
    case 'replaced': {
      const verdict = ofPlace(report.placed);
      return verdict === 'refused' || verdict === 'unsent' ? 'notReplaced' : verdict;
    }
    case 'asItWas':
      return ofCancel(report.cancel.outcome.kind);
    case 'unknown':
      // Canceled after all, and nothing was placed.
      return leftToPlace(report.cancel) ? 'notReplaced' : ofCancel(report.cancel.outcome.kind);
    case 'overtaken':
      return report.cancel.accepted ? 'otherwise' : 'unsent';
    case 'closed':
    case 'nothingLeft':
      return 'otherwise';
  }
}

function ofCancel(kind: string): Verdict {
  if (kind === 'canceled') return 'done';
  if (kind === 'filledFirst' || kind === 'alreadyClosed') return 'otherwise';
  if (kind === 'rejected') return 'refused';
  return kind === 'unknown' ? 'unknown' : 'unsent';
}

function ofPlace({ outcome: { kind } }: PlaceReport): Verdict {
  if (kind === 'working' || kind === 'filled') return 'done';
  if (kind === 'canceled') return 'otherwise';
  if (kind === 'rejected') return 'refused';
  return kind === 'unknown' ? 'unknown' : 'unsent';
}

/**
 * The orders as they are now, with what was wanted and did not come to anything written into them again:
 * refused or unsent cancels are left out, amends have the wanted values, new orders stand at the end.
 * What may have been done is not among it.
 */
export function carriedOver(
  working: readonly Order[],
  outcomes: readonly StepOutcome[],
  likeOf: LikeOf,
): readonly Values[] {
  const again = outcomes.filter((each) =>
    ['refused', 'unsent', 'notReplaced'].includes(verdictOf(each)),
  );
  const gone = new Set(
    again.flatMap((each) => (each.step === 'cancel' ? [each.order.orderId] : [])),
  );
  const wanted = new Map(
    again.flatMap((each) =>
      each.step === 'amend' ? [[each.planned.order.orderId, each.planned.change] as const] : [],
    ),
  );
  const kept = inDocumentOrder(working).filter(({ orderId }) => !gone.has(orderId));
  const entries = kept.map((order) => ({
    ...valuesOf(order, likeOf),
    ...wanted.get(order.orderId),
  }));
  // Canceled, and not replaced: what was to stand in its place is a new order by now.
  const unplaced = again.flatMap(({ report }) => {
    if (typeof report !== 'object' || !('kind' in report)) return [];
    return 'request' in report ? report.request : (leftToPlace(report.cancel) ?? []);
  });
  const places = again.flatMap((each) => (each.step === 'place' ? [each.planned.request] : []));
  const requests = [...unplaced, ...places];
  return [...entries, ...requests.map(valuesOfRequest)];
}

/** What became of every step, as a JSON document, with the orders' texts as the venue wrote them. */
export function applyReport(
  where: { readonly venue: string; readonly host: string; readonly startedAt: number },
  outcomes: readonly StepOutcome[],
): string {
  const counts = Object.groupBy(outcomes, verdictOf);
  const document = {
    ...{ venue: where.venue, host: where.host, startedAt: new Date(where.startedAt).toISOString() },
    outcomes: Object.fromEntries(
      Object.entries(counts).map(([verdict, { length }]) => [verdict, length]),
    ),
    steps: outcomes.map(stepOf),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function stepOf(outcome: StepOutcome): object {
  const { step } = outcome;
  const verdict = verdictOf(outcome);
  if (outcome.step === 'cancel') return { step, verdict, ...conclusionOf(outcome.report) };
  if (outcome.step === 'place') {
    const { report, planned } = outcome;
    if (typeof report !== 'string') return { step, verdict, ...placeConclusionOf(report) };
    return { step, verdict, asked: planned.request, because: report };
  }
  const { report, planned } = outcome;
  const { order, change } = planned;
  const asked = { step, verdict, orderId: order.orderId, change };
  if (typeof report === 'string') return { ...asked, because: report };
  const placed = report.kind === 'replaced' ? placeConclusionOf(report.placed) : undefined;
  const conclusion = verdict === 'notReplaced' ? 'canceledNotReplaced' : report.kind;
  return { ...asked, conclusion, cancel: conclusionOf(report.cancel), placed };
}
