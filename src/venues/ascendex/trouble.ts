import { parseRetryAfter } from '../../net/backoff.ts';
import { failureCodes, TransportError } from '../../net/failures.ts';
import type { BudgetError, BudgetRefusal } from '../../net/budgetError.ts';
import type { Transcript } from '../../net/transcript.ts';
import { VenueError, type VenueErrorReason } from '../errors.ts';
import { headerOf, type DataAnswer, type Fault, type Refusal } from './answers.ts';
import { lookUp } from './codes.ts';

/** How long a venue is left alone that refuses for too many requests and does not say until when, ms. */
export const banPause = 60_000;

/** What a request that changes something is about, for messages. */
export interface Subject {
  readonly request: string;
  /** What is not known where its answer is lost. */
  readonly open: string;
}

export const oneOrder: Subject = { request: 'cancel', open: 'Whether the order is canceled' };
export const manyOrders: Subject = { request: 'cancel', open: 'Whether the orders are canceled' };
export const newOrder: Subject = { request: 'order', open: 'Whether it was placed' };
export const newOrders: Subject = { request: 'batch', open: 'Whether its orders were placed' };

/** Turns a failed read into an error: nothing was changed by it, whatever happened. */
export function readError(
  what: string,
  answer: Refusal | Fault,
  transcript: Transcript,
): VenueError {
  if (answer.kind === 'refusal') return rejection(`the request for ${what}`, answer, transcript);
  const more = evidence(answer, transcript);
  return answer.sent
    ? new VenueError('unreadable', answer.reason, `Reading ${what} failed: ${answer.what}.`, more)
    : new VenueError(
        'notSent',
        answer.reason,
        `The request for ${what} was not sent: ${answer.what}.`,
        more,
      );
}

/** A read was not tried again, as nobody wants its answer any more. */
export function givenUp(what: string, cause: VenueError): VenueError {
  return new VenueError(cause.kind, 'aborted', `Reading ${what} was given up after a failure.`, {
    transcript: cause.transcript,
    cause,
  });
}

/** What sending slower or later may help against; `undefined` where there is no such trouble. */
export function troubleWith(answer: DataAnswer | Refusal): VenueErrorReason | undefined {
  if (answer.kind === 'data') return undefined;
  if (reasonOf(answer) === 'rateLimited') return 'rateLimited';
  return answer.status === 429 || answer.status >= 500 ? 'gateway' : undefined;
}

/**
 * Turns a failed change into an error. `rejected` needs a documented code that settles the matter,
 * in an answer that no gateway made: whatever is less than that may hide a request carried out.
 */
export function changeError(
  answer: Refusal | Fault,
  transcript: Transcript,
  subject: Subject,
): VenueError {
  if (answer.kind === 'fault') {
    const more = evidence(answer, transcript);
    return answer.sent
      ? unknownOutcome(answer.reason, answer.what, more, subject)
      : new VenueError(
          'notSent',
          answer.reason,
          `The ${subject.request} was not sent: ${answer.what}. It is safe to try again.`,
          more,
        );
  }
  if (isDefinite(answer)) return rejection(`the ${subject.request}`, answer, transcript);
  const { reason, more } = refused(answer, transcript);
  const what = `the venue answered with error ${said(answer)}`;
  return unknownOutcome(reason, what, more, subject);
}

/** The account had to be read first and could not be: the request itself was never sent. */
export function beforeAct(error: unknown, { request }: Subject = oneOrder): unknown {
  if (!(error instanceof VenueError) || error.kind !== 'unreadable') return error;
  const { reason, transcript, retryAfter } = error;
  const message = `The ${request} was not sent, as the account group could not be read: ${error.message}`;
  return new VenueError('notSent', reason, message, { transcript, retryAfter, cause: error });
}

/** Whether a refusal proves that nothing was done: a documented code, and no gateway's answer. */
export function isDefinite({ code, status }: Refusal): boolean {
  return lookUp(code)?.settles === true && status < 500 && status !== 429;
}

