import type { Redactor } from '../../../net/redact.ts';
import type { Transcript } from '../../../net/transcript.ts';
import type { VenueErrorReason } from '../../errors.ts';
import { readAnswer } from '../answers.ts';
import { reasonOf, retryAfterOf } from '../trouble.ts';
import type { Ended } from './connection.ts';

/** Asking again with the same key would only count towards a ban. */
const lasting = new Set<VenueErrorReason>([
  ...(['badKey', 'badSignature', 'keyExpired', 'noPermission', 'wrongGroup'] as const),
]);

/** Why an upgrade did not come about, by its transcript. */
export function refusalOf(transcript: Transcript, redactor: Redactor): Ended {
  const answer = readAnswer(transcript);
  const retryAfter = retryAfterOf(transcript);
  const status = transcript.response?.status ?? 0;
  if (answer.kind === 'refusal') {
    const reason = reasonOf(answer);
    const detail = redactor.scrub(`${answer.code} ${answer.words}`.trim());
    if (reason === 'clock') return { reason: 'clock', detail, again: true };
    if (reason === 'rateLimited' || status === 429) {
      return { reason: 'rateLimited', detail, again: true, retryAfter };
    }
    // Trouble of the exchange's own says nothing about the key.
    if (status >= 500) return { reason: 'unreachable', detail, again: true, retryAfter };
    return { reason: 'refused', detail, again: !lasting.has(reason), retryAfter };
  }
  const detail = answer.kind === 'fault' ? redactor.scrub(answer.what) : 'the upgrade was refused';
  const key = status === 401 || status === 403;
  if (key) return { reason: 'refused', detail, again: false };
  if (status === 429) return { reason: 'rateLimited', detail, again: true, retryAfter };
  return { reason: 'unreachable', detail, again: true, retryAfter };
}
