import type { IncomingMessage } from 'node:http';
import { ApiError } from '../errors.ts';
import type { JsonObject } from '../routes/route.ts';

/** Ten orders fit many times over. Bytes. */
const MAX_BODY = 256 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * @throws ApiError 100001 with HTTP status 413 as soon as there is too much; what still comes is
 * thrown away
 */
function readBytes(message: IncomingMessage): Promise<Buffer> {
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
      reject(new ApiError(100001, `Body larger than ${MAX_BODY} bytes`, { status: 413 }));
    });
    message.once('end', () => resolve(Buffer.concat(chunks)));
    message.once('error', reject);
  });
}

/** Only JSON is read, so a web page cannot send a form here without the browser asking first. */
function checkContentType(message: IncomingMessage): void {
  const type = message.headers['content-type'] ?? '';
  if (/^application\/json\s*(;|$)/i.test(type)) return;
  const found = type === '' ? 'missing' : `"${type.slice(0, 80)}"`;
  throw new ApiError(100001, `Content-Type must be application/json, it is ${found}`);
}

/**
 * Reads a body as a JSON object. No body at all is an empty object.
 * @throws ApiError 100001 (type, size), 150001 (not UTF-8, not JSON, not an object)
 */
export async function readJsonBody(message: IncomingMessage): Promise<JsonObject> {
  const bytes = await readBytes(message);
  const typed = message.headers['content-type'] !== undefined;
  if (bytes.length > 0 || typed) checkContentType(message);
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    throw new ApiError(150001, 'Body is not valid JSON', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError(150001, 'Body must be a JSON object');
  }
  return value as JsonObject;
}
