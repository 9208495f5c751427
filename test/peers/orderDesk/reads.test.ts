import assert from 'node:assert/strict';
import { CONTRACTS, FEES } from '../../../src/paper/engine/contracts.ts';
import { freeMargin } from '../../../src/paper/engine/margin.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { useDesk } from '../support/desk.ts';
import { sameDeskOrder } from '../support/heldByDesk.ts';

describe("Order Desk's client reads the paper exchange", () => {
  const peer = useDesk('orderDesk/reads', { orders: 80 });

  it('the account, with its group, its rights and the end of its key', async () => {
    const { venue, exchange, connect } = peer();
    const { identity } = exchange.account;
    const expected = {
      group: String(identity.group),
      userId: identity.userUid,
      accountIds: [identity.accountId],
      ...{ canView: true, canTrade: true, expiresAt: undefined },
    };
    assert.deepEqual((await venue.account()).value, expected);
    const { keys } = exchange.paper.services;
    const expiresAt = exchange.time + 60_000;
    const lesser = keys.create(
      exchange.account,
      { view: true, trade: false, transfer: false },
      expiresAt,
    );
    const { url: origin } = exchange.paper.ready;
    const credentials = { apiKey: lesser.key, secret: lesser.secret, origin };
    const { value } = await connect({ credentials }).account();
    assert.deepEqual(value, { ...expected, canTrade: false, expiresAt });
    exchange.compared('GET v2/account/info');
  });

  it('the contracts', async () => {
    const { venue, exchange } = peer();
    assert.deepEqual(
      (await venue.contracts()).value,
      CONTRACTS.map(({ symbol, tick, lot, minLots, maxLots }) => ({
        ...{ symbol, settlementAsset: 'USDT', trading: true },
        ...{ tickSize: tick.size.toFixed(), lotSize: lot.size.toFixed() },
        minQuantity: lot.toDecimal(minLots).toFixed(),
        maxQuantity: lot.toDecimal(maxLots).toFixed(),
      })),
    );
    exchange.compared('GET v2/futures/contract');
  });

  it('the terms of the contracts, which orders have to keep to', async () => {
    const { venue, exchange } = peer();
    const { value } = await venue.placing.terms();
    assert.deepEqual(
      value.map(({ symbol, minPrice, maxPrice, minNotional, maxNotional, brackets }) => {
        const rates = brackets.map((each) => [each.notionalUpTo, each.initialRate]);
        return { symbol, minPrice, maxPrice, minNotional, maxNotional, rates };
      }),
      CONTRACTS.map(({ symbol, tick, minTicks, maxTicks, ...contract }) => ({
        symbol,
        minPrice: tick.toDecimal(minTicks).toFixed(),
        maxPrice: tick.toDecimal(maxTicks).toFixed(),
        minNotional: contract.minNotional.toFixed(),
        maxNotional: contract.maxNotional.toFixed(),
        rates: contract.brackets.map((each) => [each.upper.toFixed(), each.initialRate.toFixed()]),
      })),
    );
    exchange.compared('GET v2/futures/contract');
  });

  it('the fees, of each contract and in general', async () => {
    const { venue, exchange } = peer();
    const fees = { maker: FEES.maker.toFixed(), taker: FEES.taker.toFixed() };
    const expected = new Map(CONTRACTS.map(({ symbol }) => [symbol, fees]));
    assert.deepEqual((await venue.placing.fees()).value, expected);
    exchange.compared('GET v1/futures/fee');
    assert.deepEqual((await venue.placing.generalFees()).value, fees);
    exchange.compared('GET v1/futures/fee/info');
  });

  it('the margin that is free, and what decides over that of an order', async () => {
    const { venue, exchange } = peer();
    const { account, engine } = exchange;
    const position = account.position(CONTRACTS[0]!);
    position.leverage = 25;
    const free = freeMargin(account, engine.markOf).toFixed();
    assert.equal((await venue.placing.freeMargin()).value, free);
    exchange.compared('GET v2/futures/free-margin');
    const { value } = await venue.placing.contractMargins();
    assert.deepEqual(
      [...value],
      CONTRACTS.map((contract) => {
        const { lots, leverage } = account.position(contract);
        const held = {
          leverage: String(leverage),
          position: contract.lot.toDecimal(lots).toFixed(),
        };
        return [contract.symbol, held];
      }),
    );
    exchange.compared(
      'GET v2/futures/position',
      'Order Desk reads of it what decides over the margin of an order: leverage and quantity.',
    );
  });

  it('the prices', async () => {
    const { venue, exchange } = peer();
    for (let i = 0; i < 5; i++) exchange.paper.services.market.step();
    assert.deepEqual(
      (await venue.pricing()).value,
      [...exchange.engine.books].map(({ contract, prices }) => ({
        ...{ symbol: contract.symbol, time: exchange.time },
        markPrice: contract.tick.toDecimal(prices.mark).toFixed(),
        indexPrice: contract.tick.toDecimal(prices.ref).toFixed(),
      })),
    );
    exchange.compared('GET v2/futures/pricing-data');
  });

  it('the clock, however far it is off', async () => {
    const { connect, exchange } = peer();
    for (const off of [-75_000, 0, 20_000]) {
      const { clock } = connect({ clock: new ManualClock(exchange.time - off) });
      const { uncertainty } = await clock.measure();
      // Half of the round trip, whatever that took here, and the millisecond of the answer.
      assert.ok(Math.abs(clock.now() - exchange.time) <= Math.ceil(uncertainty));
      assert.ok(uncertainty < 2_000);
    }
    exchange.compared('GET v1/exchange-info');
  });

  it('open orders, each field by field, also one that filled in part', async () => {
    const { venue, exchange } = peer();
    const open = [...exchange.account.open.values()];
    const resting = open.find(({ terms, status }) => terms.type === 'Limit' && status === 'New');
    assert.ok(resting);
    exchange.time += 3_000;
    exchange.engine.fillResting(resting, 1);
    const { value } = await venue.openOrders();
    const held = [...exchange.account.open.values()];
    assert.equal(value.length, held.length);
    held.forEach((order, i) => sameDeskOrder(value[i], order));
    for (const type of ['limit', 'stopLimit', 'stopMarket']) {
      assert.ok(
        value.some((order) => order.type === type),
        type,
      );
    }
    exchange.compared('GET v2/futures/order/open');
  });

  it('the status of one order and of many, open and closed, and leaves out what is unknown', async () => {
    const { venue, exchange } = peer();
    const held = [...exchange.account.open.values()].slice(0, 12);
    const [first, second, third] = held;
    assert.ok(first && second && third);
    exchange.engine.cancel(first);
    for (const order of held) exchange.engine.fillResting(order, order.terms.lots);
    const ids = held.map(({ orderId }) => orderId);
    const { value } = await venue.orderStatus(['a1unknown', ...ids]);
    assert.equal(value.length, held.length);
    held.forEach((order, i) => sameDeskOrder(value[i], order));
    const told = new Set(value.map(({ status }) => status));
    assert.ok(told.has('canceled') && told.has('filled'));
    const [one] = (await venue.orderStatus([second.orderId])).value;
    sameDeskOrder(one, second);
    exchange.compared('GET v2/futures/order/status');
  });
});
