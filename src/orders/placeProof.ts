import { piece, source } from './cancelProof.ts';
import type { Evidence } from './evidence.ts';
import type { Order } from '../venues/venue.ts';
import { placedOrder, type PlaceReport } from './placeOutcome.ts';

/**
 * A placement's proof as one JSON document: what was asked for, what is concluded and from which piece
 * of evidence, then all that was seen of the order from the placement on, as in a cancel's proof.
 */
export function placeProof(report: PlaceReport): string {
  const proof = { ...placeConclusionOf(report), evidence: report.evidence.map(piece) };
  return `${JSON.stringify(proof, undefined, 2)}\n`;
}

/** What was asked for, what is concluded and why, and the order that shows it as the venue wrote it. */
export function placeConclusionOf(report: PlaceReport): object {
  const { orderId, request, outcome } = report;
  const order = placedOrder(report)?.raw;
  return { orderId, asked: request, conclusion: outcome.kind, because: because(report), order };
}

function because({ outcome, proof }: PlaceReport): string {
  switch (outcome.kind) {
    case 'working':
    case 'filled':
    case 'canceled':
      return shown(outcome.order, proof);
    case 'rejected': {
      const { error, order } = outcome;
      if (!error) return order ? shown(order, proof) : 'The venue refused the order.';
      return `The venue refused the order: ${error.detail ?? error.message}`;
    }
    case 'notSent':
      return `Nothing was sent: ${outcome.error.message}`;
    case 'neverArrived':
      return (
        'A status query did not find the order when the venue would refuse the request that was ' +
        'sent for its age, by its own clock.'
      );
    case 'unknown':
      return outcome.acknowledged
        ? 'The venue acknowledged the order, which settles nothing; it does not show it yet.'
        : 'The order was sent and not answered in a way that settles it; it was not found so far, ' +
            'and may still come.';
  }
}

function shown(order: Order, proof?: Evidence): string {
  const { venueStatus, filledQuantity, quantity, reason } = order;
  const filled = `${filledQuantity} of ${quantity} filled`;
  const why = reason === undefined ? '' : ` (${reason})`;
  return `${source(proof)} shows the order as ${venueStatus}${why}, ${filled}.`;
}
