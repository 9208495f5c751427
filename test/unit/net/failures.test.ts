import assert from 'node:assert/strict';
import { failureReason, TransportError } from '../../../src/net/failures.ts';

describe('failureReason', () => {
  const cases = {
    refused: ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'],
    dns: ['ENOTFOUND', 'EAI_AGAIN'],
    certificate: [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'ERR_SSL_WRONG_VERSION_NUMBER',
    ],
    proxyDown: ['PROXY_DOWN'],
    proxySignIn: ['PROXY_SIGN_IN'],
    proxyRefused: ['PROXY_REFUSED'],
    proxyKind: ['PROXY_KIND'],
    timeout: ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT', 'TOTAL_TIMEOUT'],
    reset: ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'],
    tooLarge: ['TOO_LARGE', 'UND_ERR_HEADERS_OVERFLOW'],
    aborted: ['ABORTED', 'CLOSED', 'UND_ERR_DESTROYED'],
    other: ['HPE_INVALID_CONSTANT', 'SENT_TWICE', 'toString', '__proto__'],
  };
  for (const [reason, codes] of Object.entries(cases)) {
    it(`calls ${codes.join(', ')} ${reason}`, () => {
      for (const code of codes) {
        assert.equal(failureReason({ stage: 'headers', code, message: '' }), reason, code);
      }
    });
  }

  it('calls a connection that breaks within the body truncated', () => {
    const failure = { stage: 'body', code: 'UND_ERR_SOCKET', message: '' } as const;
    assert.equal(failureReason(failure), 'truncated');
  });

  it('carries over to an error what there is to know, and no more', () => {
    const error = new TransportError({ stage: 'send', code: 'EPIPE', message: 'write EPIPE' });
    assert.deepEqual({ ...error }, { name: 'TransportError', stage: 'send', code: 'EPIPE' });
    assert.equal(error.message, 'write EPIPE');
    assert.equal(error.cause, undefined);
  });
});
