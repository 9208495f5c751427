import type { Transcript } from '../../net/transcript.ts';
import type { DataAnswer, Fault, Refusal } from './answers.ts';

/** So many requests in a row without a byte of an answer, and the venue is taken to ignore them. */
const mostUnanswered = 3;
/** Polling rests so long then, ms, and twice as long after each further one, up to a minute. */
const pauses = { first: 5_000, longest: 60_000 };

/**
 * Watches for the throttle that nobody tells of: past its first threshold the venue takes requests
 * and says nothing at all. One such request is a slow network; several in a row are a reason to ask
 * less, and to tell the trader.
 */
export class SilenceWatch {
  #unanswered = 0;

  /** How long polling is to rest while requests are ignored, ms. */
  get pause(): number {
    return Math.min(pauses.longest, pauses.first * 2 ** (this.#unanswered - mostUnanswered));
  }

  /** Notes what came of a request; a fault is called `ignored` where it is one of too many. */
  note<A extends DataAnswer | Refusal | Fault>(answer: A, { response }: Transcript): A | Fault {
    if (answer.kind !== 'fault' || response || !answer.sent) {
      this.#unanswered = 0;
      return answer;
    }
    // Given up by a person: nobody knows whether an answer would have come.
    if (answer.reason === 'aborted') return answer;
    this.#unanswered = answer.reason === 'timeout' ? this.#unanswered + 1 : 0;
    if (this.#unanswered < mostUnanswered) return answer;
    const what = `${answer.what}, like the ${this.#unanswered - 1} requests before it`;
    return { ...answer, reason: 'ignored', what };
  }
}
