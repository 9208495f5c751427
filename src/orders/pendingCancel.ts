import type { VenueError } from '../venues/errors.ts';
import type { PlaceRequest } from '../venues/placing.ts';
import type { Order } from '../venues/venue.ts';
import type { CancelOutcome, CancelPhase, CancelReport } from './cancelOutcome.ts';
import type { Evidence } from './evidence.ts';
import { mayCancelAgain, refused } from './cancelRules.ts';

/** Which order a cancel is for. */
export interface CancelTarget {
  readonly orderId: string;
  readonly symbol: string;
  /** What is to be placed once it is canceled, where it is amended; the quantity is the whole one. */
  readonly instead?: PlaceRequest | undefined;
}

/** An outcome, and what shows it. */
export interface Settled {
  readonly outcome: CancelOutcome;
  readonly proof: Evidence | undefined;
}

/** All that is known of a cancel which is not settled. */
export interface PendingCancel extends CancelTarget {
  /** The order as it was known before the cancel. */
  readonly before: Order | undefined;
  /** Whether another window sent it, or this one before it was reloaded. */
  readonly inherited: boolean;
  /** A cancel of the same order that was not settled when this one was asked for. */
  readonly earlier: PendingCancel | undefined;
  /** Aborted when the cancel is settled or no longer followed. */
  readonly abort: AbortController;
  /** Everything seen of the order since, in the order it was seen. */
  readonly evidence: Evidence[];
  /** How many pieces of it there were when the journal was last told. */
  kept: number;
  phase: CancelPhase;
  /** When it was sent, local Unix ms. */
  sentAt: number | undefined;
  /** When the latest cancel of the order was sent, as the journal had it when it was last looked at. */
  lastSentAt: number | undefined;
  /** No later than this it was signed, the venue's Unix ms; `undefined` where that is not known yet. */
  signedBy: number | undefined;
  /** How long it was waited for since it was sent, or since this window follows it, ms. */
  waited: number;
  /** The venue would refuse its request for its age by now. */
  isOverdue: boolean;
  /** The refusal that settles nothing by itself, or the fault on the way. */
  error: VenueError | undefined;
  /** Refused for the sake of another order in its batch: nothing was done about this one. */
  inBadCompany: boolean;
  /** That refusal, once it is sent again without the other: it stands until there is news. */
  refusal: VenueError | undefined;
  /** A request for all orders was made while this one was on its way: that one may have canceled the order. */
  isSwept: boolean;
  /** Seen after the cancel was sent. */
  latest: Order | undefined;
  /** What the stream or a snapshot showed, where that settles it. */
  news: { readonly order: Order; readonly proof: Evidence } | undefined;
  /** What an answer said, where that settles it, and that answer. */
  settled: Settled | undefined;
  /** Answers whoever asked for the cancel; `undefined` once that has happened. */
  answer: ((report: CancelReport) => void) | undefined;
  /** What it came to, once it is not followed any more. */
  ended: CancelReport | undefined;
}

/** What is known just after a cancel of the order was sent, in whatever window. */
export const UNSEEN = { latest: undefined, signedBy: undefined, waited: 0, isOverdue: false };

export function newPending(
  { orderId, symbol, instead }: CancelTarget,
  before: Order | undefined,
  answer: ((report: CancelReport) => void) | undefined,
  earlier?: PendingCancel,
): PendingCancel {
  return {
    ...{
      orderId,
      symbol,
      instead,
      before,
      inherited: false,
      earlier,
      answer,
      evidence: [...(earlier?.evidence ?? [])],
    },
    ...{ phase: 'queued', abort: new AbortController(), sentAt: undefined, lastSentAt: undefined },
    ...{ error: undefined, inBadCompany: false, refusal: undefined, isSwept: false, kept: 0 },
    ...{ ...UNSEEN, news: undefined, settled: undefined, ended: undefined },
  };
}

/**
 * The same cancel, to be followed anew; what was seen before `later` was sent is out of date, and it is
 * `later` that the journal has.
 */
export function followedAgain(pending: PendingCancel, later: PendingCancel): PendingCancel {
  const { error, inBadCompany, phase, inherited } = pending;
  const { evidence, sentAt = pending.sentAt } = later;
  const anew = newPending(pending, pending.before, undefined);
  const sent = { sentAt, lastSentAt: sentAt };
  return { ...anew, ...sent, evidence, error, inBadCompany, phase, inherited };
}

/** Why a cancel's signal is aborted. Without a reason each would get an error with a stack of its own. */
const OVER = 'over';

/** Notes that it is not followed any more. */
export function finish({ abort }: PendingCancel): void {
  abort.abort(OVER);
}

/** Whether it was settled, dismissed, or left for another window to follow. */
export function isOver({ abort }: Pick<PendingCancel, 'abort'>): boolean {
  return abort.signal.aborted;
}

/** Aborts once none of these cancels is followed any more; the same of new orders. */
export function allOver(group: readonly Pick<PendingCancel, 'abort'>[]): AbortSignal {
  const over = new AbortController();
  const look = (): void => void (group.every(isOver) && over.abort(OVER));
  for (const { abort } of group) abort.signal.addEventListener('abort', look, { once: true });
  look();
  return over.signal;
}

/** Notes that it is being sent. */
export function noteSent(pending: PendingCancel, sentAt: number): void {
  Object.assign(pending, { ...UNSEEN, sentAt, lastSentAt: sentAt });
}

/** The same cancel, about to be sent afresh. */
export function renewed(pending: PendingCancel): PendingCancel {
  const { error: refusal } = pending;
  const more = { inBadCompany: false, refusal, error: undefined, latest: undefined };
  return Object.assign(pending, more);
}

/** The same cancel, which nobody sends again: what the venue said stands. */
export function leaveRefused(pending: PendingCancel): void {
  const { evidence, error } = pending;
  const outcome = refused(pending);
  const proof = evidence.findLast(
    (seen) => seen.kind === 'cancel' && seen.transcript === error?.transcript,
  );
  if (outcome) pending.settled = { outcome, proof };
}

/** The report of a cancel that nothing has settled yet. */
export function unsettled(pending: PendingCancel): CancelReport {
  const { latest, error, phase } = pending;
  return report(pending, {
    kind: 'unknown',
    acknowledged: phase === 'acknowledged',
    followed: !isOver(pending),
    repeatable: mayCancelAgain(pending),
    order: latest,
    error,
  });
}

export function report(
  pending: PendingCancel,
  outcome: CancelOutcome,
  proof?: Evidence,
): CancelReport {
  const { orderId, symbol, instead, inherited, evidence, phase, sentAt } = pending;
  const accepted = phase === 'acknowledged';
  const seen = { evidence: [...evidence], proof, sentAt };
  return { orderId, symbol, instead, inherited, outcome, accepted, ...seen };
}
