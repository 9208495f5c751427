import type { Transcript } from '../../net/transcript.ts';
import type { VenueError } from '../errors.ts';
import type { PlaceAnswer, PlacePlan } from '../placing.ts';
import type { DataAnswer, Refusal } from './answers.ts';
import { readOrderAnswer } from './orderAnswer.ts';
import { identityOf } from './schema.ts';
import { changeError, newOrder, unknownOutcome } from './trouble.ts';

/**
 * Reads the answer to a new order. Throws a VenueError (`unknownOutcome`) for an answer to something
 * else. An order under another id than was planned is this one where the answer bears the request's
 * own id: the venue's word for the order's id counts.
 */
export function readPlace(
  answer: DataAnswer,
  { orderId, requestId, request }: PlacePlan,
  transcript: Transcript,
): PlaceAnswer {
  const odd = (what: string): VenueError => unknownOutcome('other', what, { transcript }, newOrder);
  const read = readOrderAnswer(answer, 'place-order', requestId, odd);
  if (read.wire === undefined) return { state: 'acknowledged', orderId, order: undefined };
  const identity = identityOf(read.wire);
  const named = identity?.orderId === orderId || read.requestId === requestId;
  if (!identity || !named || identity.symbol !== request.symbol) {
    throw odd('the answer is about another order');
  }
  const state = read.processed ? 'processed' : 'acknowledged';
  return { state, orderId: identity.orderId, order: read.order };
}

/**
 * What a refusal of a new order, or of a batch of them, says. That an order of this id exists already
 * means that the request had arrived before: it is then this very order.
 */
export function placeRefused(
  answer: Refusal,
  transcript: Transcript,
  subject = newOrder,
): VenueError {
  const { code, words } = answer;
  if (!existsAlready(code, words)) return changeError(answer, transcript, subject);
  const what = 'the venue says that it has an order with this id already';
  return unknownOutcome('other', what, { code, detail: words, transcript }, subject);
}

/** Whether a refusal says that the order is there already. */
export function existsAlready(code: string, words: string): boolean {
  return code === keyConflict || /DupNewCoid/i.test(words);
}

const keyConflict = '100003';
