import type { Redactor } from '../../net/redact.ts';
import type { HeaderList } from '../../net/transcript.ts';
import { VenueError } from '../errors.ts';
import { HmacSha256 } from '../hmac.ts';
import type { Credentials, KeyEncoding } from '../kind.ts';

/** Headers that hold a secret or what was made with it. */
export const secretHeaders: readonly string[] = ['x-auth-key', 'x-auth-signature'];

/**
 * The signature of a request: base64 of HMAC-SHA256 over `<timestamp>+<prehash>`. The account group,
 * the query and the body are not part of it.
 *
 * @param timestamp UTC ms, the same as in the `x-auth-timestamp` header
 * @param prehash the path after `/api/pro/`
 */
export function sign(
  secret: string,
  encoding: KeyEncoding,
  timestamp: number,
  prehash: string,
): string {
  return signWith(new HmacSha256(Buffer.from(secret, encoding)), timestamp, prehash);
}

function signWith(hmac: HmacSha256, timestamp: number, prehash: string): string {
  return hmac.base64(`${timestamp}+${prehash}`);
}

/**
 * Holds one key and its secret, and signs for the origin they were made for and for no other.
 * Printing it, or turning it into JSON, shows neither.
 */
export class Signer {
  readonly origin: string;
  readonly #apiKey: string;
  readonly #hmac: HmacSha256;

  /** Throws a VenueError (`notSent`, `badInput`) for a key or secret that could never be right. */
  constructor(credentials: Credentials, encoding: KeyEncoding) {
    check(credentials, encoding);
    this.origin = credentials.origin;
    this.#apiKey = credentials.apiKey;
    this.#hmac = new HmacSha256(Buffer.from(credentials.secret, encoding));
  }

  /**
   * The three headers of a private request to `origin`. Throws a VenueError (`notSent`,
   * `wrongOrigin`) where that is not the origin the secret was made for.
   */
  headers(origin: string, prehash: string, timestamp: number): HeaderList {
    if (origin !== this.origin) {
      throw new VenueError(
        'notSent',
        'wrongOrigin',
        `This API key was stored for ${this.origin} and is not used for ${origin}. Enter the key ` +
          'that belongs to this host.',
      );
    }
    return [
      ['x-auth-key', this.#apiKey],
      ['x-auth-timestamp', String(timestamp)],
      ['x-auth-signature', signWith(this.#hmac, timestamp, prehash)],
    ];
  }
}

/** Tells a redactor what must never be shown: the key, the secret and the bytes it stands for. */
export function hide(
  { apiKey, secret }: Credentials,
  encoding: KeyEncoding,
  redactor: Redactor,
): void {
  redactor.add(apiKey);
  redactor.add(secret);
  if (encoding === 'base64') redactor.add(Buffer.from(secret, encoding));
}

function check({ apiKey, secret }: Credentials, encoding: KeyEncoding): void {
  if (apiKey === '' || secret === '') {
    throw refuse('The API key or its secret is empty. Enter both again.');
  }
  // What a header may hold, spaces left out: a pasted key often ends with one.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw refuse('The API key has a space or another character that no key has. Enter it again.');
  }
  if (secret.trim() !== secret) {
    throw refuse('The API secret begins or ends with a space. Enter it again.');
  }
  if (encoding === 'base64' && !/^[\w+/-]+={0,2}$/.test(secret)) {
    throw refuse(
      'The API secret is not base64 text. Enter it again, or set the key encoding to utf8.',
    );
  }
}

function refuse(message: string): VenueError {
  return new VenueError('notSent', 'badInput', message);
}
