import { setImmediate } from 'node:timers/promises';
import { ApiError } from '../errors.ts';
import type { Answer, ListAnswer } from '../routes/route.ts';
import type { Reply } from './transport.ts';

/** Elements worked on before others get their turn. */
const SLICE = 1_000;

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/** A list's text in pieces. */
export function* pieces(answer: ListAnswer): Generator<string> {
  yield answer.head;
  for (let i = 0; i < answer.length; i++) {
    yield (i === 0 ? '' : ',') + JSON.stringify(answer.element(i));
  }
  yield answer.tail;
}

/** How long a list's text will be, in bytes. It is made for this, and not kept. */
async function measure(answer: ListAnswer): Promise<number> {
  let length = 0;
  let turn = 0;
  for (const piece of pieces(answer)) {
    length += Buffer.byteLength(piece);
    if (++turn % SLICE === 0) await setImmediate();
  }
  return length;
}

/**
 * An answer with its length, so that the client can tell a whole one from a cut one and the
 * connection can be used again. A list's text is made twice, once for its length: holding the text
 * of 100,000 orders in the meantime would cost more than the orders themselves.
 */
export async function replyWith(answer: Answer): Promise<Reply> {
  if ('json' in answer) return jsonReply(200, answer.json);
  const length = String(await measure(answer));
  return { status: 200, headers: { ...HEADERS, 'content-length': length }, body: answer };
}

export function jsonReply(status: number, json: unknown, more: object = {}): Reply {
  const body = Buffer.from(JSON.stringify(json));
  const headers = { ...HEADERS, 'content-length': String(body.length), ...more };
  return { status, headers, body };
}

/** The dialect's shape of a refusal; an order's refusal says which order. */
export function errorReply(error: ApiError): Reply {
  const { code, reason, message, context, status, headers } = error;
  return jsonReply(status, { ...context, code, reason, message }, headers);
}

/** What a failure of the exchange itself is told as; the cause goes to the log. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(510001, 'Something went wrong in the exchange', { cause: error });
}

/** A reply's body in one piece. */
export function bodyOf(reply: Reply): Buffer {
  const { body } = reply;
  return Buffer.from(body instanceof Uint8Array ? body : [...pieces(body)].join(''));
}
