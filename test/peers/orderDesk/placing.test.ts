import assert from 'node:assert/strict';
import type { PlaceRequest } from '../../../src/venues/placing.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { useDesk } from '../support/desk.ts';
import { sameDeskOrder } from '../support/heldByDesk.ts';

const PLACE = 'POST v2/futures/order';
const LIMIT: PlaceRequest = {
  ...{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.0123', price: '60000.1' },
};

describe("Order Desk's client places on the paper exchange", () => {
  const peer = useDesk('orderDesk/placing');

  async function place(changes: Partial<PlaceRequest> = {}): Promise<Order> {
    const { venue, exchange } = peer();
    const plan = await venue.placing.plan({ ...LIMIT, ...changes });
    const { value } = await venue.placing.place(plan);
    assert.equal(value.state, 'processed');
    const order = value.order ?? assert.fail();
    const held = exchange.order(order.orderId);
    assert.equal(plan.orderId, held.orderId, 'the id that was computed beforehand');
    sameDeskOrder(order, held);
    exchange.compared(PLACE);
    return order;
  }
  const termsOf = ({ orderId }: Order) => peer().exchange.order(orderId).terms;

  it('a limit order', async () => {
    const { type, side, ticks, lots, timeInForce } = termsOf(await place());
    assert.deepEqual(
      { type, side, ticks, lots, timeInForce },
      { type: 'Limit', side: 'Buy', ticks: 600_001, lots: 123, timeInForce: 'GTC' },
    );
  });

  it('a market order, with what it was filled at', async () => {
    const order = await place({ type: 'market', price: undefined, side: 'sell' });
    assert.equal(order.status, 'filled');
    assert.equal(termsOf(order).type, 'Market');
  });

  it('stops, of both kinds', async () => {
    const limit = await place({ type: 'stopLimit', price: '62000', stopPrice: '61900.5' });
    assert.deepEqual([termsOf(limit).type, termsOf(limit).stopTicks], ['StopLimit', 619_005]);
    const market = await place({ type: 'stopMarket', price: undefined, stopPrice: '61900' });
    assert.deepEqual([termsOf(market).type, market.status], ['StopMarket', 'pending']);
  });

  it('orders that may take, must rest, or only reduce', async () => {
    assert.equal(termsOf(await place({ timeInForce: 'IOC' })).timeInForce, 'IOC');
    assert.equal(termsOf(await place({ timeInForce: 'FOK' })).timeInForce, 'FOK');
    assert.equal(termsOf(await place({ postOnly: true })).postOnly, true);
    const own = await place({ type: 'market', price: undefined, quantity: '1' });
    assert.equal(own.status, 'filled');
    const reduces = { side: 'sell', price: '63000', reduceOnly: true } as const;
    assert.equal(termsOf(await place(reduces)).reduceOnly, true);
    const both = termsOf(await place({ ...reduces, postOnly: true }));
    assert.deepEqual([both.postOnly, both.reduceOnly], [true, true]);
  });

  it('ten in a batch, each under the id computed beforehand, and none where one is wrong', async () => {
    const { venue, exchange } = peer();
    const plan = (at: number, changes: Partial<PlaceRequest> = {}) =>
      venue.placing.plan({ ...LIMIT, quantity: `0.1${at + 1}1`, ...changes });
    const kinds: readonly Partial<PlaceRequest>[] = [
      { type: 'market', price: undefined },
      { type: 'stopLimit', price: '62000', stopPrice: '61900.5' },
      { postOnly: true },
      { timeInForce: 'IOC' },
    ];
    const ten = await Promise.all(Array.from({ length: 10 }, (_, at) => plan(at, kinds[at])));
    const { value } = await venue.placing.placeMany(ten);
    assert.deepEqual(
      value.map(({ state, orderId }) => [state, orderId]),
      ten.map(({ orderId }) => ['acknowledged', orderId]),
    );
    const { value: orders } = await venue.orderStatus(ten.map(({ orderId }) => orderId));
    for (const { orderId, request } of ten) {
      const told = orders.find((order) => order.orderId === orderId);
      sameDeskOrder(told, exchange.order(orderId));
      assert.deepEqual([told?.type, told?.quantity], [request.type, request.quantity]);
    }
    assert.deepEqual(
      ten.slice(0, 4).map(({ orderId }) => {
        const { type, postOnly, timeInForce } = exchange.order(orderId).terms;
        return [type, postOnly, timeInForce];
      }),
      [
        ['Market', false, 'GTC'],
        ['StopLimit', false, 'GTC'],
        ['Limit', true, 'GTC'],
        ['Limit', false, 'IOC'],
      ],
    );
    const bad = await Promise.all([plan(1), plan(2, { price: '60000.05' })]);
    const { value: refused } = await venue.placing.placeMany(bad);
    assert.deepEqual(
      refused.map((each) => each.state === 'rejected' && [each.own, each.error.code]),
      [
        [false, '300013'],
        [true, '300014'],
      ],
    );
    const { value: none } = await venue.orderStatus(bad.map(({ orderId }) => orderId));
    assert.deepEqual(none, []);
    exchange.compared('POST v2/futures/order/batch');
  });
});
