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
 * and as base64, base64url, hex and percent-encoded text, also where they are a part of what was
 * encoded. Printing a redactor shows no secret.
 */
export class Redactor {
  readonly #held = new Map<symbol, readonly string[]>();
  #forms: readonly string[] = [];
  /** Matches where any of the forms stands: one look at a text, and there are thousands a second. */
  #any: RegExp | undefined;
  /** Knows the secrets that live longer than this one's. */
  #base: Redactor | undefined;

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
    more.#base = this;
    return more;
  }

  scrub(text: string): string {
    let clean = this.#base ? this.#base.scrub(text) : text;
    if (!this.#standsIn(clean)) return clean;
    for (const form of this.#forms) clean = clean.replaceAll(form, redacted);
    return clean;
  }

  /** To compile what matches takes longer than a short life is worth. */
  #standsIn(text: string): boolean {
    if (this.#base) return this.#forms.some((form) => text.includes(form));
    this.#any ??= this.#forms.length > 0 ? new RegExp(this.#forms.map(quoted).join('|')) : nothing;
    return this.#any.test(text);
  }

  /**
   * Replaces each secret by as many asterisks, so that every other byte keeps its place. Hands back
   * the very same array where there was nothing to replace.
   */
  scrubBytes(bytes: Uint8Array): Uint8Array {
    let clean = this.#base ? this.#base.scrubBytes(bytes) : bytes;
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
    this.#any = undefined;
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
  const hex = bytes.toString('hex');
  const encoded = [...base64Forms(bytes), hex, hex.toUpperCase()];
  const text = bytes.toString();
  // Bytes that are no text cannot stand in one.
  if (text.includes('\ufffd')) return [...encoded, ...(typeof secret === 'string' ? [secret] : [])];
  return [text, ...quotedForms(text), ...percentForms(text), ...encoded];
}

/** As JSON: some libraries escape the slash as well, others all that means something in HTML. */
function quotedForms(text: string): string[] {
  const quoted = JSON.stringify(text).slice(1, -1);
  const timid = quoted.replace(/[<>&'=+]/g, (sign) => {
    return `\\u00${sign.charCodeAt(0).toString(16)}`;
  });
  return [quoted, quoted.replaceAll('/', '\\/'), timid, timid.replace(/\\u00../g, upperHex)];
}

function upperHex(escape: string): string {
  return `\\u${escape.slice(2).toUpperCase()}`;
}

/** Shorter parts of an encoding stand in innocent texts too. */
const shortestPart = 8;

/**
 * The secret alone, and the characters that it has to itself where it begins at the second or third
 * byte of a group of three, or is followed by something: `base64("key:secret")` holds both.
 */
function base64Forms(bytes: Buffer): string[] {
  const whole = bytes.toString('base64').replace(/=+$/, '');
  const parts = [0, 1, 2].map((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const first = Math.ceil((before * 8) / 6);
    return shifted.slice(first, Math.floor(((before + bytes.length) * 8) / 6));
  });
  const forms = [whole, ...parts.filter((part) => part.length >= shortestPart)];
  return forms.flatMap((form) => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_'),
    ...percentForms(form),
  ]);
}

function percentForms(text: string): string[] {
  const form = encodeURIComponent(text);
  return [form, form.replace(/%../g, (code) => code.toLowerCase()), form.replaceAll('%20', '+')];
}
