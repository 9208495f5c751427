import assert from 'node:assert/strict';
import { orderIdOf } from '../../../../src/venues/ascendex/orderIds.ts';
import type { PlaceRequest } from '../../../../src/venues/placing.ts';
import type { Venue } from '../../../../src/venues/venue.ts';
import {
  json,
  type Answer,
  type FaultyHost,
  type SeenRequest,
} from '../../../support/faultyHost.ts';
import { wireOrder } from '../../../support/orders.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';

const LIMIT: PlaceRequest = {
  ...{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.1', price: '9500' },
  clientId: 'sampleRequestId2',
};
const account = {
  ...{ accountGroup: 6, userUID: 'U0123456789', viewPermission: true, tradePermission: true },
};

describe('placing orders', () => {
  const rig = new VenueRig();
  let host: FaultyHost;
  let venue: Venue;
  let answer: Answer;
  const placed = (): readonly SeenRequest[] =>
    host.requests.filter(({ method }) => method === 'POST');
  const bodyOf = (request: SeenRequest | undefined) => JSON.parse(request?.body ?? '');
  const answers = (order: object | undefined, meta: object = { respInst: 'DONE' }): Answer => {
    return (socket, request) => {
      const { id } = bodyOf(request);
      const data = { meta: { action: 'place-order', id, ...meta }, order };
      json({ code: 0, data })(socket, request);
    };
  };

  beforeEach(async () => {
    host = await rig.host();
    answer = json({});
    host.answer = (socket, request) =>
      request.method === 'POST'
        ? answer(socket, request)
        : json({ code: 0, data: account })(socket, request);
    ({ venue } = rig.venue(host.origin));
  });
  afterEach(() => rig.end());

  it('compute the id that the venue published for its sample', () => {
    assert.equal(
      orderIdOf(1613878579169, 'U0123456789', 'sampleRequestId2'),
      'a177c2a8cfe1U0123456789equestId2',
    );
  });

  it('sends the time and the id that the order id was computed from, and signs with that time', async () => {
    const plan = await venue.placing.plan(LIMIT);
    answer = answers(wireOrder({ orderId: plan.orderId }));
    await venue.placing.place(plan);
    const [request] = placed();
    const { id, time } = bodyOf(request);
    assert.equal(plan.orderId, orderIdOf(time, account.userUID, id));
    assert.equal(new Map(request?.headers).get('x-auth-timestamp'), String(time));
  });

  it('writes each kind of order in the words of the dialect', async () => {
    answer = answers(undefined, { respInst: 'ACK' });
    const stop = { ...LIMIT, price: undefined, type: 'stopMarket', stopPrice: '9000' } as const;
    for (const request of [
      { ...LIMIT, timeInForce: 'IOC', reduceOnly: true } as const,
      { ...LIMIT, side: 'sell', postOnly: true, positionStopLoss: '1', positionTakeProfit: '2' },
      { ...LIMIT, postOnly: true, reduceOnly: true },
      stop,
    ] satisfies PlaceRequest[]) {
      await venue.placing.place(await venue.placing.plan(request));
    }
    const common = { id: LIMIT.clientId, symbol: 'BTC-PERP', orderQty: '0.1', respInst: 'DONE' };
    const limit = { ...common, orderType: 'Limit', side: 'Buy', orderPrice: '9500' };
    const positions = { posStopLossPrice: '1', posTakeProfitPrice: '2' };
    assert.deepEqual(
      placed().map((request) => ({ ...bodyOf(request), time: 0 })),
      [
        { ...limit, timeInForce: 'IOC', execInst: 'ReduceOnly' },
        { ...limit, side: 'Sell', execInst: 'Post', ...positions },
        { ...limit, execInst: 'PostReduceOnly' },
        { ...common, orderType: 'StopMarket', side: 'Buy', stopPrice: '9000' },
      ].map((body) => ({ ...body, time: 0 })),
    );
  });

  it('takes an acknowledgement for no order', async () => {
    const plan = await venue.placing.plan(LIMIT);
    answer = answers(wireOrder({ orderId: plan.orderId }), { respInst: 'ACK' });
    assert.equal((await venue.placing.place(plan)).value.state, 'acknowledged');
  });

  it('goes by the id that the venue gives to the order where the answer is to this request', async () => {
    const plan = await venue.placing.plan(LIMIT);
    answer = answers(wireOrder({ orderId: 'r1' }));
    const { value } = await venue.placing.place(plan);
    assert.equal(value.orderId, 'r1');
    assert.equal(value.order?.orderId, 'r1');
  });

  it('does not know what became of an order whose answer is about another', async () => {
    const plan = await venue.placing.plan(LIMIT);
    answer = answers(wireOrder({ orderId: 'r1' }), { id: '' });
    assert.equal((await errorOf(venue.placing.place(plan))).kind, 'unknownOutcome');
    answer = answers(wireOrder({ orderId: plan.orderId, symbol: 'ETH-PERP' }));
    assert.equal((await errorOf(venue.placing.place(plan))).kind, 'unknownOutcome');
    answer = answers(wireOrder(), { action: 'cancel-order' });
    assert.equal((await errorOf(venue.placing.place(plan))).kind, 'unknownOutcome');
  });

  it('takes "this order exists" for no refusal: the request had arrived before', async () => {
    answer = json({ code: 100003, reason: 'KEY_CONFLICT', message: 'DupNewCoid' });
    const error = await errorOf(venue.placing.place(await venue.placing.plan(LIMIT)));
    assert.equal(error.kind, 'unknownOutcome');
  });

  it('does not send again what was refused for its time', async () => {
    answer = json({ code: 100011, reason: 'INVALID_TIMESTAMP', message: '' });
    const error = await errorOf(venue.placing.place(await venue.placing.plan(LIMIT)));
    assert.equal(error.reason, 'clock');
    assert.equal(placed().length, 1);
  });

  it('plans nothing where the account does not say what order ids are made of', async () => {
    host.answer = json({ code: 0, data: { ...account, userUID: '' } });
    const error = await errorOf(venue.placing.plan(LIMIT));
    assert.equal(error.kind, 'notSent');
    assert.match(error.message, /user id/);
  });

  it('reads the terms of contracts, the fees of a contract, and the margin that is free', async () => {
    const fee = { maker: '0.0002', taker: '0.0006' };
    const parts: Readonly<Record<string, unknown>> = {
      contract: [
        {
          ...{ symbol: 'BTC-PERP', status: 'Normal', settlementAsset: 'USDT' },
          priceFilter: { minPrice: '1', maxPrice: '1000000', tickSize: '0.1' },
          lotSizeFilter: { minQty: '0.0001', maxQty: '100', lotSize: '0.0001' },
          marginRequirements: [
            {
              ...{ positionNotionalLowerBound: '0', positionNotionalUpperBound: '50000' },
              initialMarginRate: '0.01',
            },
          ],
        },
      ],
      fee: { productFee: [{ symbol: 'BTC-PERP', fee }] },
      info: { genericFee: { largeCap: fee, smallCap: { maker: '0.001', taker: '0.002' } } },
    };
    host.answer = (socket, request) => {
      const data = parts[request.path.split('/').at(-1) ?? ''];
      json({ code: 0, data })(socket, request);
    };
    const {
      value: [terms],
    } = await venue.placing.terms();
    assert.equal(terms?.maxPrice, '1000000');
    assert.equal(terms.minNotional, undefined);
    assert.deepEqual(terms.brackets, [
      {
        ...{ notionalAbove: '0', notionalUpTo: '50000', initialRate: '0.01' },
        maintenanceRate: undefined,
      },
    ]);
    assert.deepEqual((await venue.placing.fees()).value.get('BTC-PERP'), fee);
    assert.equal((await venue.placing.generalFees()).value.taker, '0.002');
  });
});
