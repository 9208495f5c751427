import assert from 'node:assert/strict';
import Big from 'big.js';
import fc from 'fast-check';
import { liquidationOf, type MarginAccount } from '../../../src/positions/liquidation.ts';
import { profitAt, valueAt, type OpenPosition } from '../../../src/positions/position.ts';
import { makePosition } from './makePosition.ts';

/** Upper bound and maintenance rate of each bracket. */
const BRACKETS = (
  [
    ['0', '50000', '0.006'],
    ['50000', '500000', '0.012'],
    ['500000', '5000000', '0.025'],
  ] as const
).map(([notionalAbove, notionalUpTo, maintenanceRate]) => {
  return { notionalAbove, notionalUpTo, maintenanceRate, initialRate: '0.1' };
});
const USDT = { asset: 'USDT', discountFactor: '1', referencePrice: '1' };

function account(changes: Partial<MarginAccount> = {}): MarginAccount {
  return {
    positions: [],
    balances: [{ ...USDT, amount: '10000' }],
    markOf: () => '60000',
    bracketsOf: () => BRACKETS,
    ...changes,
  };
}
const isolated = { marginType: 'isolated', isolatedMargin: '6000' } as const;

describe('the liquidation price', () => {
  it('of a long isolated position is where its margin is the maintenance margin', () => {
    // (1 × 60000 − 6000) ÷ (1 − 0.012), in the bracket from 50,000 on
    const found = liquidationOf(makePosition(isolated), account());
    assert.deepEqual(found, { kind: 'at', price: '54656' });
  });

  it('of a short one is above', () => {
    // (60000 + 6000) ÷ (1 + 0.012), rounded to the side that is reached first
    const found = liquidationOf(makePosition({ ...isolated, side: 'short' }), account());
    assert.deepEqual(found, { kind: 'at', price: '65217' });
  });

  it('falls into a lower bracket where the value does', () => {
    // (60000 − 20000) ÷ (1 − 0.006), which is below 50,000
    const found = liquidationOf(makePosition({ ...isolated, isolatedMargin: '20000' }), account());
    assert.deepEqual(found, { kind: 'at', price: '40242' });
  });

  it('is at a bracket’s bound where the higher rate from there on is too much', () => {
    const position = { ...isolated, side: 'short', quantity: '0.8', entryPrice: '60000' } as const;
    const found = liquidationOf(makePosition({ ...position, isolatedMargin: '2500' }), account());
    assert.deepEqual(found, { kind: 'at', price: '62500' }); // 0.8 × 62,500 is 50,000
  });

  it('of a crossed position counts the collateral, and what other crossed ones gain and need', () => {
    const ether = makePosition({ symbol: 'ETH-PERP', quantity: '10', entryPrice: '3000' });
    const positions = [makePosition(), ether];
    const markOf = (symbol: string): string => (symbol === 'BTC-PERP' ? '60000' : '3100');
    // 10,000 + 10 × 100 − 31,000 × 0.006 = 10,814; (60000 − 10814) ÷ (1 − 0.006) is below 50,000
    const found = liquidationOf(makePosition(), account({ positions, markOf }));
    assert.deepEqual(found, { kind: 'at', price: '49483' });
  });

  it('is never reached where the collateral is worth more than the whole position', () => {
    const balances = [{ ...USDT, amount: '60000' }];
    assert.deepEqual(liquidationOf(makePosition(), account({ balances })), { kind: 'never' });
  });

  it('is reached where the margin does not do at the present mark', () => {
    const found = liquidationOf(makePosition({ ...isolated, isolatedMargin: '700' }), account());
    assert.deepEqual(found, { kind: 'reached' });
  });

  const other = makePosition({ symbol: 'ETH-PERP', ...isolated });
  for (const [why, position, changes] of [
    ['mark', makePosition(), { markOf: () => undefined }],
    ['entry', makePosition({ entryPrice: undefined }), {}],
    ['brackets', makePosition(), { bracketsOf: () => undefined }],
    [
      'brackets',
      makePosition(),
      { bracketsOf: () => BRACKETS.map((each) => ({ ...each, maintenanceRate: undefined })) },
    ],
    ['margin', makePosition({ ...isolated, isolatedMargin: undefined }), {}],
    ['margin', makePosition({ marginType: undefined }), {}],
    ['isolated', makePosition(), { positions: [other] }],
    [
      'collateral',
      makePosition(),
      {
        balances: [{ asset: 'BTC', amount: '1', discountFactor: '0.98', referencePrice: '60000' }],
      },
    ],
    [
      'collateral',
      makePosition(),
      { balances: [{ ...USDT, amount: '1', referencePrice: undefined }] },
    ],
  ] as const) {
    it(`is not made up where the ${why} does not allow for one`, () => {
      assert.deepEqual(liquidationOf(position, account(changes)), { kind: 'unknown', why });
    });
  }

  it('leaves the maintenance margin covered up to it, and not a tick beyond', () => {
    const amount = (max: number) =>
      fc.integer({ min: 1, max: max * 100 }).map((n) => String(n / 100));
    const cases = fc.record({
      side: fc.constantFrom('long' as const, 'short' as const),
      quantity: amount(20),
      entryPrice: amount(90_000),
      isolatedMargin: amount(200_000),
      mark: fc.integer({ min: 1, max: 90_000 }).map((n) => `${n}.0`),
    });
    fc.assert(
      fc.property(cases, ({ mark, ...fields }) => {
        const position = makePosition({ ...isolated, ...fields });
        const found = liquidationOf(position, account({ markOf: () => mark }));
        const covered = (price: Big): boolean => isCovered(position, price);
        assert.equal(found.kind === 'reached', !covered(new Big(mark)));
        if (found.kind !== 'at') return;
        const tick = new Big('0.1').times(position.side === 'long' ? -1 : 1);
        const price = new Big(found.price);
        // Rounded to the side reached first: two ticks beyond it is past the exact one for sure.
        assert.ok(!covered(price.plus(tick).plus(tick)) || price.plus(tick).plus(tick).lte(0));
        for (let part = 0; part < 20; part += 1)
          assert.ok(covered(new Big(mark).plus(price.minus(mark).times(part).div(20))));
      }),
      { numRuns: 300 },
    );
  });
});

function isCovered(position: OpenPosition, price: Big): boolean {
  const value = valueAt(position, price.toFixed());
  const bracket = BRACKETS.find(({ notionalUpTo }) => value.lt(notionalUpTo)) ?? BRACKETS[2];
  const profit = profitAt(position, price.toFixed()) ?? new Big(0);
  const cushion = profit.plus(position.isolatedMargin ?? 0);
  return cushion.gte(value.times(bracket?.maintenanceRate ?? 0));
}
