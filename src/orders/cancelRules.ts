import { VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import type { CancelOutcome } from './cancelOutcome.ts';
import { compareFilled, hasFills, isOpen } from './order.ts';
import type { JournalEntry } from './cancelJournal.ts';
import type { PendingCancel, Settled } from './pendingCancel.ts';

// What may be concluded of a cancel from what was seen, and what may be done about it.

/** What an order's status says of its cancel; `undefined` while it says nothing final. */
export function settle(order: Order, pending: PendingCancel): CancelOutcome | undefined {
  const { before, error, phase } = pending;
  const grew = before ? compareFilled(order, before) > 0 : false;
  const wasRefused = error?.kind === 'rejected';
  switch (order.status) {
    case 'filled':
      return { kind: 'filledFirst', order, complete: true };
    case 'rejected':
      return { kind: 'alreadyClosed', order };
    case 'canceled':
      if (wasRefused || phase === 'queued') return { kind: 'alreadyClosed', order };
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

/** What settles it; `undefined` while nothing does. News is read in the light of what was answered. */
export function settledBy(pending: PendingCancel): Settled | undefined {
  const { settled, news } = pending;
  if (settled || !news) return settled;
  const outcome = settle(news.order, pending);
  return outcome && { outcome, proof: news.proof };
}

/** Refused, and its status is not there either: the venue does not know the order at all. */
export function refused({ error }: PendingCancel): CancelOutcome | undefined {
  return error?.kind === 'rejected' ? { kind: 'rejected', error } : undefined;
}

/**
 * The same, where it is said of an order that it is not open: the venue knows that order, and a status that is missing
 * may be late. So that is left open until the venue would refuse the request for its age.
 */
export function unlisted(pending: PendingCancel): CancelOutcome | undefined {
  return pending.error?.reason === 'notOpen' && !pending.isOverdue ? undefined : refused(pending);
}

/**
 * What it came to where the order is seen open after the venue would refuse the request for its age. One that the
 * venue has acknowledged it had in time: it may be asked again, and nothing more is known.
 */
export function overdue(order: Order, { error, phase }: PendingCancel): CancelOutcome | undefined {
  if (!isOpen(order) || phase !== 'unknown') return undefined;
  return error?.kind === 'rejected'
    ? { kind: 'rejected', error }
    : { kind: 'noEffect', order, error };
}

/** Given up by the person before it was its turn; the same of a new order. */
export function stopped(): Extract<CancelOutcome, { kind: 'notSent' }> {
  const error = new VenueError('notSent', 'aborted', 'Stopped before it was sent.');
  return { kind: 'notSent', error };
}

/** A refusal for the order's sake may mean that it closed: only its status tells. */
export function isAboutTheOrder(error: VenueError): boolean {
  return error.reason === 'unknownOrder' || error.reason === 'notOpen';
}

/** Whether an outcome is about its own request alone and says nothing of an earlier one. */
export function leavesOpen({ kind }: CancelOutcome): boolean {
  return kind === 'notSent' || kind === 'rejected' || kind === 'noEffect' || kind === 'underWay';
}

/**
 * Whether an earlier cancel of the order is to be followed on once a later one came to this. Where the later one
 * is too old to be taken in, the earlier one is so as well.
 */
export function leavesEarlier(outcome: CancelOutcome, { phase }: PendingCancel): boolean {
  return leavesOpen(outcome) && (outcome.kind !== 'noEffect' || phase === 'acknowledged');
}

/**
 * Only once the order was seen open after a cancel whose answer was lost. One that the venue has
 * acknowledged, or calls under way itself, is still being worked on for a while.
 */
export function mayCancelAgain({ phase, error, latest, isOverdue }: PendingCancel): boolean {
  const lost = phase === 'unknown' && error?.kind !== 'rejected';
  return (lost || isOverdue) && latest !== undefined && isOpen(latest);
}

/** A request for all takes the place of cancels that have had their say, and of none on its way. */
export function wasSent({ phase }: PendingCancel): boolean {
  return phase === 'acknowledged' || phase === 'unknown';
}

/** Whether the journal has a later request for an order than those that were known when this one was asked for. */
export function isSentElsewhere(
  { phase, earlier }: PendingCancel,
  entry: Pick<JournalEntry, 'sentAt'> | undefined,
): boolean {
  return phase === 'queued' && entry !== undefined && entry.sentAt !== earlier?.lastSentAt;
}

/** Nothing was done about it for another order's sake, and it was seen open since. */
export function mayBeResent({ inBadCompany, latest }: PendingCancel): boolean {
  return inBadCompany && latest !== undefined && isOpen(latest);
}
