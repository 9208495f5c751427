import assert from 'node:assert/strict';
import { comparator, groupOf, shows, USUAL, type Sorting } from '../../../src/desk/arrangement.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { makeOrder } from '../orders/makeOrder.ts';

describe('the arrangement of orders', () => {
  const marks = { get: () => ({ price: '100', heardAt: 0 }) };
  const near = makeOrder({ orderId: 'near', price: '101', quantity: '1', createdAt: 3 });
  const far = makeOrder({ orderId: 'far', price: '80', quantity: '2', createdAt: 1 });
  const stop = makeOrder({
    ...{ orderId: 'stop', price: undefined, stopPrice: '97', quantity: '9', createdAt: 2 },
    ...{ type: 'stopMarket', side: 'sell', symbol: 'ETH-PERP' },
  });
  const none = makeOrder({ orderId: 'none', price: undefined, type: 'market', createdAt: 0 });

  for (const [sorting, places] of [
    ['age', ['none', 'far', 'stop', 'near']],
    ['price', ['near', 'stop', 'far', 'none']],
    ['distance', ['near', 'stop', 'far', 'none']],
    ['size', ['stop', 'far', 'near', 'none']],
  ] as const satisfies [Sorting, string[]][]) {
    it(`by ${sorting} puts those last of which it is not known`, () => {
      const sorted = [near, far, stop, none].sort(comparator({ sorting, reversed: false }, marks));
      assert.deepEqual(
        sorted.map(({ orderId }) => orderId),
        places,
      );
    });
  }

  it('the other way round still puts those last of which it is not known', () => {
    const farthest = [near, far, stop, none].sort(
      comparator({ sorting: 'distance', reversed: true }, marks),
    );
    assert.deepEqual(
      farthest.map(({ orderId }) => orderId),
      ['far', 'stop', 'near', 'none'],
    );
  });

  it('goes by what is left of an order, not by what it began as', () => {
    const most = makeOrder({ orderId: 'filled', price: '100', quantity: '9', filledQuantity: '8' });
    const sorted = [most, near, far].sort(comparator({ sorting: 'size', reversed: false }, marks));
    assert.deepEqual(
      sorted.map(({ orderId }) => orderId),
      ['far', 'near', 'filled'],
    );
  });

  it('keeps the older one first where two are alike', () => {
    const [a, b] = [
      makeOrder({ orderId: 'b', createdAt: 1 }),
      makeOrder({ orderId: 'a', createdAt: 1 }),
    ];
    const later = makeOrder({ orderId: '0', createdAt: 2 });
    const sorted = [later, a, b].sort(comparator({ sorting: 'price', reversed: false }, marks));
    assert.deepEqual(
      sorted.map(({ orderId }) => orderId),
      ['a', 'b', '0'],
    );
  });

  it('groups by symbol, side, type, or not at all', () => {
    const groups = (['symbol', 'side', 'type', 'none'] as const).map((by) => groupOf(by, stop));
    assert.deepEqual(groups, ['ETH-PERP', 'sell', 'stopMarket', '']);
  });

  it('shows what has every word, in any case, and is of the side', () => {
    const passes = (order: Order, text: string, side?: Order['side']): boolean =>
      shows({ ...USUAL, text, side }, order);
    assert.ok(passes(stop, 'eth  97'));
    assert.ok(!passes(stop, 'eth 98'));
    assert.ok(passes(stop, 'SELL stop', 'sell'));
    assert.ok(!passes(stop, '', 'buy'));
    assert.ok(passes(near, '', 'buy'));
  });
});
