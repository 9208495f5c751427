import type { VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import type { CancelOutcome, CancelPhase, CancelReport } from './cancelOutcome.ts';
import type { Evidence } from './evidence.ts';
import { compareFilled, hasFills, isOpen } from './order.ts';

/** All that is known of a cancel which is not settled. */
export interface PendingCancel {
  readonly orderId: string;
  readonly symbol: string;
  /** The order as it was known before the cancel. */
  readonly before: Order | undefined;
  /** A cancel of the same order that was not settled when this one was sent. */
  readonly earlier: PendingCancel | undefined;
  /** Aborted when the cancel is settled or no longer followed. */
  readonly abort: AbortController;
  /** Everything seen of the order since, in the order it was seen. */
  readonly evidence: Evidence[];
  phase: CancelPhase;
  /** The refusal that settles nothing by itself, or the fault on the way. */
  error: VenueError | undefined;
  /** Seen after the cancel was sent. */
  latest: Order | undefined;
  /** What the stream or a snapshot showed, where that settles it. */
  news: CancelOutcome | undefined;
  /** Ends the waiting with what the stream or a snapshot showed. */
  settledByNews: (outcome: CancelOutcome) => void;
}

export function newPending(
  orderId: string,
  symbol: string,
  before: Order | undefined,
  earlier?: PendingCancel,
): PendingCancel {
  return {
    ...{
      orderId,
      symbol,
      before,
      earlier,
      phase: 'sending' as const,
      abort: new AbortController(),
    },
    ...{ evidence: [], error: undefined, latest: undefined, news: undefined },
    settledByNews: () => undefined,
  };
}

/** The same cancel, to be followed anew. */
export function followedAgain(pending: PendingCancel): PendingCancel {
  const { orderId, symbol, before, evidence, error, latest } = pending;
  const again = newPending(orderId, symbol, before);
  return Object.assign(again, { evidence, error, latest, phase: 'unknown' });
}

/** Whether an outcome is about its own request alone and says nothing of an earlier one. */
export function leavesOpen({ kind }: CancelOutcome): boolean {
  return kind === 'notSent' || kind === 'rejected';
}

/** A refusal for the order's sake may mean that it closed: only its status tells. */
export function isAboutTheOrder(error: VenueError): boolean {
  return error.reason === 'unknownOrder' || error.reason === 'notOpen';
}

/** Refused, and its status is not there either: the venue does not know the order at all. */
export function refused({ error }: PendingCancel): CancelOutcome | undefined {
  return error?.kind === 'rejected' ? { kind: 'rejected', error } : undefined;
}

/**
 * Only once the order was seen open after a cancel whose answer was lost. One that the venue has
 * acknowledged, or calls under way itself, is still being worked on.
 */
export function mayCancelAgain({ phase, error, latest }: PendingCancel): boolean {
  const lost = phase === 'unknown' && error?.kind !== 'rejected';
  return lost && latest !== undefined && isOpen(latest);
}

/** What an order's status says of its cancel; `undefined` while it says nothing final. */
export function settle(order: Order, pending: PendingCancel): CancelOutcome | undefined {
  const { before, error } = pending;
  const grew = before ? compareFilled(order, before) > 0 : false;
  const wasRefused = error?.kind === 'rejected';
  switch (order.status) {
    case 'filled':
      return { kind: 'filledFirst', order, complete: true };
    case 'rejected':
      return { kind: 'alreadyClosed', order };
    case 'canceled':
      if (wasRefused) return { kind: 'alreadyClosed', order };
      if (grew && hasFills(order)) return { kind: 'filledFirst', order, complete: false };
      return { kind: 'canceled', order };
    case 'open':
    case 'pending':
    case 'partiallyFilled':
      // Refused as "not open" although open: settled only when the two agree.
      return wasRefused && error.reason === 'unknownOrder'
        ? { kind: 'rejected', error }
        : undefined;
    case 'other':
      return undefined;
  }
}

/** The report of a cancel that nothing has settled yet. */
export function unsettled(pending: PendingCancel): CancelReport {
  const { latest, error, phase } = pending;
  return report(pending, {
    kind: 'unknown',
    acknowledged: phase === 'acknowledged',
    followed: !pending.abort.signal.aborted,
    order: latest,
    error,
  });
}

export function report(pending: PendingCancel, outcome: CancelOutcome): CancelReport {
  const { orderId, symbol, evidence } = pending;
  return { orderId, symbol, outcome, evidence: [...evidence] };
}
