import assert from 'node:assert/strict';
import { useCcxt } from '../support/ccxt.ts';
import { averageOf, price as priceOf, sameOrder, sameOrders, symbolOf } from '../support/held.ts';
import type { EngineOrder } from '../../../src/paper/engine/order.ts';

const SYMBOL = 'BTC/USDT:USDT';
const OPEN = 'GET v2/futures/order/open';
const STATUS = 'GET v2/futures/order/status';
const HISTORY = 'GET v2/futures/order/hist/current';

const OWN_NAMES =
  'ccxt asks by pageSize, startTime and endTime, which the reference has for other histories: the paper ' +
  'exchange heeds them here too.';

function lastPriceOf({ state, terms }: EngineOrder): number {
  return priceOf(terms.contract, state.fills?.lastTicks ?? 0);
}

describe('ccxt reads the orders of the paper exchange', function () {
  this.timeout(20_000);
  const peer = useCcxt('ccxt/orders', { orders: 60 });

  it('all that are open, each field by field', async () => {
    const { client, exchange } = peer();
    const held = [...exchange.account.open.values()];
    sameOrders(await client.fetchOpenOrders(), held);
    for (const type of ['Limit', 'StopLimit', 'StopMarket']) {
      assert.ok(
        held.some(({ terms }) => terms.type === type),
        `there is a ${type} order`,
      );
    }
    assert.ok(held.some(({ terms }) => terms.postOnly));
    exchange.compared(OPEN);
  });

  it('those of one symbol, one of which is filled in part', async () => {
    const { client, exchange } = peer();
    const { id } = await client.createOrder(SYMBOL, 'limit', 'buy', 0.05, 61_200);
    const order = exchange.order(id);
    exchange.time += 1_500;
    exchange.engine.fillResting(order, 123);
    exchange.time += 1_500;
    exchange.engine.fillResting(order, 7);
    assert.deepEqual([order.status, order.filledLots], ['PartiallyFilled', 130]);
    const { contract } = order.terms;
    const held = [...exchange.account.open.values()].filter(
      (each) => each.terms.contract === contract,
    );
    sameOrders(await client.fetchOpenOrders(SYMBOL), held);
    exchange.compared(OPEN);
  });

  it('one by its id, from open through filled in part to filled', async () => {
    const { client, exchange } = peer();
    const { id } = await client.createOrder(SYMBOL, 'limit', 'sell', 0.05, 61_300);
    const order = exchange.order(id);
    for (const lots of [0, 20, 480]) {
      exchange.engine.fillResting(order, lots);
      sameOrder(await client.fetchOrder(id, SYMBOL), order);
    }
    assert.equal(order.status, 'Filled');
    await assert.rejects(client.fetchOrder('a1noSuchOrder', SYMBOL), { name: 'InvalidOrder' });
    exchange.compared(STATUS);
  });

  it('one by its id that was canceled, with what filled before', async () => {
    const { client, exchange } = peer();
    const { id } = await client.createOrder(SYMBOL, 'limit', 'sell', 0.05, 61_300);
    exchange.engine.fillResting(exchange.order(id), 20);
    await client.cancelOrder(id, SYMBOL);
    const told = await client.fetchOrder(id, SYMBOL);
    sameOrder(told, exchange.order(id));
    assert.deepEqual([told.status, told.filled], ['canceled', 0.002]);
    exchange.compared(STATUS);
  });

  /** Five orders closed one second after the other, of two symbols. */
  async function closeSome(): Promise<number[]> {
    const { client, exchange } = peer();
    const times: number[] = [];
    for (const symbol of [SYMBOL, 'ETH/USDT:USDT', SYMBOL, SYMBOL, 'ETH/USDT:USDT']) {
      const market = times.length % 2 === 1;
      const price = market ? undefined : symbol === SYMBOL ? 60_000 : 3_000;
      // What is bought at the market fills at several prices.
      const amount = market ? (symbol === SYMBOL ? 1.5 : 30) : 0.1;
      const type = market ? 'market' : 'limit';
      const { id } = await client.createOrder(symbol, type, 'buy', amount, price);
      if (!market) await client.cancelOrder(id, symbol);
      times.push(exchange.order(id).createdAt);
      exchange.time += 1_000;
    }
    return times;
  }

  it('those that are closed, of one symbol and of all', async () => {
    const { client, exchange } = peer();
    await closeSome();
    const held = exchange.account.history();
    assert.equal(held.length, 5);
    const bought = held.find(({ status }) => status === 'Filled') ?? assert.fail();
    assert.notEqual(averageOf(bought), lastPriceOf(bought));
    sameOrder(await client.fetchOrder(bought.orderId, symbolOf(bought.terms.contract)), bought);
    sameOrders(await client.fetchClosedOrders(), held);
    const bitcoin = held.filter(({ terms }) => terms.contract.symbol === 'BTC-PERP');
    sameOrders(await client.fetchClosedOrders(SYMBOL), bitcoin);
    assert.equal(bitcoin.length, 3);
    exchange.compared(HISTORY);
  });

  it('those that are closed since a time, until a time, and the latest few', async () => {
    const { client, exchange } = peer();
    const [, second = 0, third = 0] = await closeSome();
    const held = exchange.account.history();
    const since = await client.fetchClosedOrders(undefined, second);
    sameOrders(
      since,
      held.filter(({ createdAt }) => createdAt >= second),
    );
    assert.match(String(client.last_request_url), new RegExp(`startTime=${second}`));
    const within = await client.fetchClosedOrders(undefined, second, undefined, { until: third });
    sameOrders(
      within,
      held.filter(({ createdAt }) => createdAt >= second && createdAt <= third),
    );
    assert.equal(within.length, 2);
    assert.match(String(client.last_request_url), new RegExp(`endTime=${third}`));
    sameOrders(await client.fetchClosedOrders(undefined, undefined, 2), held.slice(0, 2));
    assert.match(String(client.last_request_url), /pageSize=2/);
    exchange.compared(HISTORY, OWN_NAMES);
  });
});
