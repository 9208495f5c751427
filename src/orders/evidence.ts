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

/**
 * Notes an exchange as evidence of all of these, behind the attempts before it of the same call.
 * @returns the last attempt's
 */
export function see(
  { clock }: { readonly clock: Clock },
  group: readonly { readonly evidence: Evidence[] }[],
  kind: 'cancel' | 'place' | 'status' | 'unread',
  transcript: Transcript,
): Evidence {
  const seen: Evidence = { kind, at: clock.now(), transcript };
  const before = attemptsBefore(transcript).map((each): Evidence => ({
    kind: kind === 'status' ? 'unread' : kind,
    at: Math.min(Math.round(each.startedAt + each.timings.total), seen.at),
    transcript: each,
  }));
  for (const { evidence } of group) evidence.push(...before, seen);
  return seen;
}

/** The first one first. */
function attemptsBefore({ earlier }: Transcript): readonly Transcript[] {
  return earlier ? [...attemptsBefore(earlier), earlier] : [];
}

/** Forgets the latest query that was answered, and those around it that were not: one may be asked for for days. */
export function forgetQuery(evidence: Evidence[]): void {
  forgetUnread(evidence);
  if (evidence.at(-1)?.kind === 'status') evidence.pop();
  forgetUnread(evidence);
}

/** Forgets the latest queries that could not be read. */
export function forgetUnread(evidence: Evidence[]): void {
  while (evidence.at(-1)?.kind === 'unread') evidence.pop();
}
