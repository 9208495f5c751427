import assert from 'node:assert/strict';
import type { CancelRequest } from '../../../../src/venues/canceling.ts';
import { json } from '../../../support/faultyHost.ts';
import { cancelAnswer, publishedCancel, publishedRequest } from '../../../support/orders.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

describe('a cancel', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  it('reads the answer the venue once published, with its trailing comma', async () => {
    const host = await rig.host({ answer: json(publishedCancel) });
    const { venue, transcripts } = rig.venue(host.origin);
    const { value, transcript } = await venue.cancelOrder(publishedRequest);
    assert.equal(value.state, 'processed');
    assert.equal(value.order?.status, 'canceled');
    assert.match(
      value.order.raw,
      /^\{\n {12}"ac" .*"_NOT_IMPLEMENTED_".*"errorCode" {3}: "",\n {8}\}$/s,
    );
    assert.deepEqual(transcripts, [transcript]);
    assert.equal(Buffer.from(transcript.response?.body ?? []).toString(), publishedCancel);
  });

  it('goes out as the dialect wants it', async () => {
    const host = await rig.host({ answer: json(publishedCancel) });
    const { venue } = rig.venue(host.origin, {
      clock: { now: () => 1605677684000, delay: () => Promise.resolve() },
    });
    await venue.cancelOrder(publishedRequest);
    const [request] = host.requests;
    assert.equal(`${request?.method} ${request?.path}`, 'DELETE /6/api/pro/v2/futures/order');
    assert.deepEqual(JSON.parse(request?.body ?? ''), {
      id: 'abcd1234abcd1234',
      orderId: 'a175d9d90643U68469127074abcd1234',
      symbol: 'BTC-PERP',
      time: 1605677684000,
      respInst: 'ACCEPT',
    });
    const headers = new Map(request?.headers);
    assert.equal(headers.get('content-type'), 'application/json');
    assert.equal(headers.get('accept-encoding'), 'identity');
    assert.equal(headers.get('x-auth-timestamp'), '1605677684000');
  });

  it('is a POST where the profile says so, and asks for what it is told to', async () => {
    const host = await rig.host({ answer: json(publishedCancel) });
    const { venue } = rig.venue(host.origin, { cancelMethod: 'POST' });
    await venue.cancelOrder({ ...publishedRequest, respond: 'DONE' });
    assert.equal(host.requests[0]?.method, 'POST');
    assert.match(host.requests[0].body, /"respInst":"DONE"/);
  });

  it('bears a request id of its own where it is given none', async () => {
    const host = await rig.host();
    host.answer = (socket, request) => {
      const { id } = JSON.parse(request.body) as { id: string };
      json(cancelAnswer({ status: 'Canceled' }, { id }))(socket, request);
    };
    const { venue } = rig.venue(host.origin, { random: Math.random });
    const { orderId, symbol } = publishedRequest;
    for (let i = 0; i < 3; i++) await venue.cancelOrder({ orderId, symbol });
    const ids = host.requests.map(({ body }) => (JSON.parse(body) as { id: string }).id);
    assert.equal(new Set(ids).size, 3);
    for (const id of ids) assert.match(id, /^[a-z0-9]{20}$/);
  });

  it('is no more than acknowledged where the answer says ACK, whatever was asked', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    for (const respInst of ['ACK', 'ack', '', 'LATER']) {
      host.answer = json(cancelAnswer({ status: 'New', seqNum: -1 }, { respInst }));
      const { value } = await venue.cancelOrder({ ...publishedRequest, respond: 'DONE' });
      assert.equal(value.state, 'acknowledged', respInst);
      assert.equal(value.order?.status, 'open');
    }
  });

  it('is no more than acknowledged where the order is missing or not readable', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    const meta = { action: 'cancel-order', id: publishedRequest.requestId, respInst: 'DONE' };
    const { orderId, symbol } = publishedRequest;
    for (const data of [{ meta }, { meta, order: null }, { meta, order: { orderId, symbol } }]) {
      host.answer = json({ code: 0, data });
      const { value } = await venue.cancelOrder(publishedRequest);
      assert.deepEqual(value, { state: 'acknowledged', order: undefined });
    }
  });

  it('hands back an order that had filled before', async () => {
    const host = await rig.host({
      answer: json(cancelAnswer({ status: 'Filled', cumFilledQty: '0.1', avgFilledPx: '9500' })),
    });
    const { value } = await rig.venue(host.origin).venue.cancelOrder(publishedRequest);
    assert.deepEqual([value.state, value.order?.status], ['processed', 'filled']);
    assert.deepEqual([value.order?.filledQuantity, value.order?.averagePrice], ['0.1', '9500']);
  });

  it('was refused where the order still works and bears an error', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    for (const [errorCode, reason] of [
      ['NoOpenForCancel', 'notOpen'],
      ['TooLateToCancel', 'notOpen'],
      ['DupCancelCoid', 'notOpen'],
      ['OrderCancelReject', 'other'],
    ]) {
      host.answer = json(cancelAnswer({ status: 'New', errorCode }));
      const error = await errorOf(venue.cancelOrder(publishedRequest));
      assert.deepEqual([error.kind, error.reason, error.detail], ['rejected', reason, errorCode]);
    }
  });

  it('has an unknown outcome where the answer is about something else', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    for (const answer of [
      cancelAnswer({ status: 'Canceled', orderId: 'a175d9d90643U68469127074abcd1235' }),
      cancelAnswer({ status: 'Canceled', symbol: 'ETH-PERP' }),
      cancelAnswer({ status: 'Canceled', orderId: undefined }),
      cancelAnswer({ status: 'Canceled' }, { id: 'anotherid1234' }),
      cancelAnswer({ status: 'Canceled' }, { action: 'place-order' }),
      { code: 0 },
      { code: 0, data: {} },
      { code: 0, data: [] },
      { code: 0, data: { meta: null, order: {} } },
    ]) {
      host.answer = json(answer);
      const error = await errorOf(venue.cancelOrder(publishedRequest));
      assert.equal(error.kind, 'unknownOutcome', JSON.stringify(answer));
      assert.ok(error.transcript);
    }
  });

  it('is refused before sending where it could never be right, saying what to do', async () => {
    const host = await rig.host();
    const { venue, transcripts } = rig.venue(host.origin);
    const wrong: readonly (readonly [Partial<Record<keyof CancelRequest, unknown>>, RegExp])[] = [
      [{ orderId: '' }, /empty.*Enter/],
      [{ orderId: '   ' }, /empty.*Enter/],
      [{ orderId: undefined }, /empty.*Enter/],
      [{ orderId: ' a1' }, /spaces/],
      [{ orderId: 'a1\n' }, /line breaks/],
      [{ orderId: 'a1 a2' }, /spaces/],
      [{ orderId: 'a'.repeat(65) }, /65 characters/],
      [{ orderId: 'a1;DROP' }, /letters, digits/],
      [{ orderId: '../../order' }, /letters, digits/],
      [{ orderId: 'ä1' }, /letters, digits/],
      [{ symbol: '' }, /symbol is empty.*BTC-PERP/],
      [{ symbol: undefined }, /symbol is empty/],
      [{ symbol: 'BTC PERP' }, /symbol has characters/],
      [{ requestId: 'short' }, /9 to 32/],
      [{ requestId: 'with-a-dash-in-it' }, /letters and digits/],
    ];
    for (const [change, words] of wrong) {
      const request = { ...publishedRequest, ...change } as CancelRequest;
      const error = await errorOf(venue.cancelOrder(request));
      assert.deepEqual([error.kind, error.reason], ['notSent', 'badInput']);
      assert.match(error.message, words);
    }
    assert.equal(host.connections, 0);
    assert.equal(transcripts.length, 0);
  });

  it('is not sent without a key, and not to another origin than the key was made for', async () => {
    const host = await rig.host();
    const other = { apiKey: 'abcdef', secret: 'abcdef', origin: 'https://ascendex.com' };
    for (const [credentials, reason] of [
      [undefined, 'noCredentials'],
      [other, 'wrongOrigin'],
    ] as const) {
      const { venue } = rig.venue(host.origin, { credentials });
      for (const call of [venue.cancelOrder(publishedRequest), venue.openOrders()]) {
        const error = await errorOf(call);
        assert.deepEqual([error.kind, error.reason], ['notSent', reason]);
      }
    }
    assert.equal(host.connections, 0);
  });
});
