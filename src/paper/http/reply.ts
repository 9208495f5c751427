import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { ApiError } from '../errors.ts';
import type { Answer, ListAnswer } from '../routes/route.ts';

/** Roughly how much text is handed to the socket at a time. Characters. */
const CHUNK = 128 * 1024;

/** Elements worked on before others get their turn. */
const SLICE = 1_000;

/** An answer's text in pieces. */
function* pieces(answer: ListAnswer): Generator<string> {
  yield answer.head;
  for (let i = 0; i < answer.length; i++) {
    yield (i === 0 ? '' : ',') + JSON.stringify(answer.element(i));
  }
  yield answer.tail;
}

/** Resolves when more may be written, or nobody is there any more to write to. */
function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}

/**
 * Writes a long list piece by piece as fast as the client reads. Its text is made twice, once for
 * its length: the length lets the client tell a whole answer from a cut one, and holding the text
 * of 100,000 orders in the meantime would cost more than the orders themselves.
 */
async function sendList(response: ServerResponse, answer: ListAnswer): Promise<void> {
  let length = 0;
  let turn = 0;
  for (const piece of pieces(answer)) {
    length += Buffer.byteLength(piece);
    if (++turn % SLICE === 0) await setImmediate();
  }
  writeHead(response, 200, length);
  let text = '';
  for (const piece of pieces(answer)) {
    text += piece;
    if (text.length < CHUNK) continue;
    if (!response.write(text)) await writable(response);
    if (response.destroyed) return;
    text = '';
  }
  response.end(text);
}

function writeHead(response: ServerResponse, status: number, length: number): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': length,
    'cache-control': 'no-store',
  });
}

/** Sends an answer with its length, so that the connection can be used again. */
export async function send(response: ServerResponse, answer: Answer, status = 200): Promise<void> {
  if (response.destroyed || response.headersSent) return; // the client has gone
  if (!('json' in answer)) return sendList(response, answer);
  const bytes = Buffer.from(JSON.stringify(answer.json));
  writeHead(response, status, bytes.length);
  response.end(bytes);
}

/** The dialect's shape of a refusal; an order's refusal says which order. */
export async function sendError(response: ServerResponse, error: ApiError): Promise<void> {
  const { code, reason, message, context, status } = error;
  if (status === 413) response.setHeader('connection', 'close'); // the rest is not read
  await send(response, { json: { ...context, code, reason, message } }, status);
}

/** What a failure of the exchange itself is told as; the cause goes to the log. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(510001, 'Something went wrong in the exchange', { cause: error });
}
