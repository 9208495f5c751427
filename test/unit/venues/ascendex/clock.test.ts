import assert from 'node:assert/strict';
import { systemStopwatch } from '../../../../src/common/clock.ts';
import { createDispatcher, type DispatcherFactory } from '../../../../src/net/dispatcher.ts';
import { openSocket } from '../../../../src/net/socket.ts';
import { startPaperExchange, type PaperExchange } from '../../../../src/paper/exchange.ts';
import type { Order } from '../../../../src/venues/venue.ts';
import { json, type Answer } from '../../../support/faultyHost.ts';
import * as faults from '../../../support/faults.ts';
import { publishedRequest } from '../../../support/orders.ts';
import { settled } from '../../../support/manualClock.ts';
import { errorOf, VenueRig, type VenueUnderTest } from '../../../support/venueRig.ts';

describe('the venue’s clock', () => {
  const rig = new VenueRig();
  let paper: PaperExchange;

  before(async () => {
    paper = await startPaperExchange({ seed: 11, orders: 20, frozen: true });
  });
  after(() => paper.close());
  afterEach(async () => {
    paper.services.clock.offset = 0;
    await rig.end();
  });

  function connect(): VenueUnderTest {
    const { apiKey, secret, url, accountGroup } = paper.ready;
    return rig.venue(url, {
      accountGroup: String(accountGroup),
      credentials: { apiKey, secret, origin: url },
    });
  }

  async function firstOpen(): Promise<Order> {
    const [order] = (await connect().venue.openOrders()).value;
    assert.ok(order);
    return order;
  }

  function actions({ transcripts }: VenueUnderTest): string[] {
    return transcripts.map(({ action }) => action);
  }

  for (const offset of [0, 31_000, -31_000, 60_000, -60_000]) {
    it(`is measured to be ${offset} ms off, and no further off than it says`, async () => {
      paper.services.clock.offset = offset;
      const { venue } = connect();
      const found = await venue.clock.measure();
      assert.ok(Math.abs(found.offset - offset) <= found.uncertainty + 1, JSON.stringify(found));
      assert.ok(found.uncertainty < 1_000);
      assert.ok(Math.abs(venue.clock.now() - (Date.now() + offset)) < 1_000);
      const call = await venue.openOrders();
      assert.equal(call.value.length > 0, true);
    });
  }

  for (const offset of [31_000, -31_000, 60_000, -60_000]) {
    it(`off by ${offset} ms does not keep anybody from reading`, async () => {
      paper.services.clock.offset = offset;
      const rigged = connect();
      assert.ok((await rigged.venue.openOrders()).value.length > 0);
      const [first, ...rest] = actions(rigged);
      assert.equal(first, 'open-orders');
      assert.deepEqual(new Set(rest.slice(0, -1)), new Set(['exchange-info']));
      assert.equal(rest.at(-1), 'open-orders');
      await rigged.venue.openOrders();
      assert.equal(rigged.transcripts.length, rest.length + 2, 'what was learned is kept');
    });

    it(`off by ${offset} ms does not keep anybody from canceling, header and body`, async () => {
      const order = await firstOpen();
      paper.services.clock.offset = offset;
      const rigged = connect();
      const { value, transcript } = await rigged.venue.cancelOrder(order);
      assert.equal(value.order?.status, 'canceled');
      const sent = actions(rigged).filter((action) => action === 'cancel-order');
      assert.equal(sent.length, 2);
      const { time } = JSON.parse(transcript.request.body ?? '') as { time: number };
      assert.equal(new Map(transcript.request.headers).get('x-auth-timestamp'), String(time));
    });
  }

  it('is found while followed, before anything was refused', async () => {
    paper.services.clock.offset = 20_000;
    const rigged = connect();
    const found = new Promise<number>((resolve) => {
      rigged.venue.clock.onDidChange(({ offset }) => resolve(offset));
    });
    const following = rigged.venue.clock.follow();
    assert.ok(Math.abs((await found) - 20_000) < 1_000);
    following.dispose();
    assert.deepEqual(new Set(actions(rigged)), new Set(['exchange-info']));
  });

  describe('where the venue refuses every time', () => {
    const refusal = json({ code: 100011, reason: 'INVALID_TIMESTAMP', message: 'time' });
    const truthful: Answer = (socket, request) => {
      const asked = Number(new URL(request.path, 'http://x').searchParams.get('requestTime'));
      const data = { requestTimeEcho: asked, requestReceiveAt: asked + 40_000, latency: 0 };
      json({ code: 0, data })(socket, request);
    };

    function host(info: Answer, other: Answer = refusal) {
      return rig.host({
        answer: (socket, request) =>
          (request.path.includes('exchange-info') ? info : other)(socket, request),
      });
    }

    it('sends a cancel a second time, signed afresh, and never a third', async () => {
      const server = await host(truthful);
      const { venue } = rig.venue(server.origin);
      const error = await errorOf(venue.cancelOrder(publishedRequest));
      assert.deepEqual([error.kind, error.reason, error.code], ['rejected', 'clock', '100011']);
      const sent = server.requests.filter(({ method }) => method === 'DELETE');
      assert.equal(sent.length, 2);
      const [first, second] = sent.map(({ body }) => (JSON.parse(body) as { time: number }).time);
      assert.ok((second ?? 0) - (first ?? 0) >= 39_000);
      const signed = sent.map(({ headers }) => new Map(headers).get('x-auth-signature'));
      assert.notEqual(signed[0], signed[1]);
      const told = [error.transcript?.earlier, error.transcript].map((each) => each?.request.body);
      assert.deepEqual(told, [sent[0]?.body, sent[1]?.body], 'a proof can show both');
    });

    it('sends no second cancel where somebody says meanwhile that it may not', async () => {
      const server = await host(truthful);
      const { venue } = rig.venue(server.origin);
      const error = await errorOf(venue.cancelOrder(publishedRequest, undefined, () => false));
      assert.deepEqual([error.kind, error.reason], ['rejected', 'clock']);
      assert.equal(server.requests.filter(({ method }) => method === 'DELETE').length, 1);
    });

    it('sends a read a second time and never a third', async () => {
      const server = await host(truthful);
      const error = await errorOf(rig.venue(server.origin).venue.openOrders());
      assert.deepEqual([error.kind, error.reason], ['rejected', 'clock']);
      assert.equal(server.requests.filter(({ path }) => path.includes('/open')).length, 2);
    });

    it('says what the second cancel met, where that was something else', async () => {
      const answers = faults.inTurn(refusal, faults.reset());
      const server = await host(truthful, answers);
      const error = await errorOf(rig.venue(server.origin).venue.cancelOrder(publishedRequest));
      assert.equal(error.kind, 'unknownOutcome');
    });

    it('says what the first cancel met, where the second was never sent', async () => {
      const server = await host(truthful);
      let cancels = 0;
      const create: DispatcherFactory = async (...parts) => {
        const dispatcher = await createDispatcher(...parts);
        const { dispatch } = dispatcher;
        dispatcher.dispatch = (options, handler) => {
          if (options.method !== 'DELETE' || ++cancels === 1) {
            return dispatch.call(dispatcher, options, handler);
          }
          const error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
          handler.onResponseError?.(undefined as never, error);
          return true;
        };
        return dispatcher;
      };
      const transport = { createDispatcher: create, openSocket, stopwatch: systemStopwatch };
      const { venue } = rig.venue(server.origin, { transport });
      const error = await errorOf(venue.cancelOrder(publishedRequest));
      assert.deepEqual([cancels, error.kind, error.reason], [2, 'rejected', 'clock']);
    });

    const useless: Readonly<Record<string, Answer>> = {
      'nobody tells the time': faults.html(502),
      'the time told is that of an earlier question': json({
        code: 0,
        data: { requestTimeEcho: 1, requestReceiveAt: 2, latency: 1 },
      }),
      'the time told is none': json({ code: 0, data: { requestReceiveAt: 'now' } }),
    };
    for (const [what, info] of Object.entries(useless)) {
      it(`sends nothing twice where ${what}`, async () => {
        const server = await host(info);
        const { venue } = rig.venue(server.origin);
        for (const call of [venue.cancelOrder(publishedRequest), venue.openOrders()]) {
          assert.deepEqual((await errorOf(call)).reason, 'clock');
        }
        assert.equal(server.requests.filter(({ method }) => method === 'DELETE').length, 1);
        assert.equal(server.requests.filter(({ path }) => path.includes('/open')).length, 1);
        assert.equal(venue.clock.current, undefined);
        assert.equal((await errorOf(venue.clock.measure())).kind, 'unreadable');
      });
    }

    it('does not believe a gateway that names the code: that settles nothing', async () => {
      const body = { code: 100011, reason: 'INVALID_TIMESTAMP', message: 'time' };
      const server = await host(truthful, json(body, { status: 502 }));
      const { venue } = rig.venue(server.origin);
      const error = await errorOf(venue.cancelOrder(publishedRequest));
      assert.equal(error.kind, 'unknownOutcome');
      assert.equal(server.requests.length, 1);
    });

    it('sends nothing more once it is given up', async () => {
      const abort = new AbortController();
      const server = await host((socket, request) => {
        abort.abort();
        truthful(socket, request);
      });
      const { venue } = rig.venue(server.origin);
      const error = await errorOf(venue.cancelOrder(publishedRequest, abort.signal));
      assert.deepEqual([error.kind, error.reason], ['rejected', 'clock']);
      await settled();
      assert.equal(server.requests.filter(({ method }) => method === 'DELETE').length, 1);
    });
  });
});
