import assert from 'node:assert/strict';
import type { Account } from '../../../../src/paper/engine/account.ts';
import { Bench, CONTRACT } from './bench.ts';

describe('stop loss and take profit of a position', () => {
  let bench: Bench;
  let anna: Account;
  let bert: Account;
  beforeEach(() => {
    bench = new Bench();
    anna = bench.account();
    bert = bench.account();
    bench.engine.setPrices(CONTRACT, { market: 1000, mark: 1000, ref: 1000 });
  });
  const position = () => anna.position(CONTRACT);
  /** Anna buys at 1000 with these prices, and there is somebody at 990 and 1010 to trade with. */
  const open = (lots: number, prices: { stopLossTicks?: number; takeProfitTicks?: number }) => {
    bench.send(bert, 'Sell', lots, 1000);
    bench.send(anna, 'Buy', lots, 1000, prices);
    bench.send(bert, 'Buy', 20, 990);
  };
  const trade = (ticks: number): void => bench.engine.setPrices(CONTRACT, { market: ticks });

  it('close it by a reduce-only market order of the exchange’s own', () => {
    open(5, { stopLossTicks: 985, takeProfitTicks: 1020 });
    trade(986);
    assert.equal(position().lots, 5);
    trade(985);
    assert.equal(position().lots, 0);
    const [closing] = anna.history();
    assert.match(closing?.orderId ?? '', /^r/);
    const { type, side, reduceOnly, lots } = closing!.terms;
    assert.deepEqual([type, side, reduceOnly, lots], ['Market', 'Sell', true, 5]);
    assert.equal(closing?.status, 'Filled');
  });

  it('take the profit of a short one below its entry', () => {
    bench.send(bert, 'Buy', 3, 1000);
    bench.send(anna, 'Sell', 3, 1000, { takeProfitTicks: 980 });
    bench.send(bert, 'Sell', 3, 1005);
    trade(980);
    assert.equal(position().lots, 0);
  });

  it('are those of the latest order, each for itself, and go with the position', () => {
    open(5, { stopLossTicks: 900, takeProfitTicks: 1100 });
    bench.send(bert, 'Sell', 1, 1000);
    bench.send(anna, 'Buy', 1, 1000, { stopLossTicks: 950 });
    assert.deepEqual([position().stopLossTicks, position().takeProfitTicks], [950, 1100]);
    bench.send(anna, 'Sell', 6, 990);
    assert.deepEqual([position().lots, position().stopLossTicks], [0, 0]);
    trade(900);
    assert.equal(position().lots, 0);
  });

  it('are none of a position on the other side', () => {
    open(5, {});
    bench.send(anna, 'Sell', 2, 990, { stopLossTicks: 1200 });
    assert.deepEqual([position().lots, position().stopLossTicks], [3, 0]);
    bench.send(anna, 'Sell', 5, 990, { stopLossTicks: 1200 });
    assert.deepEqual([position().lots, position().stopLossTicks], [-2, 1200]);
  });

  it('do not try for ever where nobody trades', () => {
    open(5, { stopLossTicks: 985 });
    for (const order of [...bert.open.values()]) bench.engine.cancel(order);
    trade(980);
    assert.deepEqual([position().lots, position().stopLossTicks], [5, 0]);
    assert.equal(anna.history()[0]?.status, 'Canceled');
  });
});
