import type { Transcript } from '../net/transcript.ts';

/**
 * What a failed call says about the world:
 * - `notSent`: nothing left this machine; safe to try again.
 * - `rejected`: the venue answered and said no, with its code and reason.
 * - `unknownOutcome`: sent, and not answered in a way that settles it. It may have been done.
 * - `unreadable`: an answer to a read that cannot be understood. Nothing was changed by it.
 */
export type VenueErrorKind = 'notSent' | 'rejected' | 'unknownOutcome' | 'unreadable';

/** Why a venue does not take a new order, in terms a person can act on. */
export type OrderReason =
  | 'badPrice'
  | 'badTick' // the price is no multiple of the tick size
  | 'badQuantity'
  | 'badNotional' // worth too little or too much
  | 'badTerms' // side, type, time in force and instructions do not go together
  | 'notAllowed' // by the account's state: nothing to reduce, say
  | 'margin' // not enough of it
  | 'tooRisky' // more than the account or the contract allows
  | 'noMarket' // nobody to trade with, or no price to go by
  | 'halted'; // trading is off there

/**
 * The cause in terms a person can act on, whatever the venue calls it. `other` is none of these;
 * the venue's own words then say it best.
 */
export type VenueErrorReason =
  | 'badKey' // the API key is not known there
  | 'badSignature' // the key is known, the secret or its encoding is wrong
  | 'keyExpired'
  | 'noPermission' // the key may not do this (trading not allowed)
  | 'clock' // the request's time was refused
  | 'wrongGroup' // the account group is not this key's
  | 'wrongOrigin' // the secret was made for another host; the signer refused
  | 'noCredentials'
  | 'unknownSymbol'
  | 'unknownOrder' // malformed, unknown, or closed: it settles nothing
  | 'notOpen' // the order is not open, or is being canceled already
  | 'disarmed' // a live profile may not be traded on until a person arms it
  | 'badInput' // refused before sending: the request could never be right
  | 'rateLimited'
  | 'refused' // TCP connection refused
  | 'dns'
  | 'certificate'
  | 'proxyDown' // the proxy was not reached, or broke off
  | 'proxySignIn' // the proxy wants a sign-in, or did not take the one it got
  | 'proxyRefused' // the proxy opens no way to the host
  | 'proxyKind' // what is set is no proxy that requests can go through
  | 'timeout'
  | 'ignored' // several requests in a row were taken and not answered at all
  | 'reset' // the connection broke
  | 'truncated' // the answer ended early
  | 'tooLarge'
  | 'redirect'
  | 'empty' // an answer without a body
  | 'notJson' // HTML or other text in place of JSON
  | 'gateway' // 5xx or 429 from something in front of the venue
  | 'aborted' // the person gave up waiting
  | OrderReason
  | 'other';

/** The one error a venue throws. `transcript` is missing only where no request was made. */
export class VenueError extends Error {
  override readonly name = 'VenueError';
  readonly kind: VenueErrorKind;
  readonly reason: VenueErrorReason;
  /** The venue's own code, as text, e.g. `300006`. */
  readonly code: string | undefined;
  /** The venue's own reason and message, e.g. `INVALID_ORDER_ID: ...`. */
  readonly detail: string | undefined;
  readonly transcript: Transcript | undefined;
  /** How long the venue asks us to wait, ms, from Retry-After. */
  readonly retryAfter: number | undefined;

  constructor(
    kind: VenueErrorKind,
    reason: VenueErrorReason,
    message: string,
    more: {
      code?: string | undefined;
      detail?: string | undefined;
      transcript?: Transcript | undefined;
      retryAfter?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.kind = kind;
    this.reason = reason;
    this.code = more.code;
    this.detail = more.detail;
    this.transcript = more.transcript;
    this.retryAfter = more.retryAfter;
  }
}
