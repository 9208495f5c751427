import assert from 'node:assert/strict';
import type { Account } from '../../../../src/paper/engine/account.ts';
import { Bench, CONTRACT } from './bench.ts';

describe('the matching engine', () => {
  let bench: Bench;
  let anna: Account;
  let bert: Account;
  beforeEach(() => {
    bench = new Bench();
    anna = bench.account();
    bert = bench.account();
  });

  it('fills the best price first, and at one price the earliest first', () => {
    const later = bench.send(anna, 'Sell', 5, 101);
    const first = bench.send(anna, 'Sell', 5, 100);
    const second = bench.send(anna, 'Sell', 5, 100);
    bench.send(bert, 'Buy', 7, 101);
    assert.deepEqual(bench.prints, [
      [100, 5],
      [100, 2],
    ]);
    assert.deepEqual([first.status, second.filledLots, later.filledLots], ['Filled', 2, 0]);
  });

  it("fills at the resting order's price and rests what is left", () => {
    bench.send(anna, 'Sell', 5, 100);
    const order = bench.send(bert, 'Buy', 8, 105);
    assert.deepEqual(bench.prints, [[100, 5]]);
    assert.deepEqual(bench.book('Buy'), [[105, 3]]);
    assert.equal(order.status, 'PartiallyFilled');
  });

  it('keeps the turn of the others when an order in their midst is canceled', () => {
    const orders = [1, 2, 3].map((lots) => bench.send(anna, 'Sell', lots, 100));
    bench.engine.cancel(orders[1] as never);
    bench.send(anna, 'Sell', 4, 100);
    assert.deepEqual(
      bench.book('Sell').map(([, lots]) => lots),
      [1, 3, 4],
    );
  });

  it('ends an order that would meet one of its own account, after what it filled before', () => {
    bench.send(bert, 'Sell', 2, 99);
    bench.send(anna, 'Sell', 5, 100);
    const order = bench.send(anna, 'Buy', 5, 100);
    assert.deepEqual(
      [order.status, order.filledLots, order.state.errorCode],
      ['Canceled', 2, 'SelfTrade'],
    );
    assert.deepEqual(bench.book('Sell'), [[100, 5]]);
  });

  it('bounds a market order by 3 % around the mark price', () => {
    bench.engine.setPrices(CONTRACT, { mark: 1000 });
    bench.send(anna, 'Sell', 1, 1030);
    bench.send(anna, 'Sell', 1, 1031);
    const order = bench.send(bert, 'Buy', 2, 0, { type: 'Market' });
    assert.deepEqual([order.status, order.filledLots], ['Canceled', 1]);
  });

  it('does not fill a FOK order that only its own order would complete', () => {
    bench.send(bert, 'Sell', 2, 100);
    bench.send(anna, 'Sell', 5, 100);
    const order = bench.send(anna, 'Buy', 3, 100, { timeInForce: 'FOK' });
    assert.deepEqual([order.status, order.filledLots], ['Canceled', 0]);
  });

  it('tells every change of an order with a higher sequence number', () => {
    const seen: [string, number][] = [];
    bench.engine.events.on('order', ({ account, state }) => {
      if (account === anna) seen.push([state.status, state.sequence]);
    });
    const order = bench.send(anna, 'Sell', 5, 100);
    bench.send(bert, 'Buy', 2, 100);
    bench.engine.cancel(order);
    assert.deepEqual(
      seen.map(([status]) => status),
      ['New', 'PartiallyFilled', 'Canceled'],
    );
    const numbers = seen.map(([, sequence]) => sequence);
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => a - b),
    );
    assert.equal(new Set(numbers).size, 3);
  });

  it('never changes a state it has told', () => {
    const order = bench.send(anna, 'Sell', 5, 100);
    const before = order.state;
    bench.send(bert, 'Buy', 2, 100);
    assert.equal(before.status, 'New');
    assert.equal(before.fills, undefined);
  });
});

