import assert from 'node:assert/strict';
import { useExchange } from '../support.ts';
import { StreamClient } from '../streamClient.ts';

describe('the public channels of a stream', () => {
  const desk = useExchange();
  let client: StreamClient;
  beforeEach(async () => {
    client = await StreamClient.open(desk(), { path: '/api/pro/v2/stream' });
  });
  afterEach(() => client.close());
  const step = (steps = 1) => desk().control('POST market/step', { steps });

  it('price every step of the market once', async () => {
    await client.subscribe('futures-pricing-data');
    const first = await client.next('futures-pricing-data');
    assert.equal(first.con.length, 6);
    await step();
    await client.settled();
    assert.equal(client.of('futures-pricing-data').length, 2);
    const { contracts } = (await desk().get('/api/pro/v2/futures/pricing-data')).data;
    const last = client.of('futures-pricing-data').at(-1);
    for (const [i, each] of (last?.con ?? []).entries()) {
      const { symbol, markPrice, indexPrice, openInterest } = contracts[i];
      assert.deepEqual(
        [each.s, each.mp, each.ip, each.oi],
        [...[symbol, markPrice, indexPrice, openInterest]],
      );
    }
  });

  it('keep a book that is the exchange’s own, from its whole and its changes', async () => {
    await client.subscribe('depth:BTC-PERP', 'bbo:BTC-PERP');
    await step(25);
    await client.settled();
    const book = { asks: new Map<string, string>(), bids: new Map<string, string>() };
    let sequence = 0;
    for (const { data } of client.of('depth')) {
      assert.ok(data.seqnum > sequence);
      sequence = data.seqnum;
      for (const side of ['asks', 'bids'] as const) {
        for (const [price, qty] of data[side]) {
          if (qty === '0') assert.ok(book[side].delete(price));
          else book[side].set(price, qty);
        }
      }
    }
    const ticker = (await desk().get('/api/pro/v2/futures/ticker?symbol=BTC-PERP')).data;
    const best = (side: 'asks' | 'bids', direction: 1 | -1) =>
      [...book[side]].sort(([a], [b]) => direction * (Number(a) - Number(b)))[0];
    assert.deepEqual([best('asks', 1), best('bids', -1)], [ticker.ask, ticker.bid]);
    const bbo = client.of('bbo').at(-1);
    assert.deepEqual([bbo?.data.ask, bbo?.data.bid], [ticker.ask, ticker.bid]);
    assert.equal(book.asks.size, 10);
  });

  it('tell trades and add them up to bars', async () => {
    await client.subscribe('trades:BTC-PERP,ETH-PERP', 'bar:1:BTC-PERP');
    const before = await client.next('bar');
    assert.equal(before.data.v, '0');
    await step(30);
    await client.settled();
    const trades = client.of('trades').filter(({ symbol }) => symbol === 'BTC-PERP');
    assert.ok(client.of('trades').length > trades.length);
    const all = trades.flatMap(({ data }) => data);
    assert.ok(all.length > 3);
    const bar = client.of('bar').at(-1)?.data;
    assert.equal(bar?.c, all.at(-1)?.p);
    assert.equal(bar?.h, String(Math.max(Number(before.data.o), ...all.map(({ p }) => Number(p)))));
    const sum = all.reduce((total, { q }) => total + Number(q), 0);
    assert.ok(Math.abs(Number(bar?.v) - sum) < 1e-9);
    const sequence = all.map(({ seqnum }) => seqnum);
    assert.deepEqual(
      sequence,
      [...new Set(sequence)].sort((a, b) => a - b),
    );
  });

  it('say which side came in', async () => {
    await client.subscribe('trades:BTC-PERP');
    await desk().placed({ orderType: 'Market', side: 'Buy' });
    await desk().placed({ orderType: 'Market', side: 'Sell' });
    await client.settled();
    const makers = client.of('trades').map(({ data }) => data.map(({ bm }) => bm));
    assert.deepEqual(makers, [[false], [true]]);
  });

  it('begin a new bar with a new minute', async () => {
    await client.subscribe('bar:1:BTC-PERP');
    desk().clock.time += 60_000;
    await desk().placed({ orderType: 'Market' });
    await client.settled();
    const [first, second] = client.of('bar').map(({ data }) => data.ts);
    assert.equal((second ?? 0) - (first ?? 0), 60_000);
  });

  it('fall silent when unsubscribed from, and when the stream ends', async () => {
    await client.subscribe('futures-pricing-data', 'depth:BTC-PERP');
    const { events } = desk().exchange.services.engine;
    assert.equal(events.listenerCount('prices'), 1);
    await client.ask({ op: 'unsub', id: 'u', ch: 'futures-pricing-data' }, 'unsub');
    await step();
    await client.settled();
    assert.equal(client.of('futures-pricing-data').length, 1);
    client.close();
    while (desk().exchange.services.streams.size > 0) await desk().control('GET stats');
    assert.equal(events.listenerCount('prices'), 0);
  });
});
