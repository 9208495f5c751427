import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WireSide } from '../../../../src/venues/ascendex/wire.ts';
import { ZERO } from '../../../../src/paper/decimal.ts';
import type { Account } from '../../../../src/paper/engine/account.ts';
import { FEES, notional, unitsOf } from '../../../../src/paper/engine/contracts.ts';
import type { EngineOrder, OrderTerms } from '../../../../src/paper/engine/order.ts';
import { Bench, CONTRACT } from './bench.ts';

interface Step {
  who: number;
  side: WireSide;
  lots: number;
  ticks: number;
  kind: 'limit' | 'ioc' | 'fok' | 'post' | 'reduce' | 'market' | 'stop' | 'stopMarket' | 'cancel';
  stopTicks: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.integer({ min: 0, max: 3 }),
  side: fc.constantFrom<WireSide>('Buy', 'Sell'),
  lots: fc.integer({ min: 1, max: 20 }),
  ticks: fc.integer({ min: 990, max: 1010 }),
  kind: fc.constantFrom<Step['kind']>(
    ...(['limit', 'limit', 'limit', 'ioc', 'fok', 'post', 'reduce', 'market'] as const),
    ...(['stop', 'stopMarket', 'cancel', 'cancel'] as const),
  ),
  stopTicks: fc.integer({ min: 990, max: 1010 }),
});
const steps = fc.array(step, { maxLength: 60, size: 'max' });

const TERMS: Record<Step['kind'], (from: Step) => Partial<OrderTerms>> = {
  limit: () => ({}),
  ioc: () => ({ timeInForce: 'IOC' }),
  fok: () => ({ timeInForce: 'FOK' }),
  post: () => ({ postOnly: true }),
  reduce: () => ({ reduceOnly: true }),
  market: () => ({ type: 'Market', ticks: 0 }),
  stop: ({ stopTicks }) => ({ type: 'StopLimit', stopTicks }),
  stopMarket: ({ stopTicks }) => ({ type: 'StopMarket', ticks: 0, stopTicks }),
  cancel: () => ({}),
};

/** Three accounts and the market itself, trading at random in one book. */
class Crowd {
  readonly bench = new Bench();
  readonly accounts: Account[] = [1, 2, 3].map(() => this.bench.account());
  readonly orders: EngineOrder[] = [];
  readonly start = this.accounts[0]?.balance ?? ZERO;

  constructor() {
    this.bench.engine.setPrices(CONTRACT, { market: 1000, mark: 1000, ref: 1000 });
  }

  take(next: Step): EngineOrder | undefined {
    if (next.kind === 'cancel') {
      const open = this.orders.filter((order) => order.open);
      const chosen = open[next.lots % Math.max(1, open.length)];
      if (chosen) this.bench.engine.cancel(chosen);
      return undefined;
    }
    const account = this.accounts[next.who];
    const terms = TERMS[next.kind](next);
    const order = this.bench.send(account, next.side, next.lots, next.ticks, terms);
    this.orders.push(order);
    return order;
  }
}

/** Runs random trading and checks after every step. */
function always(check: (crowd: Crowd, order: EngineOrder | undefined, from: Step) => void): void {
  const property = fc.property(steps, (all) => {
    const crowd = new Crowd();
    for (const each of all) check(crowd, crowd.take(each), each);
  });
  fc.assert(property, { numRuns: 150 });
}

