import assert from 'node:assert/strict';
import { checkPrice, checkQuantity, pricesNear, takesAt } from '../../../src/orders/orderChecks.ts';
import {
  affordable,
  orderCosts,
  reducible,
  type OrderFacts,
} from '../../../src/orders/orderCosts.ts';
import type { ContractTerms } from '../../../src/venues/placing.ts';
import type { Position } from '../../../src/venues/positions.ts';

const terms: ContractTerms = {
  ...{ symbol: 'BTC-PERP', settlementAsset: 'USDT', trading: true },
  ...{ tickSize: '0.1', minPrice: '0.5', maxPrice: '100000' },
  ...{ lotSize: '0.001', minQuantity: '0.002', maxQuantity: '100' },
  ...{ minNotional: '5', maxNotional: '2000000' },
  brackets: [
    { notionalAbove: '0', notionalUpTo: '50000', initialRate: '0.01', maintenanceRate: '0.006' },
    { notionalAbove: '50000', notionalUpTo: '500000', initialRate: '0.2', maintenanceRate: '0.1' },
  ],
};

describe('a price that is typed', () => {
  it('is right where it is a multiple of the tick within the range, spaces left out', () => {
    for (const text of ['0.5', '9500', ' 9500.1 ', '100000']) {
      assert.equal(checkPrice(text, terms), undefined, text);
    }
  });

  it('is named with what would be right', () => {
    assert.deepEqual(checkPrice('', terms), { kind: 'empty' });
    for (const text of ['9,500', '-1', '1e5', 'abc', '.5', '5.']) {
      assert.deepEqual(checkPrice(text, terms), { kind: 'notDecimal' }, text);
    }
    assert.deepEqual(checkPrice('0.4', terms), { kind: 'tooLow', least: '0.5' });
    assert.deepEqual(checkPrice('100000.1', terms), { kind: 'tooHigh', most: '100000' });
    const step = { kind: 'offStep', step: '0.1' };
    assert.deepEqual(checkPrice('9500.07', terms), { ...step, below: '9500.0', above: '9500.1' });
    const long = '9'.repeat(60);
    assert.deepEqual(checkPrice(long, terms), { kind: 'tooHigh', most: '100000' });
    assert.deepEqual(checkPrice(long, { ...terms, maxPrice: undefined }), { kind: 'notDecimal' });
    assert.equal(checkPrice(`9500.0${'3'.repeat(60)}`, terms)?.kind, 'offStep');
    const odd = { ...terms, minPrice: '0.55' };
    assert.deepEqual(checkPrice('0.56', odd), { ...step, below: undefined, above: '0.6' });
  });

  it('is offered near the mark, rounded to the tick, each once and only where it may be', () => {
    const near = (mark: string, ...percents: string[]): readonly string[] =>
      pricesNear(mark, percents, terms).map(({ price }) => price);
    assert.deepEqual(near('9500.06', '0', '-0.1', '0.5'), ['9500.1', '9490.6', '9547.6']);
    assert.deepEqual(near('0.5', '0', '1', '-5'), ['0.5']);
  });
});

describe('a quantity that is typed', () => {
  it('keeps to lot, least and most', () => {
    assert.equal(checkQuantity('0.002', terms), undefined);
    assert.deepEqual(checkQuantity('0.001', terms), { kind: 'tooLow', least: '0.002' });
    assert.deepEqual(checkQuantity('101', terms), { kind: 'tooHigh', most: '100' });
    assert.deepEqual(checkQuantity('0.0025', terms), {
      ...{ kind: 'offStep', step: '0.001', below: '0.002', above: '0.003' },
    });
  });

  it('is worth enough and not too much at its price, unless it closes', () => {
    const little = { kind: 'worthTooLittle', least: '5', quantity: '0.017' };
    assert.deepEqual(checkQuantity('0.016', terms, '300'), little);
    assert.equal(checkQuantity('0.016', terms, '300', true), undefined);
    const much = { kind: 'worthTooMuch', most: '2000000', quantity: '66.666' };
    assert.deepEqual(checkQuantity('67', terms, '30000'), much);
  });
});

/** A position by its signed size. */
function held(size: string): Pick<Position, 'side' | 'quantity'> {
  const side = Number(size) === 0 ? 'none' : size.startsWith('-') ? 'short' : 'long';
  return { side, quantity: size.replace('-', '') };
}

