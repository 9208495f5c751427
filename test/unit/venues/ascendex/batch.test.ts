import assert from 'node:assert/strict';
import { startPaperExchange, type PaperExchange } from '../../../../src/paper/exchange.ts';
import type { CancelRequest } from '../../../../src/venues/canceling.ts';
import type { Order, Venue } from '../../../../src/venues/venue.ts';
import { json, refusingOrigin, type Answer } from '../../../support/faultyHost.ts';
import * as faults from '../../../support/faults.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

const two: readonly CancelRequest[] = [
  { orderId: 'order1', symbol: 'BTC-PERP', requestId: 'request001' },
  { orderId: 'order2', symbol: 'ETH-PERP', requestId: 'request002' },
];
const said = two.map(({ orderId, symbol, requestId: id }) => ({ id, orderId, symbol }));
const meta = { action: 'batch-cancel-order', respInst: 'ACK' };

describe('canceling many, on the paper exchange', () => {
  const rig = new VenueRig();
  let paper: PaperExchange;
  let venue: Venue;

  beforeEach(async () => {
    paper = await startPaperExchange({ seed: 5, orders: 40, frozen: true });
    rig.endLater(() => paper.close());
    const { apiKey, secret, url, accountGroup } = paper.ready;
    venue = rig.venue(url, {
      accountGroup: String(accountGroup),
      credentials: { apiKey, secret, origin: url },
      random: Math.random,
    }).venue;
  });
  afterEach(() => rig.end());

  async function open(): Promise<readonly Order[]> {
    return (await venue.openOrders()).value;
  }

  it('acknowledges ten at once, and the venue then cancels them', async () => {
    const before = await open();
    const ten = before.slice(0, 10);
    const { value, transcript } = await venue.cancelOrders(ten);
    assert.deepEqual(
      value,
      ten.map(({ orderId, symbol }) => ({ orderId, symbol, state: 'acknowledged' })),
    );
    assert.deepEqual([transcript.action, transcript.request.method], ['cancel-batch', 'DELETE']);
    const { value: after } = await venue.orderStatus(ten.map(({ orderId }) => orderId));
    assert.ok(after.every(({ status }) => status === 'canceled'));
    assert.equal((await open()).length, before.length - 10);
  });

  it('tells of each where one is bad, and does nothing to any', async () => {
    const before = await open();
    const gone = before[0] as Order;
    await venue.cancelOrder(gone);
    const { value } = await venue.cancelOrders([before[1] as Order, gone, before[2] as Order]);
    assert.deepEqual(
      value.map((one) => one.state === 'rejected' && [one.own, one.error.code, one.error.reason]),
      [
        [false, '300013', 'other'],
        [true, '300019', 'notOpen'],
        [false, '300013', 'other'],
      ],
    );
    assert.ok(value.every((one) => one.state === 'rejected' && one.error.transcript));
    assert.equal((await open()).length, before.length - 1);
  });

  it('is sent again with the time put right where the venue refused it for that', async () => {
    const ten = (await open()).slice(0, 10);
    paper.services.clock.offset = -60_000;
    const { value } = await venue.cancelOrders(ten);
    assert.ok(value.every(({ state }) => state === 'acknowledged'));
  });

  it('acknowledges a cancel of all of one symbol, then of all', async () => {
    const before = await open();
    const { symbol } = before[0] as Order;
    const { value } = await venue.cancelAll(symbol);
    assert.deepEqual(value, { state: 'acknowledged' });
    const left = before.filter((order) => order.symbol !== symbol).length;
    assert.ok(left > 0);
    assert.equal((await open()).length, left);
    const { transcript } = await venue.cancelAll();
    assert.deepEqual([transcript.action, transcript.request.body], ['cancel-all', '{}']);
    assert.deepEqual(await open(), []);
  });

  it('is refused for a symbol that is not known', async () => {
    const error = await errorOf(venue.cancelAll('NONE-PERP'));
    assert.deepEqual([error.kind, error.reason], ['rejected', 'unknownSymbol']);
  });
});

