import * as v from 'valibot';
import type { Transcript } from '../../net/transcript.ts';
import { VenueError } from '../errors.ts';
import { placeAt } from '../json.ts';
import type { CancelAnswer, Order } from '../venue.ts';
import type { DataAnswer } from './answers.ts';
import { toOrder } from './order.ts';
import { errorCodeOf, identityOf, SchemaError } from './schema.ts';
import { unknownOutcome } from './trouble.ts';

const optionalText = v.fallback(v.string(), '');
const CancelData = v.object({
  meta: v.object({ action: optionalText, id: optionalText, respInst: optionalText }),
  order: v.unknown(),
});
const Bare = v.object({ meta: CancelData.entries.meta });
const Data = v.union([CancelData, Bare]);

/** What a cancel asked for; an answer must be about just that. */
export interface Asked {
  readonly orderId: string;
  readonly symbol: string;
  readonly requestId: string;
}

/**
 * Reads the answer to a cancel. How far the venue went stands in `meta.respInst`, whatever was asked
 * for. Throws a VenueError: `unknownOutcome` for an answer to something else, `rejected` where the
 * order in it says that the cancel was refused.
 */
export function readCancel(answer: DataAnswer, asked: Asked, transcript: Transcript): CancelAnswer {
  const data = v.safeParse(Data, answer.data);
  if (!data.success) throw odd('the answer does not say what it answers', transcript);
  const { meta } = data.output;
  const wire = 'order' in data.output ? data.output.order : undefined;
  if (meta.action !== '' && meta.action !== 'cancel-order') {
    throw odd(`the answer is to another request (${meta.action})`, transcript);
  }
  if (meta.id !== '' && meta.id !== asked.requestId) {
    throw odd(`the answer bears another request's id`, transcript);
  }
  if (wire === undefined || wire === null) return { state: 'acknowledged', order: undefined };
  const identity = identityOf(wire);
  if (identity?.orderId !== asked.orderId || identity.symbol !== asked.symbol) {
    throw odd('the answer is about another order', transcript);
  }
  const order = readOrder(wire, answer.text);
  const respond = meta.respInst.toUpperCase();
  if (!order || (respond !== 'ACCEPT' && respond !== 'DONE')) {
    return { state: 'acknowledged', order };
  }
  const refusal = errorCodeOf(wire);
  if (stillWorks(order) && refusal !== '' && refusal !== 'NULL_VAL') {
    throw refused(refusal, transcript);
  }
  return { state: 'processed', order };
}

/** An order that names itself and no more than that settles nothing; it is an ACK at most. */
function readOrder(wire: unknown, text: string): Order | undefined {
  const span = placeAt(text, ['data', 'order']);
  try {
    return toOrder(wire, span ? text.slice(span.start, span.end) : '');
  } catch (error) {
    if (error instanceof SchemaError) return undefined;
    throw error;
  }
}

function stillWorks({ status }: Order): boolean {
  return status === 'open' || status === 'partiallyFilled' || status === 'pending';
}

function refused(errorCode: string, transcript: Transcript): VenueError {
  const gone = /NoOpenForCancel|TooLateToCancel|DupCancelCoid/.test(errorCode);
  const message = `The venue refused the cancel: ${errorCode}.`;
  const more = { detail: errorCode, transcript };
  return new VenueError('rejected', gone ? 'notOpen' : 'other', message, more);
}

function odd(what: string, transcript: Transcript): VenueError {
  return unknownOutcome('other', what, { transcript });
}
