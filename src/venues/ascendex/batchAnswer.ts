import * as v from 'valibot';
import type { Transcript } from '../../net/transcript.ts';
import type { VenueError } from '../errors.ts';
import type { BatchCancelResult } from '../canceling.ts';
import type { DataAnswer, Refusal } from './answers.ts';
import { agrees, readEntries, readFaults, refusalInBatch } from './batchParts.ts';
import { changeError, manyOrders, oneOrder, unknownOutcome } from './trouble.ts';

/** One order of a batch, as it was asked for. */
export interface AskedOfBatch {
  readonly orderId: string;
  readonly symbol: string;
  readonly requestId: string;
}

/**
 * Reads the answer to a batch of cancels, a result for each order in the order asked. A refusal that
 * does not speak of the orders one by one is thrown as a VenueError, as it is true of all; so is an
 * answer to something else (`unknownOutcome`).
 */
export function readBatch(
  answer: DataAnswer | Refusal,
  asked: readonly AskedOfBatch[],
  transcript: Transcript,
): readonly BatchCancelResult[] {
  return answer.kind === 'data'
    ? acknowledgements(answer, asked, transcript)
    : refusals(answer, asked, transcript);
}

/** Reads the answer to a cancel of all. Throws a VenueError (`unknownOutcome`) for any other. */
export function readCancelAll({ data }: DataAnswer, transcript: Transcript): void {
  const named = v.safeParse(v.object({ action: v.string() }), data);
  if (named.success && named.output.action !== 'cancel-all') {
    throw odd(`the answer is to another request (${named.output.action})`, transcript);
  }
}

function acknowledgements(
  answer: DataAnswer,
  asked: readonly AskedOfBatch[],
  transcript: Transcript,
): readonly BatchCancelResult[] {
  const orders = readEntries(answer, 'batch-cancel-order', (what) => odd(what, transcript));
  const said = new Map(orders.map((each) => [each.orderId, each]));
  return asked.map(({ orderId, symbol, requestId }) => {
    const entry = said.get(orderId);
    const same =
      entry && agrees(entry.id, requestId) && agrees(entry.symbol, symbol) ? entry : undefined;
    if (same) return { orderId, symbol, state: 'acknowledged' };
    const what = 'the answer to the batch does not speak of this order';
    const error = unknownOutcome('other', what, { transcript }, oneOrder);
    return { orderId, symbol, state: 'unknown', error };
  });
}

function refusals(
  answer: Refusal,
  asked: readonly AskedOfBatch[],
  transcript: Transcript,
): readonly BatchCancelResult[] {
  const whole = changeError(answer, transcript, manyOrders);
  const faults = readFaults(answer, asked.length);
  if (whole.kind !== 'rejected' || !faults) throw whole;
  return asked.map(({ orderId, symbol, requestId }, index) => {
    const about = faults[index];
    const same = about && agrees(about.id, requestId) && agrees(about.orderId, orderId);
    const said = same ? about : undefined;
    return { orderId, symbol, state: 'rejected', ...refusalInBatch(said, oneOrder, transcript) };
  });
}

function odd(what: string, transcript: Transcript): VenueError {
  return unknownOutcome('other', what, { transcript }, manyOrders);
}
