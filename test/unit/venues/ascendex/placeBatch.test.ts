import assert from 'node:assert/strict';
import { startPaperExchange, type PaperExchange } from '../../../../src/paper/exchange.ts';
import type { BatchPlaceResult, PlacePlan, PlaceRequest } from '../../../../src/venues/placing.ts';
import type { Venue } from '../../../../src/venues/venue.ts';
import { json } from '../../../support/faultyHost.ts';
import { body, LIMIT, meta, said, TIME, two } from '../../../support/placeBatches.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

describe('placing many orders', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  it('sends what the venue documents, signed with the time that the orders bear', async () => {
    const host = await rig.host({ answer: json(body) });
    await rig.venue(host.origin).venue.placing.placeMany(two);
    const [request] = host.requests;
    assert.deepEqual(
      [request?.method, request?.path],
      ['POST', '/6/api/pro/v2/futures/order/batch'],
    );
    assert.equal(new Map(request?.headers).get('x-auth-timestamp'), String(TIME));
    const common = { time: TIME, orderQty: '0.1', respInst: 'ACK' };
    const [limit, market] = [
      { id: 'request001', symbol: 'BTC-PERP', side: 'Buy', orderType: 'Limit', orderPrice: '9500' },
      { id: 'request002', symbol: 'ETH-PERP', side: 'Sell', orderType: 'Market' },
    ];
    const orders = [limit, market].map((order) => ({ ...common, ...order }));
    assert.deepEqual(JSON.parse(request?.body ?? ''), { orders });
  });

  async function states(answer: object): Promise<readonly BatchPlaceResult[]> {
    const host = await rig.host({ answer: json(answer) });
    return (await rig.venue(host.origin).venue.placing.placeMany(two)).value;
  }

  it('knows nothing of an order that the answer leaves out or gives another id or symbol', async () => {
    for (const orders of [
      [said[1]],
      [{ ...said[0], id: 'another001' }, said[1]],
      [{ ...said[0], symbol: 'ETH-PERP' }, said[1]],
      [{ ...said[0], id: '', orderId: 'order7' }, said[1]],
      [{ ...said[0], orderId: 'order2' }, said[1]],
      [{ ...said[0], orderId: 'no id' }, said[1]],
      [{ id: said[0]?.id }, said[1]],
      [said[1], 7],
    ]) {
      const value = await states({ code: 0, data: { meta, orders } });
      assert.deepEqual(
        value.map(({ state, orderId }) => [state, orderId]),
        [
          ['unknown', 'order1'],
          ['acknowledged', 'order2'],
        ],
      );
      assert.ok(value[0]?.state === 'unknown' && value[0].error.kind === 'unknownOutcome');
    }
  });

  it('goes by the id that the venue gives to an order where the answer bears its request’s own', async () => {
    const orders = [{ ...said[0], orderId: 'r1' }, said[1]];
    const value = await states({ code: 0, data: { meta, orders } });
    assert.deepEqual(value, [
      { state: 'acknowledged', orderId: 'r1' },
      { state: 'acknowledged', orderId: 'order2' },
    ]);
  });

  it('is refused as a whole where the refusal does not speak of each', async () => {
    const host = await rig.host();
    const { venue } = rig.venue(host.origin);
    for (const info of [undefined, [], [{ code: 300001 }], 'text', { 0: 1, length: 2 }]) {
      host.answer = json({ code: 300013, reason: 'INVALID_BATCH_ORDER', message: 'no', info });
      const error = await errorOf(venue.placing.placeMany(two));
      assert.deepEqual([error.kind, error.code], ['rejected', '300013']);
    }
  });

  it('tells which order was at fault, and does not take one order’s fault for another’s', async () => {
    const info = [
      { code: 300001, id: 'request002', reason: 'INVALID_PRICE' },
      { code: 310001, id: 'request002', reason: 'INVALID_MARGIN_BALANCE' },
    ];
    const value = await states({ code: 300013, reason: 'B', info });
    assert.deepEqual(
      value.map((one) => one.state === 'rejected' && [one.own, one.error.reason, one.error.kind]),
      [
        [false, 'other', 'rejected'],
        [true, 'margin', 'rejected'],
      ],
    );
  });

  it('is refused before sending where it could never be right', async () => {
    const host = await rig.host();
    const { placing } = rig.venue(host.origin).venue;
    const [one] = two;
    const many = Array.from({ length: 11 }, (_, i) => ({ ...one, orderId: `a${i}` }));
    const bad = { ...one, request: { ...LIMIT, quantity: '0' } };
    for (const plans of [[], many, [one, one], [two[1], bad]]) {
      const error = await errorOf(placing.placeMany(plans));
      assert.deepEqual([error.kind, error.reason], ['notSent', 'badInput']);
    }
    assert.equal(host.connections, 0);
  });

  it('reads the account once for orders planned together, and gives no two the same id', async () => {
    const account = {
      ...{ accountGroup: 6, userUID: 'U0123456789', viewPermission: true, tradePermission: true },
    };
    const host = await rig.host({ answer: json({ code: 0, data: account }) });
    const clock = { now: () => TIME, delay: () => Promise.resolve() };
    const { placing } = rig.venue(host.origin, { clock }).venue;
    const named = { ...LIMIT, clientId: 'endsAlike1' };
    const other = { ...LIMIT, clientId: 'XendsAlike1' };
    const plans = await Promise.all([LIMIT, LIMIT, named, other].map((each) => placing.plan(each)));
    assert.equal(new Set(plans.map(({ orderId }) => orderId)).size, 4);
    assert.deepEqual(
      plans.map(({ time }) => time - TIME),
      [0, 1, 0, 1],
    );
    assert.equal(host.requests.length, 1);
  });
});