/** Whether the venue definitely refused a request, and for its time. */
export function isClockRefusal(answer: DataAnswer | Refusal | Fault): boolean {
  return answer.kind === 'refusal' && isDefinite(answer) && reasonOf(answer) === 'clock';
}

const heldBackBy: Readonly<Record<BudgetRefusal, VenueErrorReason>> = {
  ...{ full: 'rateLimited', quiet: 'rateLimited', ignored: 'ignored' },
  ...{ aborted: 'aborted', closed: 'aborted' },
};

/** The budget did not let a request out: nothing was sent. */
export function heldBack(what: string, cause: BudgetError): VenueError {
  const { retryAfter } = cause;
  const message = `${sentence(what)} was not sent: ${cause.message}.`;
  return new VenueError('notSent', heldBackBy[cause.reason], message, { retryAfter, cause });
}

/** Nothing that changes something may be sent now: nothing was. */
export function disarmed(what: string): VenueError {
  const message = `Live trading is disarmed, so ${what} was not sent.`;
  return new VenueError('notSent', 'disarmed', message);
}

/** An answer to a change that settles nothing. */
export function unknownOutcome(
  reason: VenueErrorReason,
  what: string,
  more: ConstructorParameters<typeof VenueError>[3],
  { request, open } = oneOrder,
): VenueError {
  const message = `The ${request} was sent, but ${what}. ${open} is not known yet.`;
  return new VenueError('unknownOutcome', reason, message, more);
}

function rejection(what: string, answer: Refusal, transcript: Transcript): VenueError {
  const { reason, more } = refused(answer, transcript);
  const hint = reason === 'clock' ? clockHint(transcript) : undefined;
  const detail = [more.detail, hint].filter(Boolean).join('; ');
  const message = `The venue refused ${what}: ${said(answer)}${hint ? `; ${hint}` : ''}.`;
  return new VenueError('rejected', reason, message, { ...more, detail });
}

function refused(answer: Refusal, transcript: Transcript) {
  const { code } = answer;
  const more = { code, detail: named(answer), transcript, retryAfter: retryAfterOf(transcript) };
  return { reason: reasonOf(answer), more };
}

function evidence(answer: Fault, transcript: Transcript) {
  const { failure } = transcript;
  const cause = failure ? new TransportError(failure) : answer.cause;
  return { transcript, cause, retryAfter: retryAfterOf(transcript) };
}

/** Why the venue refused, in terms common to all venues. */
export function reasonOf({ code, words }: Refusal): VenueErrorReason {
  if (/NoOpenForCancel|TooLateToCancel|DupCancelCoid/i.test(words)) return 'notOpen';
  // One code for a key that is not known and for a signature that is wrong; only the words differ.
  if (code === '200001' && /signature/i.test(words)) return 'badSignature';
  return lookUp(code)?.reason ?? 'other';
}

function named({ code, words }: Refusal): string {
  return words || (lookUp(code)?.name ?? 'no reason given');
}

function said(answer: Refusal): string {
  return `${answer.code} ${named(answer)}`;
}

/** How long the venue, or the proxy before it, is to be left alone, ms; `undefined` where it is not. */
export function retryAfterOf(transcript: Transcript): number | undefined {
  // A wrong password sent again and again would lock the account that it belongs to.
  if (transcript.failure?.code === failureCodes.proxySignIn) return banPause;
  return parseRetryAfter(headerOf(transcript, 'retry-after'), transcript.startedAt);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How far this clock is from the venue's, by its Date header, which counts whole seconds. */
function clockHint(transcript: Transcript): string | undefined {
  const date = Date.parse(headerOf(transcript, 'date') ?? '');
  if (Number.isNaN(date)) return undefined;
  const here = transcript.startedAt + (transcript.timings.headers ?? 0);
  const seconds = Math.round((date - here) / 1000);
  const side = seconds > 0 ? 'behind' : 'ahead of';
  return `this machine's clock is about ${Math.abs(seconds)} s ${side} the venue's`;
}
