import assert from 'node:assert/strict';
import { startPaperExchange } from '../../../src/paper/exchange.ts';
import { FakeClock, useExchange, type Body } from './support.ts';

const SYMBOLS = ['BTC-PERP', 'ETH-PERP', 'SOL-PERP', 'XRP-PERP', 'DOGE-PERP', 'LTC-PERP'];

describe('market data', () => {
  const desk = useExchange();

  it('lists contracts with filters and margin brackets', async () => {
    const { code, data } = await desk().get('/api/pro/v2/futures/contract');
    assert.equal(code, 0);
    assert.deepEqual(
      (data as Body[]).map(({ symbol }) => symbol as string),
      SYMBOLS,
    );
    const [bitcoin] = data;
    assert.deepEqual(bitcoin.priceFilter, {
      ...{ minPrice: '0.1', maxPrice: '1000000', tickSize: '0.1' },
    });
    assert.deepEqual(bitcoin.lotSizeFilter, { minQty: '0.0001', maxQty: '100', lotSize: '0.0001' });
    assert.equal(bitcoin.marginRequirements[1].positionNotionalLowerBound, '50000');
  });

  it('prices every contract, and says what funding is due and when', async () => {
    const { data } = await desk().get('/api/pro/v2/futures/pricing-data');
    assert.equal(data.contracts.length, SYMBOLS.length);
    for (const contract of data.contracts) {
      assert.equal(contract.fundingRate, '0.0001');
      assert.equal(contract.time, desk().clock.time);
      assert.equal(contract.nextFundingTime % (8 * 3_600_000), 0);
      assert.match(contract.markPrice, /^\d+(\.\d+)?$/);
    }
    assert.deepEqual(data.collaterals, [{ asset: 'USDT', referencePrice: '1' }]);
  });

  it('gives a book whole, numbered below whatever the depth channel tells later', async () => {
    const { services } = desk().exchange;
    const depth = async () => (await desk().get('/api/pro/v1/depth?symbol=BTC-PERP')).data;
    const { m, symbol, data } = await depth();
    assert.deepEqual([m, symbol, data.ts], ['depth-snapshot', 'BTC-PERP', desk().clock.time]);
    const [book] = services.engine.books;
    assert.ok(book);
    const { tick, lot } = book.contract;
    const held = (['Buy', 'Sell'] as const).map((side) =>
      book.sides[side].levels(100).map(([ticks, lots]) => [tick.format(ticks), lot.format(lots)]),
    );
    assert.deepEqual([data.bids, data.asks], held);
    assert.ok(data.bids.length > 1 && Number(data.bids[0][0]) > Number(data.bids[1][0]));
    assert.ok((await depth()).data.seqnum > data.seqnum);
    assert.ok(services.streams.feeds.nextSequence() > data.seqnum);
    assert.equal((await desk().get('/api/pro/v1/depth')).code, 100008);
  });

  it('gives one ticker as an object and several as a list', async () => {
    const ticker = async (query: string) => await desk().get(`/api/pro/v2/futures/ticker${query}`);
    const one = (await ticker('?symbol=BTC-PERP')).data;
    assert.equal(one.symbol, 'BTC-PERP');
    assert.ok(Number(one.bid[0]) < Number(one.ask[0]));
    assert.equal((await ticker('?symbol=BTC-PERP,')).data.length, 1);
    assert.equal((await ticker('?symbol=BTC-PERP,ETH-PERP')).data.length, 2);
    assert.equal((await ticker('')).data.length, SYMBOLS.length);
    assert.equal((await ticker('?symbol=NO-PERP')).code, 100008);
    assert.equal((await ticker('?symbol=__proto__')).code, 100008);
  });

  it('answers collateral, limits and its clock', async () => {
    const { data: assets } = await desk().get('/api/pro/v2/futures/collateral');
    assert.equal(assets[0].asset, 'USDT');
    const { data: limits } = await desk().get('/api/pro/v2/risk-limit-info');
    assert.equal(limits.webSocket.messageThreshold.level1ReqThreshold.cancel_order, 8000);
    const time = desk().clock.time;
    const { data } = await desk().get(`/api/pro/v1/exchange-info?requestTime=${time - 13}`);
    assert.deepEqual(data, { requestTimeEcho: time - 13, requestReceiveAt: time, latency: 13 });
    assert.equal((await desk().get('/api/pro/v1/exchange-info')).code, 100004);
  });
});