describe('whatever is sent to the matching engine', () => {
  it('what one side of the fills gains the other gives, in lots and in money', () => {
    always(({ bench, accounts, orders, start }) => {
      let lots = 0;
      let money = ZERO;
      let fees = ZERO;
      for (const { account, terms, state } of orders) {
        const sign = terms.side === 'Buy' ? 1 : -1;
        lots += sign * (state.fills?.lots ?? 0);
        const value = notional(CONTRACT, state.fills?.units ?? 0n);
        money = sign > 0 ? money.minus(value) : money.plus(value);
        if (account) fees = fees.plus(state.fills?.totalFee ?? ZERO);
      }
      assert.equal(lots, 0);
      assert.ok(money.eq(ZERO));
      // Each account: cash from its own fills, less fees, is its balance and its open position.
      let charged = ZERO;
      for (const account of accounts) {
        const { openUnits, lots: held } = account.position(CONTRACT);
        let cash = ZERO;
        for (const { account: owner, terms, state } of orders) {
          if (owner !== account || !state.fills) continue;
          const value = notional(CONTRACT, state.fills.units);
          cash = terms.side === 'Buy' ? cash.minus(value) : cash.plus(value);
          cash = cash.minus(state.fills.totalFee);
          charged = charged.plus(state.fills.totalFee);
        }
        const cost = notional(CONTRACT, held >= 0 ? openUnits : -openUnits);
        assert.ok(account.balance.minus(start).minus(cost).eq(cash));
      }
      assert.ok(charged.eq(fees));
      assert.equal(bench.engine.book(CONTRACT).stats.lots, sum(bench.prints));
    });
  });

  it('positions are the sum of fills, and the open interest the sum of positions', () => {
    always(({ bench, accounts, orders }) => {
      let interest = 0;
      for (const account of accounts) {
        const own = orders.filter((order) => order.account === account);
        const lots = own.reduce(
          (total, { terms, filledLots }) =>
            total + (terms.side === 'Buy' ? filledLots : -filledLots),
          0,
        );
        assert.equal(account.position(CONTRACT).lots, lots);
        interest += Math.abs(lots);
      }
      assert.equal(bench.engine.book(CONTRACT).openInterestLots, interest);
    });
  });

  it('no order fills more than its quantity, and none is open with nothing left', () => {
    always(({ orders }) => {
      for (const order of orders) {
        assert.ok(order.filledLots >= 0 && order.filledLots <= order.terms.lots);
        assert.equal(order.status === 'Filled', order.remainingLots === 0);
        if (order.status === 'New') assert.equal(order.filledLots, 0);
        if (order.status === 'PartiallyFilled') assert.ok(order.filledLots > 0);
      }
    });
  });

  it('the book is never crossed', () => {
    always(({ bench }) => {
      const [bid] = bench.book('Buy');
      const [ask] = bench.book('Sell');
      if (bid && ask) assert.ok(bid[0] < ask[0]);
    });
  });

  it('an IOC or market order never rests, and a FOK order is filled wholly or not at all', () => {
    always((_, order, { kind }) => {
      if (kind === 'ioc' || kind === 'market' || kind === 'fok') assert.ok(!order?.open);
      if (kind === 'fok') assert.ok(order?.filledLots === 0 || order?.remainingLots === 0);
    });
  });

  it('a post-only order never takes', () => {
    always(({ bench }) => {
      assert.ok(bench.trades.every(({ incoming }) => !incoming.terms.postOnly));
    });
  });

  it('every fill of a reduce-only order shrinks a position and turns none', () => {
    const property = fc.property(steps, (all) => {
      const crowd = new Crowd();
      const held = new Map(crowd.accounts.map((account) => [account, 0]));
      crowd.bench.engine.events.on('trade', ({ resting, incoming }) => {
        for (const { account, terms } of [resting, incoming]) {
          if (account === undefined) continue;
          const before = held.get(account) ?? 0;
          const after = account.position(CONTRACT).lots;
          held.set(account, after);
          if (!terms.reduceOnly) continue;
          assert.ok(Math.abs(after) < Math.abs(before));
          assert.ok(after === 0 || Math.sign(after) === Math.sign(before));
        }
      });
      for (const each of all) crowd.take(each);
    });
    fc.assert(property, { numRuns: 150 });
  });

  it('nobody trades with themselves', () => {
    always(({ bench }) => {
      for (const { resting, incoming } of bench.trades) {
        assert.ok(resting.account === undefined || resting.account !== incoming.account);
      }
    });
  });

  it('every fill has price priority, and at one price the order that came first is first', () => {
    const plain = fc
      .array(step, { maxLength: 60, size: 'max' })
      .map((all) =>
        all.filter(({ kind }) => kind !== 'reduce' && kind !== 'stop' && kind !== 'stopMarket'),
      );
    const property = fc.property(plain, (all) => {
      const crowd = new Crowd();
      for (const each of all) {
        // Worked out from what was sent, not from the book: the best price, then the first to come.
        const better = each.side === 'Buy' ? 1 : -1;
        const expected = crowd.orders
          .filter((order) => order.open && order.terms.side !== each.side)
          .sort((one, other) => (one.terms.ticks - other.terms.ticks) * better);
        const order = crowd.take(each);
        const fills = crowd.bench.trades.filter(({ incoming }) => incoming === order);
        assert.deepEqual(
          fills.map(({ resting }) => resting.orderId),
          expected.slice(0, fills.length).map(({ orderId }) => orderId),
        );
        for (const { resting, ticks } of fills) assert.equal(ticks, resting.terms.ticks);
      }
    });
    fc.assert(property, { numRuns: 150 });
  });

  it('what an account has resting is what its position counts for margin', () => {
    always(({ accounts }) => {
      for (const account of accounts) {
        for (const side of ['Buy', 'Sell'] as const) {
          let units = 0n;
          for (const order of account.open.values()) {
            const { terms } = order;
            if (terms.side !== side || terms.reduceOnly || order.status === 'PendingNew') continue;
            units += unitsOf(terms.ticks, order.remainingLots);
          }
          assert.equal(account.position(CONTRACT).resting[side], units);
        }
      }
    });
  });

  it('fees are what the rates say, fill by fill', () => {
    always(({ bench, orders }) => {
      let expected = ZERO;
      for (const { ticks, lots, resting, incoming } of bench.trades) {
        const value = notional(CONTRACT, unitsOf(ticks, lots));
        if (resting.account) expected = expected.plus(value.times(FEES.maker));
        if (incoming.account) expected = expected.plus(value.times(FEES.taker));
      }
      const charged = orders
        .filter(({ account }) => account)
        .reduce((total, { state }) => total.plus(state.fills?.totalFee ?? ZERO), ZERO);
      assert.ok(charged.eq(expected));
    });
  });
});

function sum(prints: [number, number][]): number {
  return prints.reduce((total, [, lots]) => total + lots, 0);
}
