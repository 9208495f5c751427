import type { IncomingHttpHeaders } from 'node:http';
import type { ListAnswer } from '../routes/route.ts';

/** A request, however it came: from a socket, or from a caller in the same process. */
export interface ExchangeRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** Read at most once, and only when it is known who asks. Missing where there is none. */
  readonly body?: string | Uint8Array | (() => Promise<Uint8Array>);
}

/** What is answered. Names of headers in lower case; a list's body is written while it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | ListAnswer;
}

/**
 * What happens to an answer on its way. All but `whole` are the work of a fault.
 * - `whole`: sent as it is, the connection kept, or closed after it
 * - `slow`: sent in pieces of `bytes`, one every so many ms
 * - `cut`: its first bytes are sent, head included, then the connection is closed
 * - `close`, `reset`: the connection is closed, or reset, and nothing sent
 * - `silence`: nothing is sent and the connection stays
 */
export type Delivery =
  | { readonly kind: 'whole'; readonly close?: boolean }
  | { readonly kind: 'slow'; readonly bytes: number; readonly every: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'close' | 'reset' | 'silence' };

/** A request dealt with: its answer, where there is one, and what becomes of that. */
export interface Handled<Answer = Reply> {
  readonly answer: Answer | undefined;
  readonly delivery: Delivery;
}

/** The usual: the answer, whole. */
export function whole<Answer>(answer: Answer): Handled<Answer> {
  return { answer, delivery: { kind: 'whole' } };
}

/** The client broke off while it was sending; there is nobody to answer. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}
