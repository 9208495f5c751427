import { VenueError } from '../../venues/errors.ts';
import { conclusionOf } from '../cancelProof.ts';
import { placedOrder, type PlaceReport } from '../placeOutcome.ts';
import type { Order } from '../../venues/venue.ts';
import type { StepOutcome } from './applyPlan.ts';
import { inDocumentOrder, valuesOf, valuesOfRequest } from './writeDocument.ts';
import type { Values } from './fields.ts';

/**
 * - `done`: what was wanted is true. `otherwise`: it came to something else, such as a fill.
 * - `refused`: the exchange said no; `unsent`: nothing left this machine.
 * - `unknown`: sent and not settled; it is followed.
 */
export type Verdict = 'done' | 'otherwise' | 'refused' | 'unsent' | 'unknown';

/** What became of a step, in a word. */
export function verdictOf(outcome: StepOutcome): Verdict {
  const { report } = outcome;
  if (report === 'held' || report === 'stopped') return 'unsent';
  if (report instanceof VenueError) return report.kind === 'notSent' ? 'unsent' : 'refused';
  if (outcome.step === 'cancel') return ofCancel(outcome.report.outcome.kind);
  if ('cancel' in report) {
    const { cancel, placed } = report;
    if (placed) return ofPlace(placed);
    const verdict = ofCancel(cancel.outcome.kind);
    // Canceled, and nothing stands in its place.
    return verdict === 'done' ? 'otherwise' : verdict;
  }
  return 'request' in report ? ofPlace(report) : 'unknown';
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
): readonly Values[] {
  const again = outcomes.filter((each) => ['refused', 'unsent'].includes(verdictOf(each)));
  const gone = new Set(
    again.flatMap((each) => (each.step === 'cancel' ? [each.order.orderId] : [])),
  );
  const wanted = new Map(
    again.flatMap((each) =>
      each.step === 'amend' ? [[each.planned.order.orderId, each.planned.change] as const] : [],
    ),
  );
  const kept = inDocumentOrder(working).filter(({ orderId }) => !gone.has(orderId));
  const entries = kept.map((order) => ({ ...valuesOf(order), ...wanted.get(order.orderId) }));
  // Canceled, and its replacement refused: what was to stand in its place is a new order by now.
  const unplaced = again.flatMap(({ report }): readonly PlaceReport[] =>
    typeof report === 'object' && 'placed' in report && report.placed ? [report.placed] : [],
  );
  const places = again.flatMap((each) => (each.step === 'place' ? [each.planned.request] : []));
  const requests = [...unplaced.map(({ request }) => request), ...places];
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
  const { step, report } = outcome;
  const verdict = verdictOf(outcome);
  if (outcome.step === 'cancel') return { step, verdict, ...conclusionOf(outcome.report) };
  const asked =
    outcome.step === 'amend'
      ? { orderId: outcome.planned.order.orderId, change: outcome.planned.change }
      : { asked: outcome.planned.request };
  if (report === 'held' || report === 'stopped')
    return { step, verdict, ...asked, because: report };
  if (report instanceof VenueError) return { step, verdict, ...asked, because: report.message };
  if ('placed' in report) {
    const { cancel, placed } = report;
    const cancelOf = conclusionOf(cancel);
    return { step, verdict, ...asked, cancel: cancelOf, placed: placed && placementOf(placed) };
  }
  return 'request' in report ? { step, verdict, ...placementOf(report) } : { step, verdict };
}

function placementOf(report: PlaceReport): object {
  const { orderId, request: asked, outcome } = report;
  const error = 'error' in outcome ? (outcome.error?.detail ?? outcome.error?.message) : undefined;
  return { orderId, asked, conclusion: outcome.kind, error, order: placedOrder(report)?.raw };
}
