import type { Transcript } from '../net/transcript.ts';
import type { VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import type { CancelOutcome, CancelPhase, CancelReport } from './cancelOutcome.ts';
import { compareFilled, hasFills, isOpen } from './order.ts';

/** All that is known of a cancel which is not settled. */
export interface PendingCancel {
  phase: CancelPhase;
  readonly symbol: string;
  readonly before: Order | undefined;
  readonly abort: AbortController;
  cancel: Transcript | undefined;
  /** The refusal that settles nothing by itself, or the fault on the way. */
  error: VenueError | undefined;
  /** Read after the cancel was sent. */
  latest: Order | undefined;
  proof: Transcript | undefined;
}

/** A refusal for the order's sake may mean that it closed: only its status tells. */
export function isAboutTheOrder(error: VenueError): boolean {
  return error.reason === 'unknownOrder' || error.reason === 'notOpen';
}

/** Refused, and its status is not there either: the venue does not know the order at all. */
export function refusedBy(
  pending: PendingCancel,
  transcript: Transcript,
): CancelOutcome | undefined {
  if (pending.error?.kind !== 'rejected') return undefined;
  pending.proof = transcript;
  return { kind: 'rejected', error: pending.error };
}

export function mayCancelAgain(pending: PendingCancel): boolean {
  return pending.latest !== undefined && isOpen(pending.latest);
}

/** What an order's status says of its cancel; `undefined` while it says nothing final. */
export function settle(order: Order, pending: PendingCancel): CancelOutcome | undefined {
  const { before, error } = pending;
  const grew = before ? compareFilled(order, before) > 0 : false;
  const refused = error?.kind === 'rejected';
  switch (order.status) {
    case 'filled':
      return { kind: 'filledFirst', order, complete: true };
    case 'rejected':
      return { kind: 'alreadyClosed', order };
    case 'canceled':
      if (refused) return { kind: 'alreadyClosed', order };
      if (grew && hasFills(order)) return { kind: 'filledFirst', order, complete: false };
      return { kind: 'canceled', order };
    case 'open':
    case 'pending':
    case 'partiallyFilled':
      // Refused as "not open" although open: settled only when the two agree.
      return refused && error.reason === 'unknownOrder' ? { kind: 'rejected', error } : undefined;
    case 'other':
      return undefined;
  }
}

export function unsettled(orderId: string, pending: PendingCancel): CancelReport {
  const { symbol, cancel, proof, latest, error, phase } = pending;
  const outcome: CancelOutcome = {
    kind: 'unknown',
    acknowledged: phase === 'acknowledged',
    followed: !pending.abort.signal.aborted,
    order: latest,
    error,
  };
  return { orderId, symbol, outcome, cancel, proof };
}
