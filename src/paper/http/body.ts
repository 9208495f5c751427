import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ApiError } from '../errors.ts';
import type { JsonObject } from '../routes/route.ts';
import { ClientGone, type ExchangeRequest } from './transport.ts';

/** Ten orders fit many times over. Bytes. */
const MAX_BODY = 256 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function tooLarge(): ApiError {
  const headers = { connection: 'close' }; // the rest is not read
  return new ApiError(100001, `Body larger than ${MAX_BODY} bytes`, { status: 413, headers });
}

/**
 * Reads a body from a socket.
 * @throws ApiError 100001 with HTTP status 413 as soon as there is too much; what still comes is
 * thrown away
 * @throws ClientGone
 */
export function readBytes(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      reject(tooLarge());
    });
    message.once('end', () => resolve(Buffer.concat(chunks)));
    message.once('error', (cause) => {
      reject(new ClientGone('The client broke off while it was sending', { cause }));
    });
  });
}

/** A request whose body may be read more than once: the bytes are kept. */
export function rereadable(request: ExchangeRequest): ExchangeRequest {
  const { body } = request;
  if (typeof body !== 'function') return request;
  let bytes: Promise<Uint8Array> | undefined;
  return { ...request, body: () => (bytes ??= body()) };
}

async function bytesOf({ body }: ExchangeRequest): Promise<Uint8Array> {
  const bytes = typeof body === 'function' ? await body() : body;
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : (bytes ?? new Uint8Array());
  if (all.length > MAX_BODY) throw tooLarge();
  return all;
}

/** Only JSON is read, so a web page cannot send a form here without the browser asking first. */
function checkContentType(headers: IncomingHttpHeaders): void {
  const type = headers['content-type'] ?? '';
  if (/^application\/json\s*(;|$)/i.test(type)) return;
  const found = type === '' ? 'missing' : `"${type.slice(0, 80)}"`;
  throw new ApiError(100001, `Content-Type must be application/json, it is ${found}`);
}

/** Reads text as a JSON object. @throws ApiError 150001 */
export function parseObject(text: string, what: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ApiError(150001, `${what} is not valid JSON`, { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  throw new ApiError(150001, `${what} must be a JSON object`);
}

/**
 * Reads a body as a JSON object. No body at all is an empty object.
 * @throws ApiError 100001 (type, size), 150001 (not UTF-8, not JSON, not an object)
 */
export async function readJsonBody(request: ExchangeRequest): Promise<JsonObject> {
  const bytes = await bytesOf(request);
  const typed = request.headers['content-type'] !== undefined;
  if (bytes.length > 0 || typed) checkContentType(request.headers);
  if (bytes.length === 0) return {};
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new ApiError(150001, 'Body is not valid JSON', { cause });
  }
  return parseObject(text, 'Body');
}
