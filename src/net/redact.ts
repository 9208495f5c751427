import type { Disposable } from '../common/disposable.ts';
import { formsOf, tracesOf } from './secretForms.ts';
import { Sieve } from './sieve.ts';
import type { HeaderList } from './transcript.ts';

/** What stands in a transcript where a key or a signature stood on the wire. */
export const redacted = '‹redacted›';

const asterisk = 0x2a;
/** To make a sieve is worth it for more texts than this: a stream has thousands a second. */
const few = 8;

/** Replaces the values of the named headers (any case); names and order stay. */
export function redactHeaders(headers: HeaderList, secretNames: Iterable<string>): HeaderList {
  const names = [...secretNames].map((name) => name.toLowerCase());
  return headers.map((line) =>
    names.includes(line[0].toLowerCase()) ? [line[0], redacted] : line,
  );
}

/**
 * Knows the live secrets and takes them out of whatever is about to be kept or shown: as they are,
 * and as base64, base64url, hex and percent-encoded text, also where they are a part of what was
 * encoded. Printing a redactor shows no secret.
 */
export class Redactor {
  readonly #held = new Map<symbol, string | Uint8Array>();
  #forms: readonly string[] = [];
  /** The forms, and their bytes read as Latin-1 where those are another text. */
  #sought: readonly string[] = [];
  #sieve: Sieve | undefined;
  /** Texts looked at since the forms changed. */
  #looked = 0;
  /** Knows the secrets that live longer than this one's. */
  #base: Redactor | undefined;
  /** Secrets for a short life: their forms are made once a trace of them was seen. */
  #brief: readonly string[] = [];
  #traces: readonly string[] = [];
  /** Those of lasting secrets, which are asked for with every request. */
  readonly #lastingTraces = new Map<string, readonly string[]>();

  constructor(secrets: Iterable<string | Uint8Array> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** Learns one more secret, a text or bytes; dispose what comes back to forget it. */
  add(secret: string | Uint8Array): Disposable {
    const id = Symbol('secret');
    this.#held.set(id, secret);
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
    const more = new Redactor();
    more.#base = this;
    more.#brief = [...secrets];
    more.#traces = more.#brief.flatMap(
      (secret) => this.#lastingTraces.get(secret) ?? tracesOf(secret),
    );
    return more;
  }

  /** Whether a secret stands in a text, or in bytes that were read as Latin-1. */
  standsIn(text: string): boolean {
    return (this.#base?.standsIn(text) ?? false) || this.#ownStandsIn(text);
  }

  scrub(text: string): string {
    let clean = this.#base ? this.#base.scrub(text) : text;
    if (!this.#ownStandsIn(clean)) return clean;
    for (const form of this.#forms) clean = clean.replaceAll(form, redacted);
    return clean;
  }

  /**
   * Replaces each secret by as many asterisks, so that every other byte keeps its place. Hands back
   * the very same array where there was nothing to replace.
   */
  scrubBytes(bytes: Uint8Array): Uint8Array {
    let clean = this.#base ? this.#base.scrubBytes(bytes) : bytes;
    if (!this.#ownStandsIn(latin1(clean))) return clean;
    for (const form of this.#forms) {
      const length = Buffer.byteLength(form);
      for (let at = find(clean, form, 0); at >= 0; at = find(clean, form, at + length)) {
        if (clean === bytes) clean = new Uint8Array(bytes);
        clean.fill(asterisk, at, at + length);
      }
    }
    return clean;
  }

  #ownStandsIn(text: string): boolean {
    if (this.#traces.some((trace) => text.includes(trace))) {
      for (const secret of this.#brief) this.#held.set(Symbol('secret'), secret);
      this.#traces = [];
      this.#refresh();
    }
    if (this.#forms.length === 0) return false;
    this.#looked += 1;
    if (this.#looked > few) this.#sieve ??= new Sieve(this.#sought);
    if (this.#sieve && !this.#sieve.mayHold(text)) return false;
    return this.#sought.some((form) => text.includes(form));
  }

  #refresh(): void {
    const forms = [...this.#held.values()].flatMap((secret) => formsOf(secret));
    // Longest first: a form that holds another must go before its part leaves the rest behind.
    this.#forms = [...new Set(forms)].sort((a, b) => b.length - a.length);
    this.#sought = this.#forms.flatMap(asTextOrBytes);
    this.#sieve = undefined;
    this.#looked = 0;
    this.#lastingTraces.clear();
    for (const secret of this.#held.values())
      if (typeof secret === 'string') this.#lastingTraces.set(secret, tracesOf(secret));
  }
}

/** The bytes of an array as text, a character for each. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function asTextOrBytes(form: string): readonly string[] {
  const bytes = latin1(Buffer.from(form));
  return bytes === form ? [form] : [form, bytes];
}

function find(bytes: Uint8Array, text: string, from: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(text, from);
}
