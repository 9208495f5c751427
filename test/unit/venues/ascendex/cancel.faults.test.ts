import assert from 'node:assert/strict';
import { TransportError } from '../../../../src/net/failures.ts';
import type { VenueError, VenueErrorReason } from '../../../../src/venues/errors.ts';
import { json, message, refusingOrigin, type Answer } from '../../../support/faultyHost.ts';
import { startConnectProxy } from '../../../support/connectProxy.ts';
import * as faults from '../../../support/faults.ts';
import { cancelAnswer, publishedCancel, publishedRequest } from '../../../support/orders.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

const body = JSON.stringify(cancelAnswer());
const limits = { headersTimeout: 50, bodyTimeout: 50, totalTimeout: 400, maxBodyBytes: 100_000 };

/** Whatever happened after a cancel went out, and does not settle it. */
const unsettled: Readonly<Record<string, readonly [Answer, VenueErrorReason]>> = {
  hangs: [faults.hang(), 'timeout'],
  'breaks the connection': [faults.reset(), 'reset'],
  'closes the connection': [faults.endAfter(''), 'reset'],
  'breaks the connection within the body': [faults.reset(message(body).slice(0, -9)), 'truncated'],
  'closes it within the body': [faults.endAfter(message(body).slice(0, -9)), 'truncated'],
  'sends its body too slowly': [faults.slow(body, 40), 'timeout'],
  'stops within the body': [faults.raw(message(body).slice(0, -9)), 'timeout'],
  'says too large a length': [faults.wrongLength(body, 10_000), 'truncated'],
  'says too small a length': [faults.wrongLength(body, 100), 'truncated'],
  'sends more than is ever read': [faults.endless(), 'tooLarge'],
  'answers HTML': [faults.html(200), 'notJson'],
  'answers HTML with 403': [faults.html(403), 'notJson'],
  'answers 502 with HTML': [faults.html(502), 'gateway'],
  'answers 524 with HTML': [faults.html(524), 'gateway'],
  'answers 429 with HTML': [faults.html(429, { 'Retry-After': '7' }), 'gateway'],
  'answers 503 with nothing': [faults.empty(503), 'gateway'],
  'answers nothing': [faults.empty(), 'empty'],
  'answers nothing with 204': [json('', { status: 204, headers: {} }), 'empty'],
  'answers cut JSON': [json(body.slice(0, -1)), 'truncated'],
  'answers no JSON object': [json('[]'), 'other'],
  'answers no code': [json({ data: {} }), 'other'],
  'answers success with 404': [json(body, { status: 404 }), 'other'],
  'answers success with 502': [json(body, { status: 502 }), 'gateway'],
  'does not know what happened': [json({ code: 100101, reason: 'UNKNOWN_ERROR' }), 'other'],
  'has an error nobody documented': [json({ code: 777777, reason: 'WHO_KNOWS' }), 'other'],
  'refuses with 429': [json({ code: 100014, reason: 'SLOW' }, { status: 429 }), 'rateLimited'],
  'refuses with 500': [json({ code: 300006, reason: 'X' }, { status: 500 }), 'unknownOrder'],
};

