import assert from 'node:assert/strict';
import type { Exchange, Order } from 'ccxt';
import type { EngineOrder } from '../../../src/paper/engine/order.ts';
import { useCcxt } from '../support/ccxt.ts';
import { numberOf, sameOrder } from '../support/held.ts';
import { until } from '../../support/until.ts';

const SYMBOL = 'BTC/USDT:USDT';
const ORDERS = 'sub futures-order';
const ACCOUNT = 'sub futures-account-update';

const LAST_TIME =
  'ccxt takes the time of the last change for the time of the order, on the stream.';
const STOP_TYPE = 'ccxt keeps the type of a stop as one word on the stream: stoplimit, stopmarket.';
const NO_INSTRUCTION = 'ccxt does not read post-only and reduce-only on the stream.';
const TOTAL_ALONE =
  'ccxt reads the whole balance of a futures account, and not what of it is free.';

/** Fields that ccxt reads in another way on the stream. */
function onStream(order: EngineOrder): Record<string, unknown> {
  const { type } = order.terms;
  const stop = type === 'StopLimit' || type === 'StopMarket';
  return {
    timestamp: order.state.lastExecTime,
    postOnly: undefined,
    reduceOnly: undefined,
    ...(stop ? { type: type.toLowerCase() } : {}),
  };
}

describe('ccxt watches the account of the paper exchange', function () {
  this.timeout(20_000);
  const peer = useCcxt('ccxt/streamOrders', { edition: 'pro', orders: 10 });

  /** The order as the latest message had it, once that is what the engine told last. */
  async function watched(order: EngineOrder): Promise<Order> {
    const { client } = peer();
    const find = (): Order | undefined =>
      ((client.orders ?? []) as unknown as Order[]).find(({ id }) => id === order.orderId);
    await until(() => Number((find()?.info as { sn?: number })?.sn) === order.state.sequence);
    return find() ?? assert.fail();
  }

  async function watchOrders(client: Exchange): Promise<() => Promise<Order[]>> {
    const subscribed = peer().exchange.subscribed('futures-order');
    const next = client.watchOrders(SYMBOL);
    await subscribed;
    return () => next;
  }

  it('its orders, from placing through filling to the end, field by field', async () => {
    const { client, exchange } = peer();
    const placed = await watchOrders(client);
    const { id } = await client.createOrder(SYMBOL, 'limit', 'buy', 0.05, 61_200);
    const [first, ...more] = await placed();
    const order = exchange.order(id);
    assert.deepEqual([first?.id, more], [id, []]);
    sameOrder(first, order, onStream(order));
    for (const lots of [120, 30]) {
      exchange.time += 1_000;
      const next = client.watchOrders(SYMBOL);
      exchange.engine.fillResting(order, lots);
      await next;
      sameOrder(await watched(order), order, onStream(order));
    }
    assert.deepEqual([order.status, order.filledLots], ['PartiallyFilled', 150]);
    exchange.time += 1_000;
    await client.cancelOrder(id, SYMBOL);
    const last = await watched(order);
    sameOrder(last, order, onStream(order));
    assert.deepEqual([last.status, last.filled, last.remaining], ['canceled', 0.015, 0.035]);
    assert.notEqual(last.timestamp, order.createdAt);
    exchange.compared(ORDERS, LAST_TIME);
    exchange.compared('auth');
  });

  it('orders of every type, and how each of them ends', async () => {
    const { client, exchange } = peer();
    await watchOrders(client);
    const place = async (type: string, side: string, price?: number, params: object = {}) =>
      exchange.order((await client.createOrder(SYMBOL, type, side, 0.01, price, params)).id);
    const orders = [
      await place('market', 'buy'),
      await place('limit', 'sell', 65_000, { reduceOnly: true }),
      await place('limit', 'buy', 60_000, { postOnly: true }),
      await place('limit', 'buy', 63_000, { postOnly: true }),
      await place('limit', 'buy', 60_000, { timeInForce: 'FOK' }),
      await place('limit', 'buy', 62_000, { triggerPrice: 61_900 }),
      await place('market', 'sell', undefined, { triggerPrice: 60_500 }),
    ];
    for (const order of orders) sameOrder(await watched(order), order, onStream(order));
    assert.deepEqual(
      orders.map(({ status }) => status),
      ['Filled', 'New', 'New', 'Rejected', 'Canceled', 'PendingNew', 'PendingNew'],
    );
    const [, , , , , stop] = orders;
    assert.ok(stop);
    exchange.paper.services.market.move(exchange.contract('BTC-PERP'), 619_500);
    sameOrder(await watched(stop), stop, onStream(stop));
    assert.equal(stop.status, 'Filled');
    exchange.compared(ORDERS, LAST_TIME, STOP_TYPE, NO_INSTRUCTION);
  });

  it('its balance, through fees, profits and funding', async () => {
    const { client, exchange } = peer();
    const subscribed = exchange.subscribed('futures-account-update');
    let next = client.watchBalance();
    await subscribed;
    const { account, engine } = exchange;
    const resting = async (side: string, price: number): Promise<EngineOrder> =>
      exchange.order((await client.createOrder(SYMBOL, 'limit', side, 0.5, price)).id);
    const [buy, sell] = [await resting('buy', 61_000), await resting('sell', 61_500)];
    // One message each, as ccxt keeps no balance from which a missed one could be read.
    const changes: (() => unknown)[] = [
      () => engine.fillResting(buy, 4_000),
      () => engine.fillResting(sell, 1_000),
      () => exchange.paper.services.funding.charge(exchange.time),
      () => client.setLeverage(12, SYMBOL),
    ];
    const totals = new Set<number | undefined>();
    for (const change of changes) {
      await change();
      const { USDT } = (await next) as unknown as Record<string, Record<string, number>>;
      assert.deepEqual([USDT?.['total'], USDT?.['free']], [numberOf(account.balance), undefined]);
      totals.add(USDT?.['total']);
      next = client.watchBalance();
    }
    assert.equal(totals.size, 3, 'each but the last changed it');
    void next.catch(() => undefined); // ends with the connection
    exchange.compared(ACCOUNT, TOTAL_ALONE);
  });

  it('nothing, where its key is unknown, and says why', async () => {
    const { client, exchange } = peer();
    await client.loadAccounts();
    client.apiKey = 'unknown';
    await assert.rejects(client.watchOrders(SYMBOL), {
      ...{ name: 'AuthenticationError', message: /200001/ },
    });
    exchange.compared('auth');
  });
});