describe('the market', () => {
  const desk = useExchange({ tick: 1 });
  const prices = async () =>
    (await desk().get('/api/pro/v2/futures/pricing-data')).data.contracts as Body[];

  it('is the same for the same seed, step by step, and another for another', async () => {
    const run = async (seed: number) => {
      const { now } = new FakeClock();
      const exchange = await startPaperExchange({ seed, orders: 60, frozen: true, now });
      const { market, engine, accounts } = exchange.services;
      const told: unknown[] = [exchange.ready.apiKey, exchange.ready.secret];
      engine.events.on('trade', ({ contract, ticks, lots }) => {
        told.push([contract.symbol, ticks, lots]);
      });
      for (let i = 0; i < 150; i++) market.step();
      for (const { open } of accounts.all) told.push([...open.keys()]);
      await exchange.close();
      return JSON.stringify(told);
    };
    assert.equal(await run(7), await run(7));
    assert.notEqual(await run(7), await run(8));
  });

  it('stands still while frozen and moves by itself otherwise', async () => {
    const start = await prices();
    let trades = 0;
    const { events } = desk().exchange.services.engine;
    const moved = new Promise<void>((resolve) => {
      events.on('trade', () => {
        trades += 1;
        if (!desk().exchange.services.market.frozen) resolve();
      });
    });
    assert.equal(trades, 0);
    assert.deepEqual(await prices(), start);
    await desk().control('POST market/freeze', { frozen: false });
    await moved;
    await desk().control('POST market/freeze', { frozen: true });
    const halted = await prices();
    assert.notDeepEqual(halted, start);
    assert.deepEqual(await prices(), halted);
  });

  it('fills a resting order when it comes to it, as maker and at its own price', async () => {
    const order = await desk().placed({ orderPrice: '61249.9', orderQty: '0.01' });
    for (let i = 0; i < 2_000; i += 50) {
      await desk().control('POST market/step', { steps: 50 });
      if ((await desk().status(order.orderId)).status === 'Filled') break;
    }
    const { status, avgFilledPx, liquidityInd, fee } = await desk().status(order.orderId);
    assert.deepEqual([status, avgFilledPx, liquidityInd], ['Filled', '61249.9', 'm']);
    assert.equal(fee, '0.1224998');
  });

  it('stays near where it started, and keeps quoting both sides', async () => {
    await desk().control('POST market/step', { steps: 1_500 });
    const { data } = await desk().get('/api/pro/v2/futures/ticker');
    for (const { symbol, bid, ask, open, close } of data) {
      assert.ok(Number(bid[0]) < Number(ask[0]), symbol);
      assert.ok(Math.abs(Number(close) / Number(open) - 1) < 0.2, symbol);
    }
  });
});

describe('the orders an account starts with', () => {
  const desk = useExchange({ orders: 240 });

  it('are as many as asked for, over all contracts, sides and types', async () => {
    const { data } = (await desk().call('GET order/open')) as { data: Body[] };
    assert.equal(data.length, 240);
    const kinds = (name: string) => new Set(data.map((each) => each[name] as string));
    assert.deepEqual([...kinds('symbol')].sort(), [...SYMBOLS].sort());
    assert.deepEqual([...kinds('side')].sort(), ['Buy', 'Sell']);
    assert.deepEqual([...kinds('orderType')].sort(), ['Limit', 'StopLimit', 'StopMarket']);
    assert.deepEqual([...kinds('status')].sort(), ['New', 'PartiallyFilled', 'PendingNew']);
    assert.equal(kinds('orderId').size, 240);
    assert.ok(data.every(({ orderId }) => /^a[0-9a-f]{11}U\d{10}\w{9}$/.test(orderId as string)));
    assert.ok(data.every(({ time }) => (time as number) < desk().clock.time));
  });

  it('are covered by margin, and most but not all outlive a quarter of an hour of trading', async () => {
    const { data } = await desk().call('GET free-margin');
    assert.ok(Number(data.crossed.freeMargin) > 0);
    await desk().control('POST market/step', { steps: 1_800 });
    const left = (await desk().call('GET order/open')).data.length as number;
    assert.ok(left < 235 && left > 100, `${left} left`);
    const { data: history } = await desk().call('GET order/hist/current?executedOnly=true');
    assert.ok(history.length > 0);
  });
});
