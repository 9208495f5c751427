import * as v from 'valibot';
import type { Transcript } from '../../net/transcript.ts';
import { VenueError } from '../errors.ts';
import type { BatchCancelResult } from '../canceling.ts';
import type { DataAnswer, Refusal } from './answers.ts';
import {
  changeError,
  isDefinite,
  manyOrders,
  oneOrder,
  reasonOf,
  unknownOutcome,
} from './trouble.ts';

const optionalText = v.fallback(v.string(), '');
const Entry = v.object({ id: optionalText, orderId: optionalText, symbol: optionalText });
const BatchData = v.object({
  meta: v.fallback(v.object({ action: optionalText }), { action: '' }),
  orders: v.array(v.unknown()),
});
const Fault = v.object({
  code: v.pipe(v.number(), v.safeInteger()),
  id: optionalText,
  orderId: optionalText,
  reason: optionalText,
  message: optionalText,
});

/** One order of a batch, as it was asked for. */
export interface AskedOfBatch {
  readonly orderId: string;
  readonly symbol: string;
  readonly requestId: string;
}

/** Said of an order that was refused for another's sake. */
const inBadCompany = '300013';

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
  { data }: DataAnswer,
  asked: readonly AskedOfBatch[],
  transcript: Transcript,
): readonly BatchCancelResult[] {
  const read = v.safeParse(BatchData, data);
  if (!read.success) throw odd('the answer does not say what it answers', transcript);
  const { meta, orders } = read.output;
  if (meta.action !== '' && meta.action !== 'batch-cancel-order') {
    throw odd(`the answer is to another request (${meta.action})`, transcript);
  }
  const said = new Map<string, v.InferOutput<typeof Entry>>();
  for (const order of orders) {
    const entry = v.safeParse(Entry, order);
    if (entry.success) said.set(entry.output.orderId, entry.output);
  }
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
  const { info, status } = answer;
  if (!isDefinite(answer) || !Array.isArray(info) || info.length !== asked.length) throw whole;
  return asked.map(({ orderId, symbol, requestId }, index) => {
    const entry = v.safeParse(Fault, info[index]);
    const about = entry.success ? entry.output : undefined;
    const same = about && agrees(about.id, requestId) && agrees(about.orderId, orderId);
    const code = same ? String(about.code) : inBadCompany;
    const words = same ? [about.reason, about.message].filter(Boolean).join(': ') : '';
    const own = code !== inBadCompany;
    const refusal: Refusal = { kind: 'refusal', code, words, info: undefined, status };
    // The venue refused all of the batch, whatever the code of this one would say by itself.
    const message = own
      ? `The venue refused the cancel: ${code} ${words}.`
      : 'The venue refused the cancel because of another order in the same batch.';
    const reason = own ? reasonOf(refusal) : 'other';
    const error = new VenueError('rejected', reason, message, { code, detail: words, transcript });
    return { orderId, symbol, state: 'rejected', own, error };
  });
}

function agrees(said: string, asked: string): boolean {
  return said === '' || said === asked;
}

function odd(what: string, transcript: Transcript): VenueError {
  return unknownOutcome('other', what, { transcript }, manyOrders);
}
