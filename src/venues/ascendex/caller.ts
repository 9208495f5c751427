import type { Clock } from '../../common/clock.ts';
import type { ClockOffset } from '../../net/clockOffset.ts';
import type { HttpClient } from '../../net/http.ts';
import { BudgetError } from '../../net/budgetError.ts';
import type { RateBudget } from '../../net/rateBudget.ts';
import type { Transcript } from '../../net/transcript.ts';
import { VenueError, type VenueErrorReason } from '../errors.ts';
import { readAnswer, type DataAnswer, type Fault, type Refusal } from './answers.ts';
import { pathOf, type Endpoint } from './endpoints.ts';
import { secretHeaders, type Signer } from './signing.ts';
import type { Parts } from './parts.ts';
import { SilenceWatch } from './silence.ts';
import {
  banPause,
  disarmed,
  givenUp,
  heldBack,
  isClockRefusal,
  readError,
  retryAfterOf,
  troubleWith,
} from './trouble.ts';

export interface Called<A> {
  readonly answer: A;
  readonly transcript: Transcript;
}

/** What came of one request. */
type Outcome = Called<DataAnswer | Refusal | Fault> & {
  /** How long to wait before it may be sent again, ms; `undefined` where that would not help. */
  readonly retryIn: number | undefined;
};

export interface CallerOptions {
  readonly http: HttpClient;
  readonly origin: string;
  /** Hands out the signer, or throws the VenueError that says why there is none. */
  readonly signer: () => Signer;
  readonly clock: Clock;
  readonly offset: ClockOffset;
  readonly budget: RateBudget;
  /** For requests that the venue takes few of. */
  readonly scarce: RateBudget;
  readonly onTranscript: (transcript: Transcript) => void;
  /** Whether what changes something may be sent now. */
  readonly mayAct: () => boolean;
  /** Aborts when no answer is wanted any more. */
  readonly closed: AbortSignal;
}

/** Trouble that often passes by itself. */
const passing = new Set<VenueErrorReason>([
  ...(['refused', 'proxyDown', 'reset', 'truncated', 'timeout'] as const),
]);
const mostRetries = 2;
/** No retry begins later than this after the first attempt, ms. */
const retryWindow = 15_000;
/** A gateway that asks for a longer wait is not waited for, ms. */
const longestRetryAfter = 5_000;

