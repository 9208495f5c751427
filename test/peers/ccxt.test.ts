import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startPaperExchange, type PaperExchange } from '../../src/paper/exchange.ts';
import type { Exchange } from 'ccxt';

/**
 * The one class out of ccxt that is wanted: the package offers only all of its hundred exchanges,
 * which take seconds to load. Found beside the package's entry, unmodified.
 */
async function loadAscendex(): Promise<new (options: object) => Exchange> {
  const entry = new URL(import.meta.resolve('ccxt'));
  const file = fileURLToPath(new URL('src/ascendex.js', entry));
  const module = (await import(file)) as { default: new (options: object) => Exchange };
  return module.default;
}

const SYMBOL = 'BTC/USDT:USDT';

describe('ccxt, an independent client, on the paper exchange', function () {
  this.timeout(20_000);
  let Ascendex: new (options: object) => Exchange;
  let paper: PaperExchange;
  let client: Exchange;
  let agent: Agent;

  before(async () => {
    Ascendex = await loadAscendex();
  });
  beforeEach(async () => {
    paper = await startPaperExchange({ seed: 7, orders: 12, frozen: true });
    agent = new Agent({ keepAlive: true });
    client = new Ascendex({
      apiKey: paper.ready.apiKey,
      secret: paper.ready.secret,
      options: { defaultType: 'swap' },
      enableRateLimit: false,
      agent, // its own is for https alone
    });
    Object.assign(client.urls, { api: { rest: paper.ready.url } });
  });
  afterEach(async () => {
    agent.destroy();
    await paper.close();
  });

  it('loads the contracts as linear swaps with their steps and limits', async () => {
    await client.loadMarkets();
    assert.equal(client.symbols?.length, 6);
    const market = client.market(SYMBOL);
    assert.deepEqual(
      [market.swap, market.linear, market.active, market.settle],
      [true, true, true, 'USDT'],
    );
    assert.deepEqual([market.precision.price, market.precision.amount], [0.1, 0.0001]);
    assert.equal(market.limits.cost?.min, 5);
  });

  it('reads the clock, prices, tickers, funding rates and open interest', async () => {
    assert.ok(Math.abs(((await client.fetchTime()) ?? 0) - Date.now()) < 5_000);
    const ticker = await client.fetchTicker(SYMBOL);
    assert.ok((ticker.bid ?? 0) > 0 && (ticker.bid ?? 0) < (ticker.ask ?? 0));
    const tickers = await client.fetchTickers([SYMBOL, 'ETH/USDT:USDT']);
    assert.equal(Object.keys(tickers).length, 2);
    const rates = await client.fetchFundingRates();
    assert.equal(rates[SYMBOL]?.markPrice, 61250);
    const interests = await client.fetchOpenInterests([SYMBOL]);
    assert.ok(Number.isFinite(interests[SYMBOL]?.openInterestAmount));
    const tiers = await client.fetchLeverageTiers([SYMBOL]);
    assert.equal(tiers[SYMBOL]?.[1]?.minNotional, 50_000);
  });

  it('finds its account group and reads balance and positions', async () => {
    const [account] = await client.fetchAccounts();
    assert.equal(account?.id, String(paper.ready.accountGroup));
    const balance = await client.fetchBalance();
    assert.ok(Number(balance['USDT']?.total) > 99_000);
    await client.createOrder(SYMBOL, 'market', 'buy', 0.01);
    const [position] = await client.fetchPositions([SYMBOL]);
    assert.equal(position?.side, 'long');
    assert.equal(position?.leverage, 10);
    assert.equal(position?.marginMode, 'cross');
  });

  it('places orders of each type, and sees them as it meant them', async () => {
    const limit = await client.createOrder(SYMBOL, 'limit', 'buy', 0.01, 60000);
    const post = await client.createOrder(SYMBOL, 'limit', 'buy', 0.01, 60001, { postOnly: true });
    const stop = await client.createOrder(SYMBOL, 'limit', 'buy', 0.01, 62000, {
      triggerPrice: 61900,
    });
    const open = await client.fetchOpenOrders(SYMBOL);
    const own = [limit, post, stop].map(({ id }) => open.find((each) => each.id === id));
    assert.deepEqual(
      own.map((each) => [each?.type, each?.side, each?.price, each?.status, each?.postOnly]),
      [
        ['limit', 'buy', 60000, 'open', undefined],
        ['limit', 'buy', 60001, 'open', true],
        ['limit', 'buy', 62000, 'open', undefined],
      ],
    );
    assert.equal(own[2]?.triggerPrice, 61900);
    const market = await client.createOrder(SYMBOL, 'market', 'sell', 0.01);
    assert.deepEqual(
      [market.status, market.filled, market.fee?.currency],
      ['closed', 0.01, 'USDT'],
    );
  });

  it('follows an order from placing to canceling', async () => {
    const { id } = await client.createOrder(SYMBOL, 'limit', 'sell', 0.01, 65000);
    const placed = await client.fetchOrder(id, SYMBOL);
    assert.deepEqual([placed.status, placed.amount, placed.remaining], ['open', 0.01, 0.01]);
    const answer = await client.cancelOrder(id, SYMBOL);
    assert.deepEqual([answer.id, answer.status], [id, 'open'], 'an acknowledgement only');
    assert.equal((await client.fetchOrder(id, SYMBOL)).status, 'canceled');
    const closed = await client.fetchClosedOrders(SYMBOL);
    assert.equal(closed.at(-1)?.id, id);
  });

  it('cancels all orders of a symbol, and all there are', async () => {
    const symbols = async () =>
      new Set((await client.fetchOpenOrders()).map((each) => each.symbol));
    assert.equal((await symbols()).size, 6);
    await client.cancelAllOrders(SYMBOL);
    assert.equal((await symbols()).size, 5);
    await client.cancelAllOrders();
    assert.equal((await symbols()).size, 0);
  });

  it('changes leverage and margin mode', async () => {
    const flat = (await client.fetchPositions()).find(({ contracts }) => contracts === 0);
    assert.ok(flat);
    await client.cancelAllOrders(flat.symbol);
    await client.setLeverage(20, flat.symbol);
    await client.setMarginMode('isolated', flat.symbol);
    const leverages = await client.fetchLeverages([flat.symbol]);
    assert.equal(leverages[flat.symbol]?.longLeverage, 20);
    const modes = await client.fetchMarginModes([flat.symbol]);
    assert.equal(modes[flat.symbol]?.marginMode, 'isolated');
  });

  it('finds no funding payments, as none are charged', async () => {
    assert.deepEqual(await client.fetchFundingHistory(SYMBOL), []);
  });

  it('recognizes refusals as what they are', async () => {
    const named = (name: string) => (error: Error) => error.constructor.name === name;
    await assert.rejects(client.cancelOrder('unknown', SYMBOL), named('InvalidOrder'));
    const place = (amount: number, price: number) =>
      client.createOrder(SYMBOL, 'limit', 'buy', amount, price);
    await assert.rejects(place(30, 60000), named('InsufficientFunds'));
    await assert.rejects(place(0.0001, 100), named('InvalidOrder'));
    client.apiKey = 'unknown';
    await assert.rejects(client.fetchOpenOrders(), named('AuthenticationError'));
  });
});