describe('a cancel that was sent', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  for (const [what, [answer, reason]] of Object.entries(unsettled)) {
    it(`has an unknown outcome, and is not sent again, when the host ${what}`, async () => {
      const host = await rig.host({ answer });
      const { venue, transcripts, waits } = rig.venue(host.origin, { limits });
      const error = await errorOf(venue.cancelOrder(publishedRequest));
      assert.deepEqual([error.kind, error.reason], ['unknownOutcome', reason]);
      assert.match(error.message, /^The cancel was sent, but .*not known yet\.$/);
      assert.equal(error.transcript, transcripts[0]);
      assert.equal(transcripts.length, 1);
      assert.equal(host.requests.length, 1);
      assert.deepEqual(waits, []);
    });
  }

  it('has an unknown outcome when bytes come that are no UTF-8', async () => {
    const bytes = Buffer.from(message(body.replace('futTest', 'fut\u00ff\u00ffx')), 'latin1');
    const host = await rig.host({ answer: faults.endAfter(bytes) });
    const { venue } = rig.venue(host.origin);
    const error = await errorOf(venue.cancelOrder(publishedRequest));
    assert.equal(error.kind, 'unknownOutcome');
  });

  it('has an unknown outcome at whichever byte the answer is cut', async () => {
    const answers = [
      message(body, { headers: { 'Content-Type': 'application/json' } }),
      `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${body}`,
    ];
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    for (const whole of answers) {
      for (let at = 0; at < whole.length; at++) {
        host.answer = faults.endAfter(whole.slice(0, at));
        const error = await errorOf(venue.cancelOrder(publishedRequest));
        assert.equal(error.kind, 'unknownOutcome', `cut at ${at}`);
      }
      host.answer = faults.endAfter(whole);
      assert.equal((await venue.cancelOrder(publishedRequest)).value.state, 'processed');
    }
    assert.equal(host.requests.length, answers.join('').length + answers.length);
  }).timeout(20_000);

  it('is sent once at most where the host closes an idle connection just as it goes out', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    const deletes = (): number => host.requests.filter(({ method }) => method === 'DELETE').length;
    const list = message(JSON.stringify({ code: 0, data: [] }));
    const kinds = new Set<string>();
    for (let round = 0; round < 60; round++) {
      // Closed with the answer itself, a turn later, or by what is sent next.
      host.answer = (socket, request) => {
        if (request.method !== 'DELETE') {
          socket.write(list, () => round % 3 === 0 && setImmediate(() => socket.end()));
        } else if (round % 2 === 0) json(body)(socket, request);
        else socket.end();
      };
      await venue.openOrders();
      const before = deletes();
      const { kind } = await venue.cancelOrder(publishedRequest).then(
        ({ value }) => ({ kind: value.state }),
        (error: VenueError) => error,
      );
      kinds.add(kind);
      assert.ok(deletes() - before <= (kind === 'notSent' ? 0 : 1), `round ${round}: ${kind}`);
      if (round % 2 === 1) assert.notEqual(kind, 'processed');
    }
    assert.ok(kinds.has('processed') && kinds.has('unknownOutcome'), [...kinds].join());
  });

  it('has an unknown outcome when the trader gives up waiting', async () => {
    const host = await rig.host({ answer: faults.hang() });
    const abort = new AbortController();
    const call = errorOf(rig.venue(host.origin).venue.cancelOrder(publishedRequest, abort.signal));
    await host.received(1);
    abort.abort();
    const error = await call;
    assert.deepEqual([error.kind, error.reason], ['unknownOutcome', 'aborted']);
  });

  it('has an unknown outcome when the venue is closed meanwhile', async () => {
    const host = await rig.host({ answer: faults.hang() });
    const { venue } = rig.venue(host.origin);
    const call = errorOf(venue.cancelOrder(publishedRequest));
    await host.received(1);
    await venue.close();
    assert.deepEqual((await call).kind, 'unknownOutcome');
  });

  it('hands on how long a gateway asks to wait', async () => {
    const host = await rig.host({ answer: faults.html(429, { 'Retry-After': '7' }) });
    const error = await errorOf(rig.venue(host.origin).venue.cancelOrder(publishedRequest));
    assert.equal(error.retryAfter, 7_000);
  });

  it('is refused by a documented code that settles it, in any of the four shapes', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    const cases: readonly (readonly [object, VenueErrorReason, string])[] = [
      [
        { code: 300006, reason: 'INVALID_ORDER_ID', message: 'no' },
        'unknownOrder',
        'INVALID_ORDER_ID: no',
      ],
      [{ code: 300019, info: { reason: 'X', errorMsg: 'not open' } }, 'notOpen', 'X: not open'],
      [
        { m: 'error', code: 100008, reason: 'SYMBOL_ERROR', info: 'what?' },
        'unknownSymbol',
        'SYMBOL_ERROR: what?',
      ],
      [{ m: 'auth', code: 200001, err: 'unknown key' }, 'badKey', 'unknown key'],
      [{ code: 100007 }, 'badSignature', 'ENCRYPTION_ERROR'],
      [{ code: '300006', reason: 'TooLateToCancel' }, 'notOpen', 'TooLateToCancel'],
      [
        { code: 200015, ac: 'FUTURES', info: [{ message: 'no trade' }] },
        'noPermission',
        'no trade',
      ],
      [{ code: 200008, message: 'expired' }, 'keyExpired', 'expired'],
      [{ code: 100014 }, 'rateLimited', 'TOO_MANY_REQUESTS'],
      [{ code: 100004, reason: 'INVALID_REQUEST_DATA' }, 'other', 'INVALID_REQUEST_DATA'],
    ];
    for (const [answer, reason, detail] of cases) {
      for (const status of [200, 400]) {
        host.answer = json(answer, { status });
        const error = await errorOf(venue.cancelOrder(publishedRequest));
        assert.deepEqual([error.kind, error.reason], ['rejected', reason]);
        assert.equal(error.detail, detail);
        assert.match(error.message, new RegExp(`^The venue refused the cancel: ${error.code} `));
      }
    }
  });

  it('says by how much the clock is off when the venue refuses the time', async () => {
    const host = await rig.host({
      answer: json(
        { code: 100011, reason: 'INVALID_TIMESTAMP' },
        { headers: { Date: 'Thu, 01 Jan 1970 00:10:00 GMT' } },
      ),
    });
    for (const [now, words] of [
      [540_000, /about 60 s behind/],
      [660_000, /about 60 s ahead of/],
    ] as const) {
      const clock = { now: () => now, delay: () => Promise.resolve() };
      const { venue } = rig.venue(host.origin, { clock });
      const error = await errorOf(venue.cancelOrder(publishedRequest));
      assert.deepEqual([error.kind, error.reason], ['rejected', 'clock']);
      assert.match(error.detail ?? '', words);
      assert.match(error.message, words);
    }
  });

  it('believes no __proto__ in an answer', async () => {
    const host = await rig.host({
      answer: json('{"__proto__":{"code":0,"data":{"meta":{}}},"constructor":{"prototype":{}},}'),
    });
    const error = await errorOf(rig.venue(host.origin).venue.cancelOrder(publishedRequest));
    assert.equal(error.kind, 'unknownOutcome');
  });
});

