import assert from 'node:assert/strict';
import { endpoints, pathOf } from '../../../../src/venues/ascendex/endpoints.ts';
import type { Order } from '../../../../src/venues/venue.ts';
import { json, refusingOrigin, type Answer } from '../../../support/faultyHost.ts';
import * as faults from '../../../support/faults.ts';
import { wireOrder } from '../../../support/orders.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

const account = {
  code: 0,
  data: {
    accountGroup: 4,
    userUID: 'U0123456789',
    expireTime: -1,
    futuresAccount: ['fut1'],
    viewPermission: true,
    tradePermission: true,
  },
};
const noOrders = { code: 0, data: [] };
const limits = { headersTimeout: 50, bodyTimeout: 50, totalTimeout: 400, maxBodyBytes: 100_000 };

function ids(orders: readonly Order[]): string[] {
  return orders.map(({ orderId }) => orderId);
}

/** Answers a status query with the orders asked for, and says how it was asked. */
function statuses(asked: string[]): Answer {
  return (socket, request) => {
    const query = new URL(request.path, 'http://x').searchParams.get('orderId') ?? '';
    asked.push(query);
    const list = query.split(',').filter((id) => id !== '' && id !== 'gone');
    json({ code: 0, data: list.map((orderId) => wireOrder({ orderId })) })(socket, request);
  };
}

