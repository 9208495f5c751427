import type { Transcript } from '../../net/transcript.ts';
import type { VenueError } from '../errors.ts';
import type { BatchPlaceResult, PlacePlan } from '../placing.ts';
import type { DataAnswer, Refusal } from './answers.ts';
import { agrees, readEntries, readFaults, refusalInBatch, type BatchEntry } from './batchParts.ts';
import { isOrderId } from './input.ts';
import { existsAlready, placeRefused } from './placeAnswer.ts';
import { newOrder, newOrders, unknownOutcome } from './trouble.ts';

type Plans = readonly PlacePlan[];

/**
 * Reads the answer to a batch of new orders, a result for each in the order planned. A refusal that does
 * not speak of the orders one by one is thrown as a VenueError, as it is true of all; so is an answer to
 * something else (`unknownOutcome`).
 */
export function readPlaceBatch(
  answer: DataAnswer | Refusal,
  plans: Plans,
  transcript: Transcript,
): readonly BatchPlaceResult[] {
  return answer.kind === 'data'
    ? acknowledgements(answer, plans, transcript)
    : refusals(answer, plans, transcript);
}

function acknowledgements(
  answer: DataAnswer,
  plans: Plans,
  transcript: Transcript,
): readonly BatchPlaceResult[] {
  const odd = (what: string): VenueError =>
    unknownOutcome('other', what, { transcript }, newOrders);
  const entries = readEntries(answer, 'batch-place-order', odd);
  return plans.map((plan) => {
    const entry = planned(plan, entries) ?? renamed(plan, plans, entries);
    if (entry) return { state: 'acknowledged', orderId: entry.orderId };
    const what = 'the answer to its batch does not speak of it';
    const error = unknownOutcome('other', what, { transcript }, newOrder);
    return { state: 'unknown', orderId: plan.orderId, error };
  });
}

function planned(plan: PlacePlan, entries: readonly BatchEntry[]): BatchEntry | undefined {
  const { orderId, requestId } = plan;
  return entries.find((entry) => {
    return entry.orderId === orderId && agrees(entry.id, requestId) && isOfSymbol(entry, plan);
  });
}

/** As of a single order, the venue's word for its id counts where the entry bears the request's own. */
function renamed(
  plan: PlacePlan,
  plans: Plans,
  entries: readonly BatchEntry[],
): BatchEntry | undefined {
  const { requestId } = plan;
  const [entry, more] = entries.filter(({ id }) => id === requestId);
  const ofAnother = plans.some((each) => {
    return each !== plan && (each.requestId === requestId || each.orderId === entry?.orderId);
  });
  if (!entry || more || ofAnother || !isOrderId(entry.orderId)) return undefined;
  return isOfSymbol(entry, plan) ? entry : undefined;
}

function isOfSymbol({ symbol }: BatchEntry, { request }: PlacePlan): boolean {
  return agrees(symbol, request.symbol);
}

function refusals(
  answer: Refusal,
  plans: Plans,
  transcript: Transcript,
): readonly BatchPlaceResult[] {
  const faults = readFaults(answer, plans.length);
  // As all are placed or none, one that is there already means that the whole batch had arrived before.
  const there = faults?.find((fault) => {
    return fault && existsAlready(String(fault.code), `${fault.reason} ${fault.message}`);
  });
  const said = there && { code: String(there.code), words: `${there.reason}: ${there.message}` };
  const whole = placeRefused({ ...answer, ...said }, transcript, newOrders);
  if (whole.kind !== 'rejected' || !faults) throw whole;
  return plans.map(({ orderId, requestId }, index) => {
    const about = faults[index];
    const fault = about && agrees(about.id, requestId) ? about : undefined;
    return { state: 'rejected', orderId, ...refusalInBatch(fault, newOrder, transcript) };
  });
}