describe('a cancel that was not sent', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  it('says so when the connection is refused', async () => {
    const { venue, transcripts } = rig.venue(await refusingOrigin());
    const error = await errorOf(venue.cancelOrder(publishedRequest));
    assert.deepEqual([error.kind, error.reason], ['notSent', 'refused']);
    assert.match(error.message, /not sent: the host refused.*safe to try again/);
    assert.ok(error.cause instanceof TransportError);
    assert.equal(error.transcript, transcripts[0]);
  });

  it('says so when the name does not resolve', async () => {
    const error = await errorOf(rig.venue('http://no.invalid').venue.cancelOrder(publishedRequest));
    assert.deepEqual([error.kind, error.reason], ['notSent', 'dns']);
  });

  it('says so when the certificate is bad', async () => {
    const host = await rig.host({ tls: true, answer: json(publishedCancel) });
    const error = await errorOf(rig.venue(host.origin).venue.cancelOrder(publishedRequest));
    assert.deepEqual([error.kind, error.reason], ['notSent', 'certificate']);
    assert.equal(host.requests.length, 0);
  });

  it('says so when the proxy opens no way, and leaves one alone that took no sign-in', async () => {
    const host = await rig.host({ answer: json(publishedCancel) });
    const proxy = await startConnectProxy(() => host.port);
    rig.endLater(() => proxy.close());
    const connect = { proxy: `http://me:word@${proxy.host}` };
    const { venue } = rig.venue('https://exchange.example', { connect });
    for (const [status, reason, retryAfter] of [
      [502, 'proxyRefused', undefined],
      [407, 'proxySignIn', 60_000],
    ] as const) {
      proxy.status = status;
      const error = await errorOf(venue.cancelOrder(publishedRequest));
      assert.deepEqual([error.kind, error.reason], ['notSent', reason]);
      assert.match(
        error.message,
        new RegExp(`\\(${proxy.host}: HTTP ${status}\\).*safe to try again`),
      );
      assert.equal(error.retryAfter, retryAfter);
    }
    assert.equal(host.requests.length, 0);
    assert.equal(proxy.asked.length, 2);
  });

  it('says so when the account group has to be found first and cannot be', async () => {
    const host = await rig.host({ answer: faults.html(200) });
    const { venue } = rig.venue(host.origin, { accountGroup: undefined });
    const error = await errorOf(venue.cancelOrder(publishedRequest));
    assert.deepEqual([error.kind, error.reason], ['notSent', 'notJson']);
    assert.ok(host.requests.every(({ method }) => method === 'GET'));
  });

  it('says so when it was given up before', async () => {
    const host = await rig.host();
    const call = rig.venue(host.origin).venue.cancelOrder(publishedRequest, AbortSignal.abort());
    assert.deepEqual((await errorOf(call)).kind, 'notSent');
    assert.equal(host.connections, 0);
  });
});
