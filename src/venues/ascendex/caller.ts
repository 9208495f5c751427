import type { Clock } from '../../common/clock.ts';
import { fullJitter } from '../../net/backoff.ts';
import type { HttpClient } from '../../net/http.ts';
import type { Transcript } from '../../net/transcript.ts';
import { VenueError, type VenueErrorReason } from '../errors.ts';
import { readAnswer, type DataAnswer, type Fault, type Refusal } from './answers.ts';
import { pathOf, type Endpoint } from './endpoints.ts';
import { secretHeaders, type Signer } from './signing.ts';
import { readError } from './trouble.ts';

/** What goes out with a call. */
export interface Parts {
  readonly group?: string | undefined;
  /** Without the question mark. */
  readonly query?: string | undefined;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Called<A> {
  readonly answer: A;
  readonly transcript: Transcript;
}

export interface CallerOptions {
  readonly http: HttpClient;
  readonly origin: string;
  /** Hands out the signer, or throws the VenueError that says why there is none. */
  readonly signer: () => Signer;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onTranscript: (transcript: Transcript) => void;
}

/** Trouble that often passes by itself. */
const passing = new Set<VenueErrorReason>(['refused', 'reset', 'truncated', 'timeout']);
const mostRetries = 2;
const backoff = { base: 250, cap: 2_000 };
/** No retry begins later than this after the first attempt, ms. */
const retryWindow = 15_000;
/** A gateway that asks for a longer wait is not waited for, ms. */
const longestRetryAfter = 5_000;

/** Signs requests of this dialect, sends them, and reads what came back. */
export class Caller {
  readonly #options: CallerOptions;

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  /** Sends one request, once, and hands back whatever came of it. */
  async once(endpoint: Endpoint, parts: Parts): Promise<Called<DataAnswer | Refusal | Fault>> {
    const { http, origin, signer, clock, onTranscript } = this.#options;
    const auth =
      endpoint.access === 'public' ? [] : signer().headers(origin, endpoint.path, clock.now());
    const transcript = await http.send({
      action: endpoint.action,
      method: endpoint.method,
      path: pathOf(endpoint, parts.group, parts.query),
      headers: [...(parts.body ? [['content-type', 'application/json'] as const] : []), ...auth],
      body: parts.body,
      secretHeaders,
      signal: parts.signal,
    });
    onTranscript(transcript);
    return { answer: readAnswer(transcript), transcript };
  }

  /**
   * Sends a request that changes nothing, again where the trouble may pass by itself, each time
   * signed afresh. Throws a VenueError.
   *
   * @param what names what is read, for messages: `the open orders`
   */
  async read(endpoint: Endpoint, what: string, parts: Parts): Promise<Called<DataAnswer>> {
    const { clock } = this.#options;
    const began = clock.now();
    for (let attempt = 0; ; attempt++) {
      const { answer, transcript } = await this.once(endpoint, parts);
      if (answer.kind === 'data') return { answer, transcript };
      const error = readError(what, answer, transcript);
      const wait = attempt < mostRetries ? this.#waitAfter(error, attempt) : undefined;
      if (wait === undefined || clock.now() + wait - began > retryWindow) throw error;
      await clock.delay(wait, parts.signal);
      if (parts.signal?.aborted) throw givenUp(what, error);
    }
  }

  #waitAfter(error: VenueError, attempt: number): number | undefined {
    const jitter = fullJitter(attempt, backoff, this.#options.random);
    if (passing.has(error.reason)) return jitter;
    if (error.reason !== 'gateway') return undefined;
    const asked = error.retryAfter ?? 0;
    return asked > longestRetryAfter ? undefined : asked + jitter;
  }
}

function givenUp(what: string, cause: VenueError): VenueError {
  return new VenueError(cause.kind, 'aborted', `Reading ${what} was given up after a failure.`, {
    transcript: cause.transcript,
    cause,
  });
}
