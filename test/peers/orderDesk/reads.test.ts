import assert from 'node:assert/strict';
import { plain } from '../../../src/paper/decimal.ts';
import { CONTRACTS, FEES } from '../../../src/paper/engine/contracts.ts';
import { freeMargin } from '../../../src/paper/engine/margin.ts';
import type { Position } from '../../../src/venues/positions.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { useDesk, type DeskPeer } from '../support/desk.ts';
import { sameDeskOrder, sameDeskPosition } from '../support/heldByDesk.ts';

function hasSide(positions: readonly Position[], side: string): boolean {
  return positions.some((each) => each.side === side);
}

/** A long, a short and no position, in the first three contracts. */
function trade({ account, engine }: DeskPeer['exchange']): void {
  CONTRACTS.slice(0, 3).forEach((contract, i) => {
    const position = account.position(contract);
    const wanted = [50, -70, 0][i] ?? 0;
    const more = wanted - position.lots;
    if (more !== 0)
      position.fill(more > 0 ? 'Buy' : 'Sell', Math.abs(more), engine.markOf(contract));
  });
}

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

  it('the best bid and ask, and none of a side that is empty', async () => {
    const { venue, exchange } = peer();
    for (let i = 0; i < 5; i++) exchange.paper.services.market.step();
    for (const { symbol } of CONTRACTS) {
      const { sides, contract } = exchange.book(symbol);
      const best = (side: 'Buy' | 'Sell'): string | undefined => {
        const { bestTicks } = sides[side];
        return bestTicks === undefined ? undefined : contract.tick.format(bestTicks);
      };
      const { value } = await venue.placing.quote(symbol);
      assert.deepEqual(value, { bid: best('Buy'), ask: best('Sell') });
    }
    exchange.compared('GET v2/futures/ticker');
  });

  it('the assets that secure positions, and whether this address is banned', async () => {
    const { venue, exchange } = peer();
    const usdt = { asset: 'USDT', name: 'Tether', discountFactor: '1' };
    assert.deepEqual((await venue.positions.collaterals()).value, [usdt]);
    exchange.compared('GET v2/futures/collateral');
    const free = { address: '127.0.0.1', banned: false, until: undefined, reason: '' };
    assert.deepEqual((await venue.standing()).value, free);
    exchange.paper.services.faults.add({ kind: 'ban', action: 'open-orders' });
    const until = exchange.time + 15 * 60_000;
    const banned = { ...free, banned: true, until, reason: 'a fault' };
    assert.deepEqual((await venue.standing()).value, banned);
    exchange.compared('GET v2/risk-limit-info');
  });

  it('positions, each field by field, with collateral and free margin', async () => {
    const { venue, exchange } = peer();
    const { account, engine } = exchange;
    trade(exchange);
    const { value } = await venue.positions.holdings();
    const balance = { asset: 'USDT', amount: plain(account.balance) };
    assert.deepEqual(value.balances, [{ ...balance, discountFactor: '1', referencePrice: '1' }]);
    CONTRACTS.forEach((contract, i) =>
      sameDeskPosition(value.positions[i], account.position(contract), engine.markOf),
    );
    assert.ok(['long', 'short', 'none'].every((side) => hasSide(value.positions, side)));
    exchange.compared('GET v2/futures/position');
    const free = (await venue.positions.freeMargin()).value;
    assert.equal(free.crossed, plain(freeMargin(account, engine.markOf)));
    assert.deepEqual([...free.isolated.keys()], []);
    exchange.compared('GET v2/futures/free-margin');
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

  it('the order history, all of it, of a symbol, the latest few, and what was executed', async () => {
    const { venue, exchange } = peer();
    const limits = [...exchange.account.open.values()].filter(
      ({ terms, status }) => terms.type === 'Limit' && status === 'New' && !terms.reduceOnly,
    );
    limits.slice(0, 10).forEach((order, i) => {
      exchange.time += 1_000;
      if (i % 2) exchange.engine.fillResting(order, order.terms.lots);
      else exchange.engine.cancel(order);
    });
    const held = exchange.account.history();
    const { history } = venue;
    for (const [query, expected] of [
      [{ limit: 1_000 }, held],
      [{ limit: 3 }, held.slice(0, 3)],
      [{ limit: 1_000, executedOnly: true }, held.filter(({ filledLots }) => filledLots > 0)],
      [
        { limit: 1_000, symbol: 'BTC-PERP' },
        held.filter(({ terms }) => terms.contract.symbol === 'BTC-PERP'),
      ],
    ] as const) {
      const { value } = await history.orders(query);
      assert.equal(value.length, expected.length);
      expected.forEach((order, i) => {
        const { fills } = order.state;
        const { lot, tick } = order.terms.contract;
        sameDeskOrder(value[i]?.order, order);
        assert.deepEqual(
          [value[i]?.fee, value[i]?.lastPrice, value[i]?.lastQuantity, value[i]?.errorCode],
          [
            ...(fills
              ? [plain(fills.totalFee), tick.format(fills.lastTicks), lot.format(fills.lastLots)]
              : [undefined, undefined, undefined]),
            order.state.errorCode,
          ],
        );
      });
    }
    exchange.compared('GET v2/futures/order/hist/current');
  });

  it('the funding payments, page by page and by symbol', async () => {
    const { venue, exchange } = peer();
    const { funding } = exchange.paper.services;
    while (exchange.account.payments().length < 5) funding.charge((exchange.time += 1_000));
    const held = exchange.account.payments();
    const { history } = venue;
    const paid = (list: typeof held) =>
      list.map(({ contract, time, amount, rate }) => ({
        ...{ symbol: contract.symbol, time, asset: 'USDT' },
        ...{ amount: plain(amount), rate: plain(rate) },
      }));
    const told = async (page: number, symbol?: string) => {
      const { value } = await history.funding({ page, pageSize: 4, symbol });
      const payments = value.payments.map(({ raw, ...payment }) => {
        assert.match(raw, new RegExp(payment.symbol));
        return payment;
      });
      return { payments, hasNext: value.hasNext };
    };
    const second = paid(held.slice(4, 8));
    assert.deepEqual(await told(1), { payments: paid(held.slice(0, 4)), hasNext: true });
    assert.deepEqual(await told(2), { payments: second, hasNext: held.length > 8 });
    const symbol = held[0]?.contract.symbol;
    const own = held.filter(({ contract }) => contract.symbol === symbol);
    assert.deepEqual((await told(1, symbol)).payments, paid(own.slice(0, 4)));
    exchange.compared('GET v2/futures/funding-payments');
  });

  it('every change of the balance, and what there was when the day began', async () => {
    const { venue, exchange } = peer();
    const { account, engine } = exchange;
    const working = [...account.open.values()].filter(
      ({ terms, status }) => terms.type === 'Limit' && status === 'New' && !terms.reduceOnly,
    );
    for (const order of working) engine.fillResting(order, order.terms.lots);
    const { ledger } = account;
    const held = ledger.from(1, 500);
    const { history } = venue;
    const { changes, next } = (await history.balanceChanges({ from: 1, limit: 500 })).value;
    assert.equal(next, undefined);
    const expected = held.flatMap<object>((entry) => {
      const more = { sequence: entry.sn, time: entry.time, asset: 'USDT' };
      const balance = plain(entry.balance);
      if ('event' in entry) {
        const { event: venueKind, amount, to } = entry;
        const symbol = to?.contract.symbol;
        return [{ ...more, balance, venueKind, amount: plain(amount), symbol, orderId: undefined }];
      }
      const { profit, fee, orderId, to } = entry;
      const own = { ...more, balance, orderId, symbol: to.contract.symbol };
      const gained = { ...own, venueKind: 'trade', amount: plain(profit) };
      const paid = { ...own, venueKind: 'fee', amount: plain(fee.neg()) };
      return gained.amount === '0' ? [paid] : [gained, paid];
    });
    const told = changes.map(({ id, kind, raw, ...change }) => {
      assert.ok(raw.includes(`"sn":${change.sequence}`) && id && kind !== 'other');
      return change;
    });
    assert.deepEqual(told, expected);
    assert.ok(['trade', 'fee', 'deposit'].every((one) => told.some((e) => e.venueKind === one)));
    exchange.compared('GET data/v1/futures/balance/history');
    const day = new Date(exchange.time).toISOString().slice(0, 10);
    const { value } = await history.balancesAt(day);
    const then = ledger.before(Date.parse(day)) ?? assert.fail();
    assert.deepEqual(value, {
      ...{ sequence: then.sn, time: Date.parse(day) },
      balances: [{ asset: 'USDT', amount: plain(then.balance) }],
    });
    exchange.compared('GET data/v1/futures/balance/snapshot');
  });
});
