import assert from 'node:assert/strict';
import { callByTable, useCcxt } from '../support/ccxt.ts';
import { sameOrder } from '../support/held.ts';

const SYMBOL = 'BTC/USDT:USDT';
const CANCEL = 'DELETE v2/futures/order';

const UNKNOWN_CODE = 'ccxt has no name for 300019, of an order that is not open: an ExchangeError.';
const ONE_ANSWER = 'ccxt makes one empty order of the answer to a cancel of all.';

describe('ccxt cancels orders of the paper exchange', function () {
  this.timeout(20_000);
  const peer = useCcxt('ccxt/cancels', { orders: 12 });
  const place = async (price: number) =>
    (await peer().client.createOrder(SYMBOL, 'limit', 'buy', 0.01, price)).id;

  it('one, whose acknowledgement still says that it is open', async () => {
    const { client, exchange } = peer();
    const id = await place(60_000);
    exchange.time += 2_000;
    const acknowledged = await client.cancelOrder(id, SYMBOL);
    const order = exchange.order(id);
    assert.equal(order.status, 'Canceled');
    assert.equal(order.state.lastExecTime, exchange.time);
    const before = { status: 'open', lastTradeTimestamp: order.createdAt };
    sameOrder(acknowledged, order, before);
    exchange.compared(CANCEL);
  });

  it('one, told when it is done, with what filled before', async () => {
    const { client, exchange } = peer();
    const id = await place(61_200);
    exchange.engine.fillResting(exchange.order(id), 40);
    const told = await client.cancelOrder(id, SYMBOL, { respInst: 'DONE' });
    sameOrder(told, exchange.order(id));
    assert.deepEqual([told.status, told.filled, told.remaining], ['canceled', 0.004, 0.006]);
    exchange.compared(CANCEL);
  });

  it('one by the first draft, which was a POST, by its table of calls', async () => {
    const { client, exchange } = peer();
    const id = await place(60_000);
    const { data } = await callByTable(client, 'v2PrivateAccountGroupPostFuturesOrder', {
      ...{ 'account-group': String(exchange.account.identity.group), orderId: id },
      ...{ symbol: 'BTC-PERP', time: client.milliseconds() },
    });
    assert.deepEqual([data.meta.action, data.order.orderId], ['cancel-order', id]);
    assert.equal(exchange.order(id).status, 'Canceled');
    exchange.compared('POST v2/futures/order');
  });

  it('none twice, none that filled, and none that there never was', async () => {
    const { client, exchange } = peer();
    const id = await place(60_000);
    await client.cancelOrder(id, SYMBOL);
    const refusal = (name: string, code: number) => ({
      ...{ name, message: new RegExp(`"code":${code}`) },
    });
    await assert.rejects(client.cancelOrder(id, SYMBOL), refusal('ExchangeError', 300_019));
    const filled = await place(61_200);
    exchange.engine.fillResting(exchange.order(filled), 100);
    await assert.rejects(client.cancelOrder(filled, SYMBOL), refusal('InvalidOrder', 300_006));
    await assert.rejects(client.cancelOrder('a1unknown', SYMBOL), refusal('InvalidOrder', 300_006));
    assert.equal(exchange.order(filled).status, 'Filled');
    exchange.compared(CANCEL, UNKNOWN_CODE);
  });

  it('several by its table of calls, and none of them where one is wrong', async () => {
    const { client, exchange } = peer();
    const ids = [await place(60_000), await place(60_001), await place(60_002)];
    const send = (orderIds: readonly string[]) =>
      callByTable(client, 'v2PrivateAccountGroupDeleteFuturesOrderBatch', {
        'account-group': String(exchange.account.identity.group),
        orders: orderIds.map((orderId) => ({
          ...{ id: 'itsOwn12345', orderId, symbol: 'BTC-PERP', time: client.milliseconds() },
        })),
      });
    await assert.rejects(send([...ids, 'a1unknown']), { name: 'InvalidOrder' });
    assert.deepEqual(
      ids.map((id) => exchange.order(id).status),
      ['New', 'New', 'New'],
    );
    const { data } = await send(ids);
    assert.deepEqual(
      (data.orders as { orderId: string }[]).map(({ orderId }) => orderId),
      ids,
    );
    for (const id of ids) assert.equal(exchange.order(id).status, 'Canceled');
    exchange.compared('DELETE v2/futures/order/batch');
  });

  it('all of a symbol, and all there are', async () => {
    const { client, exchange } = peer();
    const { open } = exchange.account;
    const symbols = () => new Set([...open.values()].map(({ terms }) => terms.contract.symbol));
    assert.equal(symbols().size, 6);
    const answer = await client.cancelAllOrders(SYMBOL);
    assert.equal(symbols().size, 5);
    assert.ok(!symbols().has('BTC-PERP'));
    await client.cancelAllOrders();
    assert.equal(open.size, 0);
    assert.ok(exchange.account.history().every(({ status }) => status === 'Canceled'));
    assert.deepEqual(
      answer.map(({ id, status }) => [id, status]),
      [[undefined, undefined]],
    );
    exchange.compared('DELETE v2/futures/order/all', ONE_ANSWER);
  });
});
