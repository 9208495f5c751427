import type { FailureStage, Transcript } from './transcript.ts';

/** Failure codes of our own, beside those of Node and undici. */
export const failureCodes = {
  aborted: 'ABORTED',
  closed: 'CLOSED',
  tooLarge: 'TOO_LARGE',
  totalTimeout: 'TOTAL_TIMEOUT',
  twice: 'SENT_TWICE',
  proxyDown: 'PROXY_DOWN',
  proxySignIn: 'PROXY_SIGN_IN',
  proxyRefused: 'PROXY_REFUSED',
  proxyKind: 'PROXY_KIND',
} as const;

export type FailureReason =
  | 'refused'
  | 'dns'
  | 'certificate'
  | 'proxyDown'
  | 'proxySignIn'
  | 'proxyRefused'
  | 'proxyKind'
  | 'timeout'
  | 'reset'
  | 'truncated'
  | 'tooLarge'
  | 'aborted'
  | 'other';

/**
 * A failure on the way as an error, to stand as the `cause` of another. It is made afresh from a
 * transcript, so it carries none of the sockets, buffers and headers that the first error may hold.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly stage: FailureStage;
  readonly code: string;

  constructor(failure: NonNullable<Transcript['failure']>) {
    super(failure.message);
    this.stage = failure.stage;
    this.code = failure.code;
  }
}

const byCode = new Map<string, FailureReason>(
  Object.entries({
    ECONNREFUSED: 'refused',
    EHOSTUNREACH: 'refused',
    ENETUNREACH: 'refused',
    EADDRNOTAVAIL: 'refused',
    ENOTFOUND: 'dns',
    EAI_AGAIN: 'dns',
    ETIMEDOUT: 'timeout',
    UND_ERR_CONNECT_TIMEOUT: 'timeout',
    UND_ERR_HEADERS_TIMEOUT: 'timeout',
    UND_ERR_BODY_TIMEOUT: 'timeout',
    [failureCodes.totalTimeout]: 'timeout',
    ECONNRESET: 'reset',
    ECONNABORTED: 'reset',
    EPIPE: 'reset',
    UND_ERR_SOCKET: 'reset',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'truncated',
    [failureCodes.tooLarge]: 'tooLarge',
    UND_ERR_HEADERS_OVERFLOW: 'tooLarge',
    [failureCodes.aborted]: 'aborted',
    [failureCodes.closed]: 'aborted',
    UND_ERR_DESTROYED: 'aborted',
    UND_ERR_CLOSED: 'aborted',
    [failureCodes.proxyDown]: 'proxyDown',
    [failureCodes.proxySignIn]: 'proxySignIn',
    [failureCodes.proxyRefused]: 'proxyRefused',
    [failureCodes.proxyKind]: 'proxyKind',
  }),
);

/** Node's codes for a certificate that was not accepted, from OpenSSL's verify errors and Node's own. */
const certificate =
  /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECODE|DECRYPT)|^ERR_(TLS|SSL)|^EPROTO$/;

/** Says what kind of trouble a failure was, in terms a person can act on. */
export function failureReason(failure: NonNullable<Transcript['failure']>): FailureReason {
  const known = byCode.get(failure.code);
  if (known === 'reset' && failure.stage === 'body') return 'truncated';
  if (known) return known;
  return certificate.test(failure.code) ? 'certificate' : 'other';
}
