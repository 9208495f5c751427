import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import type { Exchange } from 'ccxt';

/** As in ccxt.test.ts: the one class that is wanted, unmodified; this one watches streams. */
async function loadAscendex(): Promise<new (options: object) => Exchange> {
  const entry = new URL(import.meta.resolve('ccxt'));
  const file = fileURLToPath(new URL('src/pro/ascendex.js', entry));
  const module = (await import(file)) as { default: new (options: object) => Exchange };
  return module.default;
}

const SYMBOL = 'BTC/USDT:USDT';

describe('ccxt, an independent client, on the stream of the paper exchange', function () {
  this.timeout(20_000);
  let Ascendex: new (options: object) => Exchange;
  let paper: PaperExchange;
  let client: Exchange;
  let agent: Agent;

  before(async () => {
    Ascendex = await loadAscendex();
  });
  beforeEach(async () => {
    paper = await startPaperExchange({ seed: 7, frozen: true });
    agent = new Agent({ keepAlive: true });
    client = new Ascendex({
      apiKey: paper.ready.apiKey,
      secret: paper.ready.secret,
      options: { defaultType: 'swap' },
      enableRateLimit: false,
      agent, // its own is for https alone
    });
    const { url, wsUrl } = paper.ready;
    const ws = {
      public: `${wsUrl}/api/pro/v2/stream`,
      private: `${wsUrl}/{accountGroup}/api/pro/v2/stream`,
    };
    Object.assign(client.urls, { api: { rest: url, ws } });
    client.httpAgent = agent; // the same for ws:
    await client.loadMarkets();
  });
  afterEach(async () => {
    await client.close();
    agent.destroy();
    await paper.close();
  });

  /**
   * Starts to watch, and goes on once the exchange has the subscription.
   * @returns a function that waits for what is watched
   */
  async function watching<T>(watch: () => Promise<T>): Promise<() => Promise<T>> {
    const { events } = paper.services.engine;
    const next = watch();
    while (events.listenerCount('prices') === 0) await setImmediate();
    return () => next;
  }

  it('signs in by op auth and watches its orders', async () => {
    const placed = await watching(() => client.watchOrders(SYMBOL));
    const { id } = await client.createOrder(SYMBOL, 'limit', 'buy', 0.01, 60000);
    const [first] = await placed();
    assert.deepEqual([first?.id, first?.status, first?.side], [id, 'open', 'buy']);
    assert.deepEqual([first?.price, first?.amount, first?.filled], [60000, 0.01, 0]);
    const canceled = client.watchOrders(SYMBOL);
    await client.cancelOrder(id, SYMBOL);
    const last = (await canceled).at(-1);
    assert.deepEqual([last?.id, last?.status], [id, 'canceled']);
  });

  it('watches its balance', async () => {
    const changed = await watching(() => client.watchBalance());
    await client.createOrder(SYMBOL, 'market', 'buy', 0.01);
    const balance = (await changed()) as unknown as { USDT: { total: number } };
    assert.ok(balance.USDT.total < 100_000 && balance.USDT.total > 99_990);
  });

  it('watches trades and bars', async () => {
    const trades = await watching(() => client.watchTrades(SYMBOL));
    await client.createOrder(SYMBOL, 'market', 'buy', 0.01);
    const [trade] = await trades();
    assert.deepEqual([trade?.amount, trade?.side], [0.01, 'buy']);
    const [bar] = await client.watchOHLCV(SYMBOL, '1m');
    assert.equal(bar?.[4], trade?.price);
  });

  it('is told why it cannot sign in', async () => {
    await client.loadAccounts();
    client.apiKey = 'unknown';
    await assert.rejects(client.watchOrders(SYMBOL), { name: 'AuthenticationError' });
  });
});
