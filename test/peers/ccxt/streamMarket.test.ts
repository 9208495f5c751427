import assert from 'node:assert/strict';
import type { OrderBook, OHLCV } from 'ccxt';
import type { Book } from '../../../src/paper/engine/book.ts';
import type { Trade } from '../../../src/paper/engine/events.ts';
import { useCcxt } from '../support/ccxt.ts';
import { amount, price } from '../support/held.ts';
import { until } from '../../support/until.ts';

const SYMBOL = 'BTC/USDT:USDT';
const MINUTE = 60_000;

const BEGINS_LATE =
  "ccxt begins with the book by REST once it has subscribed, and not with the channel's first message.";

describe('ccxt watches the market of the paper exchange', function () {
  this.timeout(20_000);
  const peer = useCcxt('ccxt/streamMarket', {
    ...{ edition: 'pro', streamLimits: { pingInterval: 50 } },
  });
  const book = (): Book => peer().exchange.book('BTC-PERP');
  const priced = () => book().contract;

  /** Trades from here on, as the engine has them. */
  function trades(): Trade[] {
    const made: Trade[] = [];
    peer().exchange.engine.events.on('trade', (trade) => {
      if (trade.contract === priced()) made.push(trade);
    });
    return made;
  }

  function sameBook(told: OrderBook): void {
    const held = (side: 'Buy' | 'Sell') =>
      book()
        .sides[side].levels(100)
        .map(([ticks, lots]) => [price(priced(), ticks), amount(priced(), lots)]);
    assert.deepEqual([...told.bids].map(pair), held('Buy'));
    assert.deepEqual([...told.asks].map(pair), held('Sell'));
  }

  it('its order book, change by change', async () => {
    const { client, exchange } = peer();
    const { market } = exchange.paper.services;
    const subscribed = exchange.subscribed('depth');
    let next = client.watchOrderBook(SYMBOL);
    await subscribed;
    await until(() => client.orderbooks?.[SYMBOL]?.nonce !== undefined);
    assert.ok(exchange.wasAsked('GET v1/depth'));
    for (let i = 0; i < 12; i++) {
      if (i % 4 === 3) await client.createOrder(SYMBOL, 'limit', 'buy', 0.01 * i, 60_000 + i);
      else market.step();
      sameBook(await next);
      next = client.watchOrderBook(SYMBOL);
    }
    void next.catch(() => undefined); // ends with the connection
    exchange.compared('sub depth', BEGINS_LATE);
  });

  it('its trades, each with price, quantity, side and time', async () => {
    const { client, exchange } = peer();
    const subscribed = exchange.subscribed('trades');
    const next = client.watchTrades(SYMBOL);
    await subscribed;
    const made = trades();
    await client.createOrder(SYMBOL, 'market', 'buy', 0.6);
    await next;
    exchange.time += 250;
    await client.createOrder(SYMBOL, 'market', 'sell', 0.9);
    assert.ok(made.length > 2, 'several levels each');
    const all = () => [...((client.trades?.[SYMBOL] ?? []) as unknown as Told[])];
    await until(() => all().length === made.length);
    assert.deepEqual(
      all().map(({ price, amount, side, timestamp, symbol }) => [
        ...[price, amount, side, timestamp, symbol],
      ]),
      made.map(({ ticks, lots, takerSide, time }) => [
        ...[price(priced(), ticks), amount(priced(), lots), takerSide.toLowerCase(), time, SYMBOL],
      ]),
    );
    exchange.compared('sub trades');
  });

  it('its bars, minute by minute', async () => {
    const { client, exchange } = peer();
    exchange.time = Math.ceil(exchange.time / MINUTE) * MINUTE;
    const start = exchange.time;
    const { market } = exchange.paper.services;
    const opened = price(priced(), book().prices.market);
    const subscribed = exchange.subscribed('bar');
    const first = client.watchOHLCV(SYMBOL, '1m');
    await subscribed;
    assert.deepEqual(await first, [[start, opened, opened, opened, opened, 0]]);
    const bars = new Map<number, OHLCV>();
    const made = trades();
    for (const [side, after] of [
      ['Buy', 0],
      ['Sell', 10],
      ['Sell', 60],
      ['Buy', 5],
    ] as const) {
      exchange.time += after * 1000;
      made.length = 0;
      market.trade(priced(), side, 4_000, side === 'Buy' ? 640_000 : 580_000);
      for (const { ticks, lots, time } of made) {
        grow(bars, Math.floor(time / MINUTE) * MINUTE, {
          ...{ at: price(priced(), ticks), lots: amount(priced(), lots) },
          opened: time < start + MINUTE ? opened : undefined,
        });
      }
      const held = [...bars.values()];
      const told = () => [...((client.ohlcvs?.[SYMBOL]?.['1m'] ?? []) as unknown as OHLCV[])];
      await until(() => told().at(-1)?.[5] === held.at(-1)?.[5]);
      assert.deepEqual(
        told().map((bar) => [...bar]),
        held,
      );
    }
    assert.equal(bars.size, 2);
    exchange.compared('sub bar');
  });

  it('as long as it answers pings', async () => {
    const { client, exchange } = peer();
    const next = client.watchTrades(SYMBOL);
    await until(() => exchange.wasAsked('pong'));
    assert.equal(exchange.paper.services.streams.size, 1);
    await client.createOrder(SYMBOL, 'market', 'buy', 0.01);
    assert.equal((await next).length, 1);
    exchange.compared('pong');
  });
});

interface Told {
  readonly price: number;
  readonly amount: number;
  readonly side: string;
  readonly timestamp: number;
  readonly symbol: string;
}

function pair(level: readonly unknown[]): unknown[] {
  return level.slice(0, 2);
}

/** Puts a trade into its bar: time, open, high, low, close, volume. */
function grow(
  bars: Map<number, OHLCV>,
  start: number,
  trade: { at: number; lots: number; opened: number | undefined },
): void {
  const { at, lots, opened = at } = trade;
  const [, open, high, low, , volume] = bars.get(start) ?? [start, opened, opened, opened, at, 0];
  const sum = Number((Number(volume) + lots).toFixed(4));
  bars.set(start, [
    ...[start, Number(open), Math.max(Number(high), at), Math.min(Number(low), at), at, sum],
  ] as OHLCV);
}
