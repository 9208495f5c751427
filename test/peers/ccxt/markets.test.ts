import assert from 'node:assert/strict';
import { CONTRACTS, FEES, type Contract } from '../../../src/paper/engine/contracts.ts';
import { nextFunding } from '../../../src/paper/engine/funding.ts';
import type { Book } from '../../../src/paper/engine/book.ts';
import { callByTable, useCcxt } from '../support/ccxt.ts';
import { amount, numberOf, pick, price, symbolOf } from '../support/held.ts';

const ONE_FEE = 'ccxt has one fee for makers and takers, the one that the contract reserves.';
const NO_TIME = 'ccxt reads no time from a ticker.';

function heldMarket(contract: Contract): object {
  const { symbol, base, tick, lot, minLots, maxLots, minTicks, maxTicks } = contract;
  return {
    ...{ id: symbol, symbol: symbolOf(contract), base, quote: 'USDT', settle: 'USDT' },
    ...{ type: 'swap', linear: true, inverse: false, active: true, contractSize: 1 },
    ...{ created: contract.tradingSince, taker: numberOf(FEES.taker) },
    precision: { amount: numberOf(lot.size), price: numberOf(tick.size) },
    limits: {
      leverage: { min: undefined, max: undefined },
      amount: { min: amount(contract, minLots), max: amount(contract, maxLots) },
      price: { min: price(contract, minTicks), max: price(contract, maxTicks) },
      cost: { min: numberOf(contract.minNotional), max: numberOf(contract.maxNotional) },
    },
  };
}

function heldTicker({ contract, stats, prices, sides }: Book): object {
  const best = (side: 'Buy' | 'Sell') => sides[side].levels(1)[0] ?? assert.fail('an empty side');
  const [[bid, bidLots], [ask, askLots]] = [best('Buy'), best('Sell')];
  return {
    symbol: symbolOf(contract),
    open: price(contract, stats.openTicks),
    high: price(contract, stats.highTicks),
    low: price(contract, stats.lowTicks),
    last: price(contract, prices.market),
    close: price(contract, prices.market),
    baseVolume: amount(contract, stats.lots),
    bid: price(contract, bid),
    bidVolume: amount(contract, bidLots),
    ask: price(contract, ask),
    askVolume: amount(contract, askLots),
  };
}

