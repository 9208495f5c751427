import type { VenueError } from '../venues/errors.ts';
import type { PlacePlan } from '../venues/placing.ts';
import type { Evidence } from './evidence.ts';
import type { PlaceEntry } from './placeJournal.ts';
import type { PlaceOutcome, PlacePhase, PlaceReport } from './placeOutcome.ts';

/** An outcome, and what shows it. */
export interface SettledPlace {
  readonly outcome: PlaceOutcome;
  readonly proof: Evidence | undefined;
}

/** All that is known of a placement which is not settled. */
export interface PendingPlace {
  /** The latest one sent: a refusal for its time makes another of the same request. */
  plan: PlacePlan;
  /** The venue's id of the order: the plan's, unless the venue says another. */
  orderId: string;
  /** Whether another window sent it, or this one before it was reloaded. */
  readonly inherited: boolean;
  /** Aborted when the placement is settled or no longer followed. */
  readonly abort: AbortController;
  /** Everything seen of the order since, in the order it was seen. */
  readonly evidence: Evidence[];
  phase: PlacePhase;
  /** The fault on the way. */
  error: VenueError | undefined;
  /** For whose sake it was refused, where it was; `all` of a batch where that is not known. */
  refusal: 'itself' | 'another' | 'all';
  /** How long it was waited for since it was sent, or since this window follows it, ms. */
  waited: number;
  settled: SettledPlace | undefined;
  /** Answers whoever asked for the order; `undefined` once that has happened. */
  answer: ((report: PlaceReport) => void) | undefined;
}

export function newPlace(
  plan: PlacePlan,
  answer: ((report: PlaceReport) => void) | undefined,
): PendingPlace {
  return {
    ...{ plan, orderId: plan.orderId, answer, inherited: false },
    ...{ evidence: [], abort: new AbortController() },
    ...{ phase: 'sending', error: undefined, refusal: 'itself', waited: 0, settled: undefined },
  };
}

/** A placement that another window sent, to be followed. */
export function ofPlaceJournal({ plan, orderId }: PlaceEntry): PendingPlace {
  return { ...newPlace(plan, undefined), orderId, inherited: true, phase: 'unknown' };
}

/** Whether it was settled, dismissed, or left for another window to follow. */
export function isPlaceOver({ abort }: PendingPlace): boolean {
  return abort.signal.aborted;
}

/** The report of a placement that nothing has settled yet. */
export function unsettledPlace(pending: PendingPlace): PlaceReport {
  const { error, phase } = pending;
  const acknowledged = phase === 'acknowledged';
  const followed = !isPlaceOver(pending);
  return placeReport(pending, { kind: 'unknown', acknowledged, followed, error });
}

export function placeReport(
  { orderId, plan, evidence }: PendingPlace,
  outcome: PlaceOutcome,
  proof?: Evidence,
): PlaceReport {
  const { request, time } = plan;
  return { orderId, request, time, outcome, evidence: [...evidence], proof };
}
