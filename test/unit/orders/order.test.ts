import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatAge } from '../../../src/orders/age.ts';
import { compareFilled, isTerminal, merge, remainingQuantity } from '../../../src/orders/order.ts';
import type { Order, OrderStatus } from '../../../src/venues/venue.ts';
import { makeOrder } from './makeOrder.ts';

const anyOrder = fc
  .record({
    sequence: fc.integer({ min: -1, max: 20 }),
    status: fc.constantFrom<OrderStatus>(
      ...(['pending', 'open', 'partiallyFilled', 'filled', 'canceled', 'rejected'] as const),
    ),
    filledQuantity: fc.integer({ min: 0, max: 10 }).map((tenths) => String(tenths / 10)),
  })
  .map((changes) => makeOrder(changes));

const learn = (news: readonly Order[]): Order =>
  news.reduce<Order | undefined>(merge, undefined) ?? makeOrder();

describe('what is known of an order', () => {
  it('never has its filled quantity shrink, whatever news comes in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 12 }), anyOrder, (news, more) => {
        const before = learn(news);
        assert.ok(compareFilled(merge(before, more), before) >= 0);
      }),
    );
  });

  it('never reopens after a terminal state', () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 12 }), anyOrder, (news, more) => {
        const before = learn(news);
        if (isTerminal(before)) assert.ok(isTerminal(merge(before, more)));
      }),
    );
  });

  it('never goes back to an older sequence number', () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 12 }), anyOrder, (news, more) => {
        const before = learn(news);
        assert.ok(merge(before, more).sequence >= before.sequence);
      }),
    );
  });

  it('is not changed by news of another symbol or side, whatever id that bears', () => {
    const known = makeOrder({ sequence: 5, symbol: 'BTC-PERP', side: 'buy' });
    const closed = { ...known, sequence: 6, status: 'canceled', venueStatus: 'Canceled' } as const;
    assert.equal(merge(known, { ...closed, symbol: 'ETH-PERP' }), known);
    assert.equal(merge(known, { ...closed, side: 'sell' }), known);
    assert.equal(merge(known, closed).status, 'canceled');
  });

  it('is not changed by an acknowledgement, which has no sequence number', () => {
    const known = makeOrder({ sequence: 5, status: 'partiallyFilled', filledQuantity: '0.4' });
    assert.equal(merge(known, makeOrder({ sequence: -1 })), known);
  });

  it('takes the newer status and keeps the larger fill when the two come apart', () => {
    const known = makeOrder({ sequence: 5, status: 'partiallyFilled', filledQuantity: '0.4' });
    const merged = merge(known, makeOrder({ sequence: 6, status: 'canceled' }));
    assert.equal(merged.status, 'canceled');
    assert.equal(merged.filledQuantity, '0.4');
  });
});

describe('quantities', () => {
  it('remaining is exact where binary fractions are not', () => {
    assert.equal(remainingQuantity(makeOrder({ quantity: '0.3', filledQuantity: '0.1' })), '0.2');
    assert.equal(remainingQuantity(makeOrder({ quantity: '0.00000001' })), '0.00000001');
  });

  it('remaining is never below zero', () => {
    assert.equal(remainingQuantity(makeOrder({ quantity: '1', filledQuantity: '1.5' })), '0');
  });
});

describe('ages', () => {
  it('are told in the largest whole unit', () => {
    const minute = 60_000;
    const cases = [
      [-5_000, '<1m'],
      [59_999, '<1m'],
      [minute, '1m'],
      [60 * minute, '1h'],
      [49 * 60 * minute, '2d'],
    ] as const;
    for (const [ms, text] of cases) assert.equal(formatAge(ms), text);
  });
});