describe('what an order would mean', () => {
  const facts = (position = '0', leverage = '10'): OrderFacts => ({
    ...{ terms, mark: '10000', fees: { maker: '0.0002', taker: '0.0006' } },
    margin: { free: '250', positions: new Map([['BTC-PERP', { leverage, ...held(position) }]]) },
  });
  const limit = { side: 'buy', type: 'limit', quantity: '0.1', price: '9900' } as const;

  it('is its notional, fee, margin and distance from the mark price', () => {
    assert.deepEqual(orderCosts(limit, facts()), {
      ...{ notional: '990', fee: '0.198', feeAs: 'maker', margin: '99', freeMargin: '250' },
      needed: '99.198',
      ...{ freeAfter: '150.802', distance: '-1.00' },
    });
  });

  it('is valued by the mark price where the order has none, and taken for a taker', () => {
    const { notional, fee, feeAs, distance } = orderCosts(
      { side: 'sell', type: 'market', quantity: '0.1' },
      facts(),
    );
    assert.deepEqual(
      { notional, fee, feeAs, distance },
      { notional: '1000', fee: '0.6', feeAs: 'taker', distance: undefined },
    );
  });

  it('is a taker where its price crosses the mark, or it may not rest', () => {
    assert.equal(orderCosts({ ...limit, price: '10000' }, facts()).feeAs, 'taker');
    assert.equal(orderCosts({ ...limit, timeInForce: 'IOC' }, facts()).feeAs, 'taker');
    assert.equal(orderCosts({ ...limit, price: '10100', postOnly: true }, facts()).feeAs, 'maker');
  });

  it('needs no margin for what only closes, and more where the position is large', () => {
    assert.equal(orderCosts({ ...limit, reduceOnly: true }, facts()).margin, '0');
    assert.equal(orderCosts(limit, facts('-0.1')).margin, '0');
    assert.equal(orderCosts(limit, facts('-0.04')).margin, '59.4');
    // The higher bracket's rate outweighs what the leverage asks for.
    assert.equal(orderCosts(limit, facts('10')).margin, '198');
  });

  it('reduces no more than a position on the other side has', () => {
    assert.equal(reducible({ side: 'buy' }, undefined), '0');
    assert.equal(reducible({ side: 'buy' }, held('0')), '0');
    assert.equal(reducible({ side: 'buy' }, held('0.1')), '0');
    assert.equal(reducible({ side: 'buy' }, held('-0.1')), '0.1');
    assert.equal(reducible({ side: 'sell' }, held('0.1')), '0.1');
    assert.equal(reducible({ side: 'sell' }, held('-0.1')), '0');
  });

  it('fills at once from the other side of the book on, or from the mark price where there is no book', () => {
    const order = { side: 'buy', type: 'limit', price: '10000.2' } as const;
    assert.equal(takesAt(order, { bid: '10000', ask: '10000.2' }, '9000'), '10000.2');
    assert.equal(takesAt(order, { bid: '10000', ask: '10000.3' }, '9000'), undefined);
    assert.equal(takesAt({ ...order, side: 'sell' }, { bid: '10000.2' }, '9000'), '10000.2');
    assert.equal(takesAt({ ...order, side: 'sell' }, { bid: '10000.1' }, '9000'), undefined);
    assert.equal(takesAt(order, {}, '10000.2'), '10000.2');
    assert.equal(takesAt(order, {}, undefined), undefined);
    assert.equal(takesAt({ ...order, type: 'stopLimit' }, { ask: '1' }, '1'), undefined);
  });

  it('is not known where the venue did not tell', () => {
    const nothing = { terms, mark: undefined, fees: undefined, margin: undefined };
    const costs = orderCosts({ side: 'buy', type: 'market', quantity: '1' }, nothing);
    assert.deepEqual(
      [costs.notional, costs.fee, costs.margin, costs.freeAfter, costs.distance],
      [undefined, undefined, undefined, undefined, undefined],
    );
  });

  it('says how much the free margin is enough for, by the lot', () => {
    assert.equal(affordable('1', '990', '250', '0.001'), '0.252');
    assert.equal(affordable('1', '990', '-5', '0.001'), '0.000');
  });
});
