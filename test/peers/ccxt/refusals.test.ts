import assert from 'node:assert/strict';
import { useCcxt } from '../support/ccxt.ts';

const SYMBOL = 'BTC/USDT:USDT';

describe('ccxt takes refusals of the paper exchange for what they are', function () {
  this.timeout(20_000);
  const peer = useCcxt('ccxt/refusals');
  /** What ccxt throws for an answer with this code. */
  const refusal = (name: string, code: number) => (error: Error) => {
    assert.deepEqual(
      [error.constructor.name, /"code":(\d+)/.exec(error.message)?.[1]],
      [...[name, String(code)]],
    );
    return true;
  };

  it('orders that cannot be', async () => {
    const { client, exchange } = peer();
    const place = (amount: number, price?: number, params: object = {}) =>
      client.createOrder(
        SYMBOL,
        price === undefined ? 'market' : 'limit',
        'buy',
        amount,
        price,
        params,
      );
    await assert.rejects(place(30, 60_000), refusal('InsufficientFunds', 310_001));
    await assert.rejects(place(0.0001, 100), refusal('InvalidOrder', 300_004));
    await assert.rejects(
      place(0.01, 60_000, { orderQty: '0.00005' }),
      refusal('InvalidOrder', 300_002),
    );
    await assert.rejects(
      place(0.01, 60_000, { orderPrice: '60000.05' }),
      refusal('InvalidOrder', 300_014),
    );
    await assert.rejects(place(0.01, 60_000, { side: 'both' }), refusal('InvalidOrder', 300_003));
    await assert.rejects(
      place(0.01, 60_000, { reduceOnly: true }),
      refusal('InvalidOrder', 300_009),
    );
    await assert.rejects(place(0.01, 60_000, { id: '-' }), refusal('InvalidOrder', 300_006));
    await assert.rejects(place(0.01, 60_000, { time: 1 }), refusal('BadRequest', 100_011));
    assert.equal(exchange.account.open.size + exchange.account.history().length, 0);
    exchange.compared('POST v2/futures/order');
  });

  it('a key that is unknown, a secret that is wrong, and a clock that is', async () => {
    const { client, exchange } = peer();
    const { apiKey, secret } = client;
    await client.loadAccounts();
    client.apiKey = 'unknown';
    await assert.rejects(client.fetchOpenOrders(), refusal('AuthenticationError', 200_001));
    Object.assign(client, { apiKey, secret: `${secret}x` });
    await assert.rejects(client.fetchOpenOrders(), refusal('BadRequest', 100_007));
    client.secret = secret;
    exchange.time += 120_000; // the client's own clock goes on meanwhile
    await assert.rejects(client.fetchOpenOrders(), refusal('BadRequest', 100_011));
    exchange.time -= 120_000;
    assert.deepEqual(await client.fetchOpenOrders(), []);
    exchange.compared('GET v2/futures/order/open');
  });

  it('a key that may look and not trade', async () => {
    const { client, exchange } = peer();
    const { keys } = exchange.paper.services;
    const lesser = keys.create(exchange.account, { view: true, trade: false, transfer: false }, -1);
    Object.assign(client, { apiKey: lesser.key, secret: lesser.secret });
    assert.deepEqual(await client.fetchOpenOrders(), []);
    await assert.rejects(
      client.createOrder(SYMBOL, 'limit', 'buy', 0.01, 60_000),
      refusal('PermissionDenied', 200_015),
    );
    exchange.compared('POST v2/futures/order');
  });
});