describe('stops', () => {
  let bench: Bench;
  let anna: Account;
  beforeEach(() => {
    bench = new Bench();
    anna = bench.account();
    bench.engine.setPrices(CONTRACT, { market: 1000, mark: 1000, ref: 1000 });
  });

  for (const stopBy of ['market', 'mark', 'ref'] as const) {
    it(`triggers by the ${stopBy} price and no other, from either side`, () => {
      const above = bench.send(anna, 'Buy', 1, 1050, {
        ...{ type: 'StopLimit', stopTicks: 1010, stopBy },
      });
      const below = bench.send(anna, 'Buy', 1, 900, {
        ...{ type: 'StopLimit', stopTicks: 990, stopBy },
      });
      assert.deepEqual([above.status, below.status], ['PendingNew', 'PendingNew']);
      const others = { market: 1020, mark: 1020, ref: 1020, [stopBy]: 1009 };
      bench.engine.setPrices(CONTRACT, others);
      assert.equal(above.status, 'PendingNew');
      bench.engine.setPrices(CONTRACT, { [stopBy]: 1010 });
      assert.deepEqual([above.status, below.status], ['New', 'PendingNew']);
      bench.engine.setPrices(CONTRACT, { [stopBy]: 990 });
      assert.equal(below.status, 'New');
      assert.deepEqual(bench.book('Buy'), [
        [1050, 1],
        [900, 1],
      ]);
    });
  }

  it('sets off a stop by a trade, and the next stop by the fill of the first', () => {
    const bert = bench.account();
    for (const ticks of [1010, 1020, 1030]) bench.send(bert, 'Sell', 1, ticks);
    const second = bench.send(anna, 'Buy', 1, 0, { type: 'StopMarket', stopTicks: 1020 });
    const first = bench.send(anna, 'Buy', 1, 0, { type: 'StopMarket', stopTicks: 1010 });
    bench.send(undefined, 'Buy', 1, 1010);
    assert.deepEqual([first.status, second.status], ['Filled', 'Filled']);
    assert.deepEqual(bench.prints, [
      [1010, 1],
      [1020, 1],
      [1030, 1],
    ]);
  });

  it('triggers at once where the price is there already', () => {
    const order = bench.send(anna, 'Sell', 1, 1100, { type: 'StopLimit', stopTicks: 1000 });
    assert.equal(order.status, 'New');
  });

  it('rejects a triggered stop that the margin no longer covers', () => {
    const poor = bench.account('1');
    const order = bench.send(poor, 'Buy', 1000, 1010, { type: 'StopLimit', stopTicks: 1010 });
    bench.engine.setPrices(CONTRACT, { market: 1010 });
    assert.deepEqual([order.status, order.state.errorCode], ['Rejected', 'InsufficientMargin']);
  });
});

describe('reduce-only orders', () => {
  let bench: Bench;
  let anna: Account;
  let bert: Account;
  beforeEach(() => {
    bench = new Bench();
    anna = bench.account();
    bert = bench.account();
    bench.send(bert, 'Sell', 5, 100);
    bench.send(anna, 'Buy', 5, 100);
  });

  it('close a position and never open one the other way', () => {
    bench.send(bert, 'Buy', 9, 100);
    const order = bench.send(anna, 'Sell', 9, 100, { reduceOnly: true });
    assert.deepEqual(
      [order.status, order.filledLots, order.state.errorCode],
      ['Canceled', 5, 'ReduceOnlyNoPosition'],
    );
    assert.equal(anna.position(CONTRACT).lots, 0);
  });

  it('are rejected without a position to reduce', () => {
    const order = bench.send(anna, 'Buy', 1, 50, { reduceOnly: true });
    assert.equal(order.status, 'Rejected');
  });

  it('leave the book when the market comes to them and nothing is left to reduce', () => {
    const resting = bench.send(anna, 'Sell', 5, 110, { reduceOnly: true });
    bench.send(bert, 'Buy', 5, 90);
    bench.send(anna, 'Sell', 5, 90);
    const taker = bench.send(bert, 'Buy', 1, 110);
    assert.equal(resting.status, 'Canceled');
    assert.equal(taker.filledLots, 0);
  });

  it('count only as far as they can fill when a FOK order asks', () => {
    bench.send(anna, 'Sell', 9, 110, { reduceOnly: true });
    const order = bench.send(bert, 'Buy', 6, 110, { timeInForce: 'FOK' });
    assert.deepEqual([order.status, order.filledLots], ['Canceled', 0]);
    const fits = bench.send(bert, 'Buy', 5, 110, { timeInForce: 'FOK' });
    assert.equal(fits.status, 'Filled');
  });
});
