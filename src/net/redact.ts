import type { Disposable } from '../common/disposable.ts';
import type { HeaderList } from './transcript.ts';

/** What stands in a transcript where a key or a signature stood on the wire. */
export const redacted = '‹redacted›';

/** Shorter texts are no secrets, and replacing them would garble what is shown. */
const shortestSecret = 4;
const asterisk = 0x2a;
const nothing = /(?!)/;

/** Replaces the values of the named headers (any case); names and order stay. */
export function redactHeaders(headers: HeaderList, secretNames: Iterable<string>): HeaderList {
  const names = new Set([...secretNames].map((name) => name.toLowerCase()));
  return headers.map(([name, value]) => [name, names.has(name.toLowerCase()) ? redacted : value]);
}

/**
 * Knows the live secrets and takes them out of whatever is about to be kept or shown: as they are,
 * and as base64, base64url, hex and percent-encoded text. Printing a redactor shows no secret.
 */
export class Redactor {
  readonly #held = new Map<symbol, readonly string[]>();
  #forms: readonly string[] = [];
  /** Matches where any of the forms stands: one look at a text, and there are thousands a second. */
  #any = nothing;

  constructor(secrets: Iterable<string | Uint8Array> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** Learns one more secret, a text or bytes; dispose what comes back to forget it. */
  add(secret: string | Uint8Array): Disposable {
    const id = Symbol('secret');
    this.#held.set(id, formsOf(secret));
    this.#refresh();
    return {
      dispose: () => {
        this.#held.delete(id);
        this.#refresh();
      },
    };
  }

  /** A redactor that knows these as well, for the length of one request. */
  with(secrets: Iterable<string>): Redactor {
    const more = new Redactor(secrets);
    for (const [id, forms] of this.#held) more.#held.set(id, forms);
    more.#refresh();
    return more;
  }

  scrub(text: string): string {
    if (!this.#any.test(text)) return text;
    let clean = text;
    for (const form of this.#forms) clean = clean.replaceAll(form, redacted);
    return clean;
  }

  /**
   * Replaces each secret by as many asterisks, so that every other byte keeps its place. Hands back
   * the very same array where there was nothing to replace.
   */
  scrubBytes(bytes: Uint8Array): Uint8Array {
    let clean = bytes;
    for (const form of this.#forms) {
      const length = Buffer.byteLength(form);
      for (let at = find(clean, form, 0); at >= 0; at = find(clean, form, at + length)) {
        if (clean === bytes) clean = new Uint8Array(bytes);
        clean.fill(asterisk, at, at + length);
      }
    }
    return clean;
  }

  #refresh(): void {
    // Longest first: a form that holds another must go before its part leaves the rest behind.
    this.#forms = [...new Set([...this.#held.values()].flat())].sort((a, b) => b.length - a.length);
    this.#any = this.#forms.length > 0 ? new RegExp(this.#forms.map(quoted).join('|')) : nothing;
  }
}

function quoted(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function find(bytes: Uint8Array, text: string, from: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(text, from);
}

function formsOf(secret: string | Uint8Array): readonly string[] {
  if (secret.length < shortestSecret) return [];
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  const hex = bytes.toString('hex');
  const text = bytes.toString();
  // Bytes that are no text cannot stand in one.
  if (text.includes('\ufffd'))
    return [base64, hex, ...(typeof secret === 'string' ? [secret] : [])];
  const quoted = JSON.stringify(text).slice(1, -1);
  return [
    ...[text, quoted, quoted.replaceAll('/', '\\/'), encodeURIComponent(text)],
    ...[base64, bytes.toString('base64url'), encodeURIComponent(base64), hex, hex.toUpperCase()],
  ];
}
