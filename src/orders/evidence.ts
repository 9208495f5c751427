import type { Transcript } from '../net/transcript.ts';

/**
 * Something that was seen of an order and when, local Unix ms: an exchange by HTTP (`cancel`,
 * `place`, `status`, `snapshot`; `unread` is a query whose answer says nothing), or a message of the stream as it came.
 */
export type Evidence =
  | {
      readonly kind: 'cancel' | 'place' | 'status' | 'unread' | 'snapshot';
      readonly at: number;
      readonly transcript: Transcript;
    }
  | { readonly kind: 'stream'; readonly at: number; readonly text: string };
