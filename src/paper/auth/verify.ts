import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../errors.ts';
import type { ApiKey, KeyStore } from './keys.ts';

/** How far a request's time may be from the exchange's, either way. ms. */
export const TIME_WINDOW = 30_000;

/** After this many bad signatures in a row a key is refused whatever its signature... */
const MAX_FAILURES = 10;
/** ...until this long after the last of them. ms. */
const LOCKOUT = 60_000;

const MAC_BYTES = 32;

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/**
 * Refuses a time of a request that is no whole number of ms, or too far from the exchange's clock.
 * @throws ApiError 100011
 */
export function checkTime(time: unknown, now: number, what: string): number {
  if (typeof time !== 'number' || !Number.isSafeInteger(time) || time < 0) {
    throw new ApiError(100011, `${what} must be UTC milliseconds`);
  }
  if (Math.abs(now - time) > TIME_WINDOW) {
    const seconds = Math.round(Math.abs(now - time) / 1000);
    const side = time < now ? 'behind' : 'ahead of';
    throw new ApiError(100011, `${what} is ${seconds} s ${side} the server's clock, 30 s allowed`);
  }
  return time;
}

/**
 * Whether a signature is the base64 of a MAC over `message` under either reading of the secret.
 * Both are always computed and compared in constant time.
 */
export function isSignedBy(key: ApiKey, message: string, signature: string): boolean {
  const given = Buffer.from(signature, 'base64');
  if (given.length !== MAC_BYTES || given.toString('base64') !== signature) return false;
  let matches = 0;
  for (const reading of key.readings) {
    const mac = createHmac('sha256', reading).update(message).digest();
    matches += Number(timingSafeEqual(mac, given));
  }
  return matches > 0;
}

/**
 * Checks who sent a request. What it was signed over is `<x-auth-timestamp>+<prehash>`.
 * @returns the key, known, alive and rightly signed; what it may do is for the caller to check
 * @throws ApiError 100009, 200001, 200002, 100011, 100007 or 200008, in this order
 */
export function authenticate(
  headers: IncomingHttpHeaders,
  prehash: string,
  keys: KeyStore,
  now: number,
): ApiKey {
  const name = header(headers, 'x-auth-key');
  const timestamp = header(headers, 'x-auth-timestamp');
  const signature = header(headers, 'x-auth-signature');
  if (name === '' || timestamp === '' || signature === '') {
    const needed = 'x-auth-key, x-auth-timestamp and x-auth-signature are required';
    throw new ApiError(100009, needed);
  }
  const key = keys.find(name);
  if (key === undefined) throw new ApiError(200001, 'Unknown API key');
  if (now - key.lastFailure > LOCKOUT) key.failures = 0;
  if (key.failures >= MAX_FAILURES) {
    throw new ApiError(200002, 'Too many bad signatures with this key; wait a minute');
  }
  const time = /^\d{1,15}$/.test(timestamp) ? Number(timestamp) : undefined;
  checkTime(time, now, 'x-auth-timestamp');
  if (!isSignedBy(key, `${timestamp}+${prehash}`, signature)) {
    key.failures += 1;
    key.lastFailure = now;
    throw new ApiError(100007, 'Signature does not match');
  }
  key.failures = 0;
  if (key.expireTime !== -1 && key.expireTime <= now) {
    throw new ApiError(200008, 'API key has expired');
  }
  return key;
}
