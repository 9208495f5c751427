import type { Clock } from '../common/clock.ts';
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

/** Notes an exchange as evidence of all of these. */
export function see(
  { clock }: { readonly clock: Clock },
  group: readonly { readonly evidence: Evidence[] }[],
  kind: 'cancel' | 'place' | 'status' | 'unread',
  transcript: Transcript,
): Evidence {
  const seen: Evidence = { kind, at: clock.now(), transcript };
  for (const { evidence } of group) evidence.push(seen);
  return seen;
}