describe('ccxt reads the markets of the paper exchange', function () {
  this.timeout(20_000);
  const peer = useCcxt('ccxt/markets');
  const symbols = CONTRACTS.map(symbolOf);

  /** Lets the market trade, so that no price is where it began. */
  function stir(): void {
    for (let i = 0; i < 5; i++) peer().exchange.paper.services.market.step();
  }

  function sameTicker(ticker: object | undefined, book: Book): void {
    const expected = heldTicker(book);
    assert.deepEqual(pick(ticker ?? {}, Object.keys(expected)), expected);
    assert.equal(pick(ticker ?? {}, ['timestamp'])['timestamp'], undefined, NO_TIME);
  }

  it('loads the contracts, and no spot markets, as there are none', async () => {
    const { client, exchange } = peer();
    await client.loadMarkets();
    assert.deepEqual([...(client.symbols ?? [])].sort(), [...symbols].sort());
    for (const contract of CONTRACTS) {
      const market = client.market(symbolOf(contract));
      const expected = heldMarket(contract);
      assert.deepEqual(pick(market, Object.keys(expected)), expected);
      assert.equal(market['maker'], market['taker'], ONE_FEE);
    }
    assert.notEqual(numberOf(FEES.maker), numberOf(FEES.taker));
    exchange.compared('GET v2/futures/contract', ONE_FEE);
    exchange.compared(['GET v1/products', 'GET v1/cash/products']);
    assert.deepEqual(Object.keys(client.currencies ?? {}), ['USDT']);
    const { code, name, precision } = client.currency('USDT');
    assert.deepEqual([code, name, precision], ['USDT', 'Tether', 1e-4]);
    exchange.compared('GET v2/assets');
  });

  it('reads margin brackets', async () => {
    const { client, exchange } = peer();
    const tiers = await client.fetchLeverageTiers();
    for (const contract of CONTRACTS) {
      assert.deepEqual(
        tiers[symbolOf(contract)]?.map((tier) => ({ ...tier, info: undefined })),
        contract.brackets.map((bracket, i) => ({
          ...{ tier: i + 1, symbol: symbolOf(contract), currency: 'USDT' },
          minNotional: numberOf(bracket.lower),
          maxNotional: numberOf(bracket.upper),
          maintenanceMarginRate: numberOf(bracket.maintenanceRate),
          maxLeverage: 1 / numberOf(bracket.initialRate),
          info: undefined,
        })),
      );
    }
    exchange.compared('GET v2/futures/contract');
  });

  it('reads the clock', async () => {
    const { client, exchange } = peer();
    exchange.time -= 12_345;
    assert.equal(await client.fetchTime(), exchange.time);
    exchange.compared('GET v1/exchange-info');
  });

  it('reads a ticker, several and all', async () => {
    const { client, exchange } = peer();
    stir();
    const one = exchange.book('BTC-PERP');
    sameTicker(await client.fetchTicker(symbolOf(one.contract)), one);
    exchange.compared('GET v1/ticker', NO_TIME);
    const two = CONTRACTS.slice(1, 3);
    for (const asked of [two, undefined]) {
      const tickers = await client.fetchTickers(asked?.map(symbolOf));
      const expected = asked ?? CONTRACTS;
      assert.deepEqual(Object.keys(tickers).sort(), expected.map(symbolOf).sort());
      for (const contract of expected) {
        sameTicker(tickers[symbolOf(contract)], exchange.book(contract.symbol));
      }
    }
    exchange.compared('GET v2/futures/ticker', NO_TIME);
  });

  it('reads mark and index prices, funding rates and open interest', async () => {
    const { client, exchange } = peer();
    stir();
    await client.createOrder('BTC/USDT:USDT', 'market', 'buy', 0.25);
    const rates = await client.fetchFundingRates();
    const interests = await client.fetchOpenInterests();
    assert.deepEqual(Object.keys(rates).sort(), [...symbols].sort());
    for (const book of exchange.engine.books) {
      const { contract, prices } = book;
      const rate = rates[symbolOf(contract)] ?? assert.fail();
      assert.deepEqual(pick(rate, ['markPrice', 'indexPrice', 'timestamp', 'fundingTimestamp']), {
        markPrice: price(contract, prices.mark),
        indexPrice: price(contract, prices.ref),
        timestamp: exchange.time,
        fundingTimestamp: nextFunding(exchange.time),
      });
      assertFundingRate(rate.fundingRate, book);
      const interest = interests[symbolOf(contract)] ?? assert.fail();
      assert.deepEqual(
        [interest.openInterestAmount, interest.timestamp],
        [amount(contract, book.openInterestLots), exchange.time],
      );
    }
    assert.equal(interests['BTC/USDT:USDT']?.openInterestAmount, 0.25);
    exchange.compared('GET v2/futures/pricing-data');
  });

  it('reads the order book', async () => {
    const { client, exchange } = peer();
    stir();
    const { contract, sides } = exchange.book('ETH-PERP');
    const book = await client.fetchOrderBook(symbolOf(contract));
    const held = (side: 'Buy' | 'Sell') =>
      sides[side]
        .levels(100)
        .map(([ticks, lots]) => [price(contract, ticks), amount(contract, lots)]);
    assert.deepEqual([book.bids, book.asks], [held('Buy'), held('Sell')]);
    assert.equal(book.timestamp, exchange.time);
    exchange.compared('GET v1/depth');
  });

  it('hands on what it has no reading of its own for', async () => {
    const { client, exchange } = peer();
    const collateral = await callByTable(client, 'v2PublicGetFuturesCollateral');
    assert.deepEqual(collateral.data, [
      {
        ...{ asset: 'USDT', assetName: 'Tether', displayName: 'USDT', statusCode: 'Normal' },
        ...{ conversionFactor: '1', discountFactor: '1' },
      },
    ]);
    exchange.compared('GET v2/futures/collateral');
    const limits = await callByTable(client, 'v2PublicGetRiskLimitInfo');
    const { order, sub, ping, auth, req } = exchange.paper.services.streams.limits.thresholds;
    const told = limits.data.webSocket.messageThreshold;
    for (const level of ['level1', 'level2'] as const) {
      const [requests, operations] = [told[`${level}ReqThreshold`], told[`${level}OpThreshold`]];
      for (const name of ['place_order', 'cancel_order', 'cancel_all'])
        assert.equal(requests[name], String(order[level]));
      assert.deepEqual(pick(operations, ['sub', 'unsub', 'ping', 'pong', 'auth', 'req']), {
        ...{ sub: String(sub[level]), unsub: String(sub[level]), req: String(req[level]) },
        ...{ ping: String(ping[level]), pong: String(ping[level]), auth: String(auth[level]) },
      });
    }
    exchange.compared('GET v2/risk-limit-info');
  });
});

function assertFundingRate(rate: number | undefined, { prices }: Book): void {
  const premium = (prices.mark - prices.ref) / prices.ref;
  const expected = Math.max(-0.0075, Math.min(0.0075, 0.0001 + premium));
  assert.ok(Math.abs((rate ?? Infinity) - expected) < 1e-9, `${rate} is not ${expected}`);
}