describe('placing many orders, on the paper exchange', () => {
  const rig = new VenueRig();
  let paper: PaperExchange;
  let venue: Venue;

  beforeEach(async () => {
    paper = await startPaperExchange({ seed: 5, orders: 0, frozen: true });
    rig.endLater(() => paper.close());
    const { apiKey, secret, url, accountGroup } = paper.ready;
    const credentials = { apiKey, secret, origin: url };
    venue = rig.venue(url, { accountGroup: String(accountGroup), credentials }).venue;
  });
  afterEach(() => rig.end());

  const request = { ...LIMIT, quantity: '0.01', price: '50000' };
  const there = (): readonly string[] =>
    [...paper.services.accounts.all].flatMap(({ open }) => [...open.keys()]);
  const planned = (requests: readonly PlaceRequest[]): Promise<PlacePlan[]> =>
    Promise.all(requests.map((each) => venue.placing.plan(each)));

  it('acknowledges ten by one request, and has each under the id computed beforehand', async () => {
    const plans = await planned(Array.from({ length: 10 }, () => request));
    const { value, transcript } = await venue.placing.placeMany(plans);
    assert.deepEqual(
      value,
      plans.map(({ orderId }) => ({ state: 'acknowledged', orderId })),
    );
    assert.deepEqual([transcript.action, transcript.request.method], ['place-batch', 'POST']);
    assert.deepEqual(there().toSorted(), plans.map(({ orderId }) => orderId).toSorted());
  });

  it('tells of each where one is bad, and places none', async () => {
    const plans = await planned([request, { ...request, price: '50000.05' }, request]);
    const { value } = await venue.placing.placeMany(plans);
    assert.deepEqual(
      value.map((one) => one.state === 'rejected' && [one.own, one.error.code, one.error.reason]),
      [
        [false, '300013', 'other'],
        [true, '300014', 'badTick'],
        [false, '300013', 'other'],
      ],
    );
    assert.ok(value.every((one) => one.state === 'rejected' && one.error.transcript));
    assert.deepEqual(there(), []);
  });

  it('does not know what became of a batch that is sent again', async () => {
    const plans = await planned([request, request]);
    await venue.placing.placeMany(plans);
    const error = await errorOf(venue.placing.placeMany(plans));
    assert.equal(error.kind, 'unknownOutcome');
    assert.equal(there().length, 2);
  });

  it('is not sent again where it is refused for its time, as its ids bear that', async () => {
    const plans = await planned([request, request]);
    paper.services.clock.offset = 60_000;
    const error = await errorOf(venue.placing.placeMany(plans));
    assert.deepEqual([error.kind, error.reason], ['rejected', 'clock']);
    assert.equal(Math.round((venue.clock.current?.offset ?? 0) / 10_000), 6);
  });
});
