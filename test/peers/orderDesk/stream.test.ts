import assert from 'node:assert/strict';
import { CONTRACTS } from '../../../src/paper/engine/contracts.ts';
import type { EngineOrder } from '../../../src/paper/engine/order.ts';
import { plain } from '../../../src/paper/decimal.ts';
import type { Event } from '../../../src/common/event.ts';
import type { PlaceRequest } from '../../../src/venues/placing.ts';
import type { VenueStream } from '../../../src/venues/stream.ts';
import type { Pricing } from '../../../src/venues/venue.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { useDesk } from '../support/desk.ts';
import { sameDeskOrder, sameDeskPosition } from '../support/heldByDesk.ts';
import { until } from '../../support/until.ts';

describe("Order Desk's client follows the stream of the paper exchange", () => {
  const peer = useDesk('orderDesk/stream', {
    ...{ orders: 40 },
    streamLimits: { pingInterval: 50 },
  });

  async function live(): Promise<VenueStream> {
    const stream = peer().venue.stream?.() ?? assert.fail();
    const reached = new Promise<void>((resolve) => {
      stream.onDidChangeState(({ phase }) => {
        if (phase === 'live') resolve();
      });
    });
    stream.start();
    await reached;
    return stream;
  }

  /** Everything that is told, as it comes. */
  function collect<T>(event: Event<T>): T[] {
    const told: T[] = [];
    event((each) => told.push(each));
    return told;
  }

  it('its orders, one message a change, field by field', async () => {
    const { exchange } = peer();
    const stream = await live();
    const told = collect(stream.onOrders);
    const resting = [...exchange.account.open.values()].filter(
      ({ terms, status }) => status === 'New' && terms.lots > 2,
    );
    const [one, two] = resting;
    assert.ok(one && two);
    const { engine } = exchange;
    const steps: readonly (readonly [EngineOrder, () => void])[] = [
      [one, () => engine.fillResting(one, 1)],
      [one, () => engine.fillResting(one, 1)],
      [two, () => engine.fillResting(two, two.terms.lots)],
      [one, () => engine.cancel(one)],
    ];
    for (const [i, [order, step]] of steps.entries()) {
      exchange.time += 1_000;
      step();
      await until(() => told.length > i);
      sameDeskOrder(told[i]?.order, order);
    }
    // A cancel's message repeats the last execution, which is no new one.
    const fills = told.map(({ execution }) => execution && [execution.price, execution.quantity]);
    const { lot, tick } = one.terms.contract;
    const oneLot = [tick.toDecimal(one.terms.ticks).toFixed(), lot.toDecimal(1).toFixed()];
    const all = two.terms.contract.lot.toDecimal(two.terms.lots).toFixed();
    const price = two.terms.contract.tick.toDecimal(two.terms.ticks).toFixed();
    assert.deepEqual(fills, [oneLot, oneLot, [price, all], undefined]);
    assert.deepEqual([one.status, two.status], ['Canceled', 'Filled']);
    exchange.compared(['sub futures-order', 'sign-in by headers']);
  });

  it('the terms of its orders, so that each could be placed anew: by the stream and by a list', async () => {
    const { venue, exchange } = peer();
    const stream = await live();
    const told = collect(stream.onOrders);
    const limit = { symbol: 'BTC-PERP', side: 'buy', quantity: '0.0123', price: '59000' } as const;
    const asked: readonly PlaceRequest[] = [
      { ...limit, type: 'limit' },
      { ...limit, type: 'limit', postOnly: true },
      { ...limit, type: 'limit', positionStopLoss: '58000', positionTakeProfit: '65000.5' },
      { ...limit, type: 'stopLimit', stopPrice: '65000', price: '65010.5' },
      { ...limit, type: 'stopMarket', price: undefined, side: 'sell', stopPrice: '58000' },
    ];
    for (const request of asked) {
      const { value } = await venue.placing.place(await venue.placing.plan(request));
      await until(() => told.some(({ order }) => order.orderId === value.order?.orderId));
      const listed = (await venue.openOrders()).value;
      for (const orders of [told.map(({ order }) => order), listed]) {
        const order = orders.find(({ orderId }) => orderId === value.order?.orderId);
        const like = venue.placing.requestLike(order ?? assert.fail());
        const { price, ...others } = request;
        assert.deepEqual(like, price === undefined ? others : request);
      }
    }
    exchange.compared(['sub futures-order', 'GET v2/futures/order/open']);
  });

  it('its balance and positions, after fills, funding and settings', async () => {
    const { exchange } = peer();
    const stream = await live();
    const told = collect(stream.onAccount);
    const { account, engine } = exchange;
    const order = [...account.open.values()].find(({ status }) => status === 'New');
    assert.ok(order);
    const { contract } = order.terms;
    engine.fillResting(order, order.terms.lots);
    const other = CONTRACTS.find((each) => each !== contract) ?? assert.fail();
    Object.assign(account.position(other), { marginType: 'isolated', leverage: 7 });
    exchange.paper.services.funding.charge(exchange.time);
    await until(() => told.length === 2);
    for (const news of told.slice(-1)) {
      assert.equal(news.time, exchange.time);
      const worth = { discountFactor: '1', referencePrice: undefined };
      const amount = plain(account.balance);
      assert.deepEqual(news.balances, [{ asset: 'USDT', amount, ...worth }]);
      CONTRACTS.forEach((each, i) => {
        const held = account.position(each);
        // A stream tells no mark price along with a position.
        sameDeskPosition(news.positions[i], held, engine.markOf, { markPrice: undefined });
      });
    }
    const [fill] = told;
    assert.deepEqual(
      fill?.positions.map(({ symbol }) => symbol),
      [contract.symbol],
    );
    assert.ok((told[1]?.sequence ?? 0) > (fill?.sequence ?? 0));
    exchange.compared('sub futures-account-update');
  });

  it('prices', async () => {
    const { exchange } = peer();
    const stream = await live();
    const told = collect<readonly Pricing[]>(stream.onPricing);
    exchange.time += 500;
    exchange.paper.services.market.step();
    const held = () =>
      [...exchange.engine.books].map(({ contract, prices }) => ({
        ...{ symbol: contract.symbol, time: exchange.time },
        markPrice: contract.tick.toDecimal(prices.mark).toFixed(),
        indexPrice: contract.tick.toDecimal(prices.ref).toFixed(),
      }));
    await until(() => told.at(-1)?.[0]?.time === exchange.time);
    assert.deepEqual(told.at(-1), held());
    exchange.compared('sub futures-pricing-data');
  });

  it('with pings of its own, so that neither side takes the other for gone', async () => {
    const { exchange, connect } = peer();
    const clock = new ManualClock(exchange.time);
    const stream = connect({ clock }).stream?.() ?? assert.fail();
    stream.start();
    await until(() => stream.state.phase === 'live');
    for (const count of [1, 2, 3, 4]) {
      await clock.advance(15_000);
      await until(() => exchange.times('ping') === count);
    }
    assert.equal(stream.state.phase, 'live');
    exchange.compared('ping');
  });

  it('as long as it answers pings', async () => {
    const { exchange } = peer();
    await live();
    await until(() => exchange.wasAsked('pong'));
    assert.equal(exchange.paper.services.streams.size, 1);
    exchange.compared('pong');
  });
});
