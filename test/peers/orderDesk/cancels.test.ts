import assert from 'node:assert/strict';
import type { EngineOrder } from '../../../src/paper/engine/order.ts';
import { errorOf } from '../../support/venueRig.ts';
import { useDesk } from '../support/desk.ts';

const FIRST_DRAFT = "Here it is the first draft's cancel, by a profile's option.";

describe("Order Desk's client cancels on the paper exchange", () => {
  const peer = useDesk('orderDesk/cancels', { orders: 40 });
  const resting = (): EngineOrder[] =>
    [...peer().exchange.account.open.values()].filter(({ status }) => status === 'New');
  const request = ({ orderId, terms }: EngineOrder) => ({ orderId, symbol: terms.contract.symbol });
  const first = (): EngineOrder => resting()[0] ?? assert.fail();

  it('one, and tells what the engine made of it', async () => {
    const { venue, exchange } = peer();
    const order = first();
    exchange.time += 2_000;
    const { value } = await venue.cancelOrder({ ...request(order), respond: 'DONE' });
    assert.equal(order.status, 'Canceled');
    assert.equal(value.order?.orderId, order.orderId);
    assert.deepEqual(
      [value.order?.status, value.order?.sequence, value.order?.updatedAt],
      ['canceled', order.state.sequence, exchange.time],
    );
    exchange.compared('DELETE v2/futures/order');
  });

  it('one that is only acknowledged, as it stood', async () => {
    const { venue, exchange } = peer();
    const order = first();
    exchange.paper.services.queue.hold();
    const { value } = await venue.cancelOrder({ ...request(order), respond: 'ACK' });
    assert.deepEqual([value.order?.status, value.order?.sequence], ['open', -1]);
    assert.equal(order.status, 'New');
    await exchange.paper.services.queue.release();
    assert.equal(order.status, 'Canceled');
    exchange.compared('DELETE v2/futures/order');
  });

  it('one by the first draft, and with the secret read as base64', async () => {
    const { connect, exchange } = peer();
    const order = first();
    await connect({ cancelMethod: 'POST' }).cancelOrder(request(order));
    assert.equal(order.status, 'Canceled');
    exchange.compared('POST v2/futures/order', FIRST_DRAFT);
    const other = first();
    await connect({ keyEncoding: 'base64' }).cancelOrder(request(other));
    assert.equal(other.status, 'Canceled');
    exchange.compared('DELETE v2/futures/order');
  });

  it('none that filled or was canceled, and says why', async () => {
    const { venue, exchange } = peer();
    const [filled, canceled] = resting();
    assert.ok(filled && canceled);
    exchange.engine.fillResting(filled, filled.terms.lots);
    exchange.engine.cancel(canceled);
    const codes: (string | undefined)[] = [];
    for (const order of [filled, canceled]) {
      codes.push((await errorOf(venue.cancelOrder(request(order)))).code);
    }
    assert.deepEqual(codes, ['300006', '300019']);
    exchange.compared('DELETE v2/futures/order');
  });

  it('ten in a batch, and tells of each what is wrong where one is', async () => {
    const { venue, exchange } = peer();
    const ten = resting().slice(0, 10);
    assert.equal(ten.length, 10);
    const { value: all } = await venue.cancelOrders(ten.map(request));
    assert.deepEqual(
      ten.map(({ status }) => status),
      ten.map(() => 'Canceled'),
    );
    assert.equal(all.length, 10);
    const others = resting().slice(0, 2);
    const [gone] = ten;
    assert.ok(gone);
    const { value } = await venue.cancelOrders([...others, gone].map(request));
    assert.deepEqual(
      others.map(({ status }) => status),
      ['New', 'New'],
    );
    assert.deepEqual(
      value.map(({ orderId }) => orderId),
      [...others, gone].map((each) => each.orderId),
    );
    exchange.compared('DELETE v2/futures/order/batch');
  });

  it('all of a symbol, and all there are', async () => {
    const { venue, exchange } = peer();
    const { open } = exchange.account;
    const inBitcoin = () =>
      [...open.values()].filter(({ terms }) => terms.contract.symbol === 'BTC-PERP').length;
    assert.ok(inBitcoin() > 0 && inBitcoin() < open.size);
    await venue.cancelAll('BTC-PERP');
    assert.equal(inBitcoin(), 0);
    assert.ok(open.size > 0);
    await venue.cancelAll();
    assert.equal(open.size, 0);
    exchange.compared('DELETE v2/futures/order/all');
  });
});