describe('canceling many', () => {
  const rig = new VenueRig();
  const limits = { totalTimeout: 100 };
  afterEach(() => rig.end());

  const unsettled: Readonly<Record<string, Answer>> = {
    'the connection breaks': faults.reset(),
    'nobody answers': faults.hang(),
    'a gateway answers': faults.html(502),
    'the venue throttles': faults.html(429, { 'Retry-After': '1' }),
    'the answer is cut': json('{"code":0,"data":{"meta":{"action":"batch-c'),
    'the venue fails inside': json({ code: 510001, reason: 'SERVER_ERROR' }),
    'the code is not documented': json({ code: 300099, reason: 'X', info: said }),
    'the answer is to something else': json({
      code: 0,
      data: { action: 'place-order', meta: { action: 'batch-place-order' }, orders: said },
    }),
  };
  for (const [what, answer] of Object.entries(unsettled)) {
    it(`has an unknown outcome for all, and is not sent again, where ${what}`, async () => {
      const host = await rig.host({ answer });
      for (const [n, call] of [
        (venue: Venue) => venue.cancelOrders(two),
        (venue: Venue) => venue.cancelAll('BTC-PERP'),
      ].entries()) {
        const error = await errorOf(call(rig.venue(host.origin, { limits }).venue));
        assert.equal(error.kind, 'unknownOutcome', error.message);
        assert.match(error.message, /Whether the orders are canceled is not known/);
        assert.ok(error.transcript);
        assert.equal(host.requests.length, n + 1);
      }
    });
  }

  it('says that nothing was sent when the connection is refused', async () => {
    const { venue } = rig.venue(await refusingOrigin());
    for (const call of [venue.cancelOrders(two), venue.cancelAll()]) {
      const error = await errorOf(call);
      assert.deepEqual([error.kind, error.reason], ['notSent', 'refused']);
    }
  });

  it('sends what the venue documents', async () => {
    const host = await rig.host({ answer: json({ code: 0, data: { meta, orders: said } }) });
    const clock = { now: () => 1_700_000_000_000, delay: () => Promise.resolve() };
    await rig.venue(host.origin, { clock }).venue.cancelOrders(two);
    const [request] = host.requests;
    assert.deepEqual(
      [request?.method, request?.path],
      ['DELETE', '/6/api/pro/v2/futures/order/batch'],
    );
    const orders = said.map((one) => ({ ...one, time: 1_700_000_000_000 }));
    assert.deepEqual(JSON.parse(request?.body ?? ''), { orders });
  });

  it('knows nothing of an order that the answer leaves out or gives another id', async () => {
    const host = await rig.host();
    for (const orders of [[said[1]], [{ ...said[0], id: 'another001' }, said[1]], [said[1], 7]]) {
      host.answer = json({ code: 0, data: { meta, orders } });
      const { value } = await rig.venue(host.origin).venue.cancelOrders(two);
      assert.deepEqual(
        value.map(({ state }) => state),
        ['unknown', 'acknowledged'],
      );
      assert.ok(value[0]?.state === 'unknown' && value[0].error.kind === 'unknownOutcome');
    }
  });

  it('is refused as a whole where the refusal does not speak of each', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    for (const info of [undefined, [], [{ code: 300006 }], 'text', { 0: 1, length: 2 }]) {
      host.answer = json({ code: 300013, reason: 'INVALID_BATCH_ORDER', message: 'no', info });
      const error = await errorOf(venue.cancelOrders(two));
      assert.deepEqual([error.kind, error.code], ['rejected', '300013']);
    }
  });

  it('does not take one order’s fault for another’s', async () => {
    const info = [
      { code: 300006, id: 'request002', reason: 'INVALID_ORDER_ID' },
      { code: 300019, orderId: 'order2', id: 'request002', reason: 'x' },
    ];
    const host = await rig.host({ answer: json({ code: 300013, reason: 'B', info }) });
    const { value } = await rig.venue(host.origin).venue.cancelOrders(two);
    assert.deepEqual(
      value.map((one) => one.state === 'rejected' && one.own),
      [false, true],
    );
  });

  it('is refused before sending where it could never be right', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    const many = Array.from({ length: 11 }, (_, i) => ({ orderId: `a${i}`, symbol: 'X' }));
    const [one] = two as [CancelRequest];
    for (const call of [
      venue.cancelOrders([]),
      venue.cancelOrders(many),
      venue.cancelOrders([one, one]),
      venue.cancelOrders([one, { ...one, orderId: '' }]),
      venue.cancelAll(''),
      venue.cancelAll(' '),
      venue.cancelAll(null as unknown as string),
    ]) {
      const error = await errorOf(call);
      assert.deepEqual([error.kind, error.reason], ['notSent', 'badInput']);
    }
    assert.equal(host.connections, 0);
  });
});