/** Signs requests of this dialect, sends them within the budget, and reads what came back. */
export class Caller {
  readonly #options: CallerOptions;
  readonly #silence = new SilenceWatch();

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  /**
   * Sends a request that changes something, and hands back whatever came of it. It is sent once, and
   * a second time, signed afresh, only where the venue definitely refused it for its time alone:
   * nothing was done then. One whose time is given is not sent again: it would be refused again.
   * The second one's transcript leads to the first one's.
   * Throws a VenueError (`notSent`) where it was never sent, as where nothing may be sent now.
   *
   * @param what names the request, for messages: `the cancel`
   */
  async act(endpoint: Endpoint, what: string, parts: Parts): Promise<Outcome> {
    const { mayAct } = this.#options;
    if (!mayAct()) throw disarmed(what);
    const first = await this.#once(endpoint, what, parts, false);
    if (!(await this.#correctsClock(first, parts))) return first;
    if (parts.time !== undefined || parts.mayRepeat?.() === false || !mayAct()) return first;
    try {
      const second = await this.#once(endpoint, what, parts, false, first.transcript);
      return second.transcript.failure?.stage === 'connect' ? first : second;
    } catch (error) {
      // What is known stays known: the venue refused the first one, and there was no second.
      if (error instanceof VenueError) return first;
      throw error;
    }
  }

  /**
   * Sends a request that changes nothing, again where the trouble may pass by itself, each time
   * signed afresh. Throws a VenueError. The transcript leads to those of the attempts before it.
   *
   * @param what names what is read, for messages: `the open orders`
   */
  async read(endpoint: Endpoint, what: string, parts: Parts): Promise<Called<DataAnswer>> {
    const { clock, closed } = this.#options;
    const began = clock.now();
    let clockWasRight = true;
    let earlier: Transcript | undefined;
    for (let attempt = 0; ; attempt++) {
      const request = `the request for ${what}`;
      const sent = await this.#once(endpoint, request, parts, !parts.urgent, earlier);
      const { answer, transcript, retryIn } = sent;
      if (answer.kind === 'data') return { answer, transcript };
      const error = readError(what, answer, transcript);
      earlier = transcript;
      if (clockWasRight && (await this.#correctsClock(sent, parts))) {
        clockWasRight = false;
        continue;
      }
      const again = attempt < mostRetries && retryIn !== undefined;
      if (!again || clock.now() + retryIn - began > retryWindow) throw error;
      const over = parts.signal ? AbortSignal.any([parts.signal, closed]) : closed;
      await clock.delay(retryIn, over);
      if (over.aborted) throw givenUp(what, error);
    }
  }

  /** Sends a read once, whatever comes of it; its answer is not tried for again. Throws a VenueError. */
  async readOnce(endpoint: Endpoint, what: string, parts: Parts): Promise<Called<DataAnswer>> {
    const request = `the request for ${what}`;
    const { answer, transcript } = await this.#once(endpoint, request, parts, !parts.urgent);
    if (answer.kind === 'data') return { answer, transcript };
    throw readError(what, answer, transcript);
  }

  /** Throws a VenueError (`notSent`) where there is no signer or the budget does not let it out. */
  async #once(
    endpoint: Endpoint,
    what: string,
    parts: Parts,
    read: boolean,
    earlier?: Transcript,
  ): Promise<Outcome> {
    const { http, origin, signer, offset, onTranscript } = this.#options;
    const signing = endpoint.access === 'public' ? undefined : signer();
    await this.#admitted(endpoint, what, parts, read);
    const time = parts.time ?? offset.now();
    const body = parts.body?.(time);
    const transcript = await http.send({
      ...{ action: endpoint.action, method: endpoint.method },
      path: pathOf(endpoint, parts.group, parts.query),
      headers: [
        ...(body ? [['content-type', 'application/json'] as const] : []),
        ...(signing?.headers(origin, endpoint.prehash ?? endpoint.path, time) ?? []),
      ],
      body,
      secretHeaders,
      signal: parts.signal,
    });
    onTranscript(transcript);
    const answer = this.#silence.note(readAnswer(transcript, endpoint.bare), transcript);
    const retryIn = this.#noteWell(answer, transcript);
    return { answer, transcript: earlier ? { ...transcript, earlier } : transcript, retryIn };
  }

  async #admitted({ scarce }: Endpoint, what: string, parts: Parts, read: boolean) {
    const { priority = 'person', signal } = parts;
    try {
      if (scarce) await this.#options.scarce.take({ priority, read, signal });
      await this.#options.budget.take({ priority, read, signal });
    } catch (error) {
      throw error instanceof BudgetError ? heldBack(what, error) : error;
    }
  }

  /** Tells the budget how it went. */
  #noteWell(answer: DataAnswer | Refusal | Fault, transcript: Transcript): number | undefined {
    const { budget } = this.#options;
    const trouble = answer.kind === 'fault' ? answer.reason : troubleWith(answer);
    if (trouble === undefined) return void budget.succeeded();
    if (trouble === 'ignored') budget.hold(this.#silence.pause);
    const banned = trouble === 'rateLimited';
    if (!passing.has(trouble) && trouble !== 'gateway' && !banned) return undefined;
    const asked = retryAfterOf(transcript) ?? (banned ? banPause : 0);
    const wait = budget.failed(asked);
    return banned || asked > longestRetryAfter ? undefined : wait;
  }

  /** Measures the clock where the venue refused a request for its time and nothing else. */
  async #correctsClock(sent: Outcome, { signal }: Parts): Promise<boolean> {
    const { answer, transcript } = sent;
    if (!isClockRefusal(answer) || signal?.aborted) return false;
    try {
      await this.#options.offset.measureSince(transcript.startedAt);
      return signal?.aborted !== true;
    } catch (error) {
      // The refusal is what the caller is told of then; the failed question has its transcript.
      if (error instanceof VenueError) return false;
      throw error;
    }
  }
}