describe('reading', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  it('finds the account group once and then keeps it', async () => {
    const host = await rig.host({ answer: faults.inTurn(json(account), json(noOrders)) });
    const { venue } = rig.venue(host.origin, { accountGroup: undefined });
    await venue.openOrders();
    await venue.openOrders();
    assert.deepEqual(
      host.requests.map(({ path }) => path),
      ['/api/pro/v2/account/info', ...Array<string>(2).fill('/4/api/pro/v2/futures/order/open')],
    );
  });

  it('uses the group it was given, and refuses one that is no number', async () => {
    const host = await rig.host({ answer: json(noOrders) });
    await rig.venue(host.origin, { accountGroup: '0' }).venue.openOrders();
    assert.equal(host.requests[0]?.path, '/0/api/pro/v2/futures/order/open');
    const error = await errorOf(
      rig.venue(host.origin, { accountGroup: '../4' }).venue.openOrders(),
    );
    assert.deepEqual([error.kind, error.reason], ['notSent', 'badInput']);
    assert.equal(host.requests.length, 1);
  });

  it('signs what is private and nothing else', async () => {
    const host = await rig.host({ answer: json(noOrders) });
    const { venue } = rig.venue(host.origin);
    await venue.contracts();
    await venue.pricing();
    await venue.openOrders();
    const signed = host.requests.map(({ headers }) =>
      headers.some(([name]) => name.startsWith('x-auth')),
    );
    assert.deepEqual(signed, [false, false, true]);
  });

  it("keeps each order's own text, digit for digit", async () => {
    const first =
      '{"orderId":"a1","symbol":"A","side":"Sell","status":"New","orderQty":"1.0", "cumFilledQty":"0","time":1,"seqNum":12345678901234567890}';
    const second = JSON.stringify(wireOrder({ orderId: 'b2' }), undefined, 2);
    const host = await rig.host({ answer: json(`{"code":0,"data":[ ${first},\n${second} ,]}`) });
    const { value } = await rig.venue(host.origin).venue.openOrders();
    assert.deepEqual(
      value.map(({ raw }) => raw),
      [first, second],
    );
  });

  it('finds a list unreadable of which one order is, and leaves none out', async () => {
    const host = await rig.host({
      answer: json({ code: 0, data: [wireOrder(), wireOrder({ status: 7 })] }),
    });
    const error = await errorOf(rig.venue(host.origin).venue.openOrders());
    assert.deepEqual([error.kind, error.reason], ['unreadable', 'other']);
    assert.match(error.message, /open orders cannot be understood.*status/);
    assert.ok(error.transcript);
  });

  it('asks for the status of one order as of a list, and of several at once', async () => {
    const asked: string[] = [];
    const host = await rig.host({ answer: statuses(asked) });
    const { venue } = rig.venue(host.origin);
    assert.deepEqual(ids((await venue.orderStatus(['a1'])).value), ['a1']);
    assert.deepEqual(ids((await venue.orderStatus(['a1', 'gone', 'a2', 'a1'])).value), [
      'a1',
      'a2',
    ]);
    const most = Array.from({ length: 40 }, (_, i) => `a${i}`);
    assert.deepEqual(ids((await venue.orderStatus(most)).value), most);
    assert.deepEqual(asked, ['a1,', 'a1,gone,a2', most.join(',')]);
  });

  it('takes a single order in place of a list, and none that was not asked for', async () => {
    const host = await rig.host({ answer: json({ code: 0, data: wireOrder({ orderId: 'a1' }) }) });
    const { venue } = rig.venue(host.origin);
    assert.deepEqual(ids((await venue.orderStatus(['a1'])).value), ['a1']);
    assert.deepEqual(ids((await venue.orderStatus(['a2'])).value), []);
  });

  it('asks for no status of what is no order id, nor of more than one URL can hold', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    const tooMany = Array.from({ length: 41 }, (_, i) => `a${i}`);
    for (const list of [[], [''], ['a1', 'a,b'], ['a&symbol=x'], tooMany]) {
      const error = await errorOf(venue.orderStatus(list));
      assert.deepEqual([error.kind, error.reason], ['notSent', 'badInput']);
    }
    assert.equal(host.connections, 0);
  });

  it('says what it knows when the venue refuses', async () => {
    const host = await rig.host({
      answer: json({ code: 200003, reason: 'ACCOUNT_NOT_FOUND', message: 'x' }),
    });
    const { venue, waits } = rig.venue(host.origin);
    const error = await errorOf(venue.openOrders());
    assert.deepEqual([error.kind, error.reason, error.code], ['rejected', 'wrongGroup', '200003']);
    assert.equal(
      error.message,
      'The venue refused the request for the open orders: 200003 ACCOUNT_NOT_FOUND: x.',
    );
    assert.deepEqual(waits, []);
  });

  describe('is tried again, signed afresh,', () => {
    const passing: Readonly<Record<string, Answer>> = {
      'after a broken connection': faults.reset(),
      'after a cut body': faults.endAfter('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{'),
      'after silence': faults.hang(),
      'after a gateway’s error': faults.html(502),
      'after a gateway’s error that asks for a short wait': faults.html(503, {
        'Retry-After': '2',
      }),
    };
    for (const [what, answer] of Object.entries(passing)) {
      it(what, async () => {
        const host = await rig.host({ answer: faults.inTurn(answer, answer, json(noOrders)) });
        let time = 1_700_000_000_000;
        const waits: number[] = [];
        const clock = {
          now: () => (time += 10),
          delay: (ms: number) => {
            waits.push(ms);
            time += ms;
            return Promise.resolve();
          },
        };
        const { venue, transcripts } = rig.venue(host.origin, { limits, clock });
        const { value, transcript } = await venue.openOrders();
        assert.deepEqual(value, []);
        assert.equal(transcripts.length, 3);
        const attempts = [transcript.earlier?.earlier, transcript.earlier, transcript];
        assert.deepEqual(
          attempts.map((each) => each?.id),
          transcripts.map(({ id }) => id),
        );
        assert.deepEqual(waits, what.includes('wait') ? [2_125, 2_250] : [125, 250]);
        const signatures = host.requests.map(({ headers }) =>
          new Map(headers).get('x-auth-signature'),
        );
        assert.equal(new Set(signatures).size, 3);
      });
    }

    it('at most twice', async () => {
      const host = await rig.host({ answer: faults.html(502) });
      const { venue } = rig.venue(host.origin);
      const error = await errorOf(venue.openOrders());
      assert.deepEqual([error.kind, error.reason], ['unreadable', 'gateway']);
      assert.equal(host.requests.length, 3);
    });

    it('when the connection is refused, and then says that nothing was sent', async () => {
      const { venue, transcripts } = rig.venue(await refusingOrigin());
      const error = await errorOf(venue.openOrders());
      assert.deepEqual([error.kind, error.reason], ['notSent', 'refused']);
      assert.equal(transcripts.length, 3);
    });
  });

  describe('is not tried again', () => {
    const lasting: Readonly<Record<string, readonly [Answer, string]>> = {
      'when a gateway asks for a long wait': [faults.html(503, { 'Retry-After': '60' }), 'gateway'],
      'when the answer is HTML': [faults.html(200), 'notJson'],
      'when the answer is empty': [faults.empty(), 'empty'],
      'when the JSON is broken': [
        faults.raw('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html'),
        'notJson',
      ],
      'when the answer is compressed': [faults.gzip('{"code":0,"data":[]}'), 'notJson'],
      'when it is redirected': [faults.redirect('https://evil.example/'), 'redirect'],
      'when the answer is too large': [faults.endless(), 'tooLarge'],
    };
    for (const [what, [answer, reason]] of Object.entries(lasting)) {
      it(what, async () => {
        const host = await rig.host({ answer });
        const error = await errorOf(rig.venue(host.origin, { limits }).venue.openOrders());
        assert.deepEqual([error.kind, error.reason], ['unreadable', reason]);
        assert.match(error.message, /^Reading the open orders failed: /);
        assert.equal(host.requests.length, 1);
      });
    }

    it('once it is given up', async () => {
      const host = await rig.host({ answer: faults.reset() });
      const abort = new AbortController();
      const clock = {
        now: Date.now,
        delay: () => {
          abort.abort();
          return Promise.resolve();
        },
      };
      const { venue } = rig.venue(host.origin, { clock });
      const error = await errorOf(venue.openOrders(abort.signal));
      assert.deepEqual([error.kind, error.reason], ['unreadable', 'aborted']);
      assert.equal(host.requests.length, 1);
    });

    it('once the venue is closed, which does not wait for its time', async () => {
      const host = await rig.host({ answer: faults.reset() });
      const clock = {
        now: Date.now,
        delay: (_ms: number, signal?: AbortSignal) => {
          const over = new Promise<void>((resolve) =>
            signal?.addEventListener('abort', () => resolve(), { once: true }),
          );
          void venue.close();
          return over;
        },
      };
      const { venue } = rig.venue(host.origin, { clock });
      const error = await errorOf(venue.openOrders());
      assert.deepEqual([error.kind, error.reason], ['unreadable', 'aborted']);
      assert.equal(host.requests.length, 1);
    });

    it('once fifteen seconds have gone by', async () => {
      const host = await rig.host({ answer: faults.reset() });
      let time = 0;
      const clock = { now: () => (time += 10_000), delay: () => Promise.resolve() };
      await errorOf(rig.venue(host.origin, { clock }).venue.openOrders());
      assert.equal(host.requests.length, 1);
    });
  });

  it('has a path below the group for what belongs to an account', () => {
    assert.equal(pathOf(endpoints.account, '6'), '/api/pro/v2/account/info');
    assert.equal(
      pathOf(endpoints.orderStatus, '6', 'orderId=a,'),
      '/6/api/pro/v2/futures/order/status?orderId=a,',
    );
  });
});
