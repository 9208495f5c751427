import type { ServerResponse } from 'node:http';
import { ApiError } from '../errors.ts';
import type { Answer } from '../routes/route.ts';

/** Roughly how much text is turned into bytes at a time. Characters. */
const CHUNK = 64 * 1024;

/**
 * Writes an answer's bytes. A long list is put together in pieces: its whole text would be one huge
 * string, and then once more the same size in bytes.
 */
function encode(answer: Answer): Buffer[] {
  if ('json' in answer) return [Buffer.from(JSON.stringify(answer.json))];
  const chunks: Buffer[] = [];
  let text = answer.head;
  let separator = '';
  for (const item of answer.list) {
    text += separator + JSON.stringify(item);
    separator = ',';
    if (text.length < CHUNK) continue;
    chunks.push(Buffer.from(text));
    text = '';
  }
  chunks.push(Buffer.from(text + answer.tail));
  return chunks;
}

/** Sends an answer with its length, so that the connection can be used again. */
export function send(response: ServerResponse, answer: Answer, status = 200): void {
  if (response.destroyed || response.headersSent) return; // the client has gone
  const chunks = encode(answer);
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': length,
    'cache-control': 'no-store',
  });
  for (const chunk of chunks) response.write(chunk);
  response.end();
}

/** The dialect's shape of a refusal; an order's refusal says which order. */
export function sendError(response: ServerResponse, error: ApiError): void {
  const { code, reason, message, context, status } = error;
  if (status === 413) response.setHeader('connection', 'close'); // the rest is not read
  send(response, { json: { ...context, code, reason, message } }, status);
}

/** What a failure of the exchange itself is told as; the cause goes to the log. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(510001, 'Something went wrong in the exchange', { cause: error });
}
