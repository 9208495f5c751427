import type { Transcript } from '../../net/transcript.ts';
import { VenueError } from '../errors.ts';
import type { CancelAnswer } from '../canceling.ts';
import type { Order } from '../venue.ts';
import type { DataAnswer } from './answers.ts';
import { readOrderAnswer } from './orderAnswer.ts';
import { errorCodeOf, identityOf } from './schema.ts';
import { unknownOutcome } from './trouble.ts';

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
  const odd = (what: string): VenueError => unknownOutcome('other', what, { transcript });
  const read = readOrderAnswer(answer, 'cancel-order', asked.requestId, odd);
  const { wire, order, processed } = read;
  if (wire === undefined) return { state: 'acknowledged', order: undefined };
  const identity = identityOf(wire);
  if (identity?.orderId !== asked.orderId || identity.symbol !== asked.symbol) {
    throw odd('the answer is about another order');
  }
  if (!order || !processed) return { state: 'acknowledged', order };
  const refusal = errorCodeOf(wire);
  if (stillWorks(order) && refusal !== '' && refusal !== 'NULL_VAL') {
    throw refused(refusal, transcript);
  }
  return { state: 'processed', order };
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
