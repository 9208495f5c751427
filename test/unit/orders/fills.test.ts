import assert from 'node:assert/strict';
import { FillRecord, type SeenExecution } from '../../../src/orders/fillRecord.ts';
import { knownFills, type Fill } from '../../../src/orders/fills.ts';
import type { PastOrder } from '../../../src/venues/history.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { makeOrder } from './makeOrder.ts';

/** The execution that took an order from a filled quantity to another. */
function executed(quantity: string, after: string, changes: Partial<Order> = {}): SeenExecution {
  const filledQuantity = after;
  const order = makeOrder({ status: 'partiallyFilled', filledQuantity, ...changes });
  const fee = { fee: '0.1', feeAsset: 'USDT' };
  return { order, price: '9500', quantity, ...fee, time: order.updatedAt, receivedAt: 1 };
}

function past(filledQuantity: string, changes: Partial<Order> = {}): PastOrder {
  const order = makeOrder({ status: 'filled', filledQuantity, averagePrice: '9500.5', ...changes });
  const last = { lastPrice: '9500', lastQuantity: '0.1', errorCode: '' };
  return { order, fee: '0.5', feeAsset: 'USDT', ...last };
}

/** Each fill in a word, its quantity, and of a total how much was seen. */
function told(fills: readonly Fill[]): readonly (readonly string[])[] {
  return fills.map((fill) =>
    fill.kind === 'execution'
      ? ['execution', fill.execution.quantity]
      : ['total', fill.order.filledQuantity, fill.seenQuantity],
  );
}

describe('the record of fills', () => {
  const { orderId } = makeOrder();

  it('counts a report once, however often it comes', () => {
    const record = new FillRecord(undefined);
    assert.equal(record.add(executed('0.2', '0.2')), true);
    assert.equal(record.add(executed('0.2', '0.2')), false);
    assert.equal(record.add(executed('0.2', '0.20')), false);
    assert.equal(record.of(orderId).length, 1);
  });

  it('puts late reports where they belong', () => {
    const record = new FillRecord(undefined);
    for (const after of ['0.3', '0.1', '0.2']) assert.ok(record.add(executed('0.1', after)));
    assert.deepEqual(
      record.of(orderId).map(({ order }) => order.filledQuantity),
      ['0.1', '0.2', '0.3'],
    );
  });

  it('leaves out a report that does not fit those it has, or that is more than the order', () => {
    const record = new FillRecord(undefined);
    record.add(executed('0.2', '0.3'));
    for (const [quantity, after] of [
      ['0.2', '0.2'],
      ['0.1', '0.25'],
      ['0.5', '0.6'],
      ['0.2', '0.1'],
    ] as const)
      assert.equal(record.add(executed(quantity, after)), false, `${quantity} to ${after}`);
    assert.equal(record.add(executed('0.1', '0.1')), true);
    assert.equal(record.add(executed('0.3', '0.6')), true);
  });

  it('keeps the latest, and says how many it let go', () => {
    const record = new FillRecord(undefined, 2);
    record.add(executed('0.1', '0.1', { orderId: 'first' }));
    record.add(executed('0.1', '0.1', { orderId: 'second' }));
    record.add(executed('0.1', '0.2', { orderId: 'first' }));
    record.add(executed('0.1', '0.2', { orderId: 'second' }));
    assert.equal(record.forgotten, 2);
    assert.deepEqual([...record.orderIds], ['second']);
  });
});

describe('known fills', () => {
  const record = new FillRecord(undefined);
  before(() => {
    record.add(executed('0.2', '0.2', { updatedAt: 1 }));
    record.add(executed('0.3', '0.5', { updatedAt: 3 }));
  });

  it('are single executions where these are all of the order, the latest first', () => {
    const fills = knownFills(record, [past('0.50')], []);
    assert.deepEqual(told(fills), [
      ['execution', '0.3'],
      ['execution', '0.2'],
    ]);
  });

  it('are an order total where any is missing, and what was seen stands below it', () => {
    const [fill, ...others] = knownFills(record, [past('0.7')], []);
    assert.deepEqual(others, []);
    assert.ok(fill?.kind === 'total');
    assert.deepEqual([fill.seenQuantity, fill.seen.length, fill.fee], ['0.5', 2, '0.5']);
  });

  it('are an order total of orders that closed before anybody listened', () => {
    const fills = knownFills(new FillRecord(undefined), [past('0.7')], []);
    assert.deepEqual(told(fills), [['total', '0.7', '0']]);
  });

  it('go by whoever tells of most: the history may be older than what was heard', () => {
    assert.deepEqual(told(knownFills(record, [past('0.2')], [])), [
      ['execution', '0.3'],
      ['execution', '0.2'],
    ]);
    const working = makeOrder({ status: 'partiallyFilled', filledQuantity: '0.6' });
    const [fill] = knownFills(record, [past('0.2')], [working]);
    assert.ok(fill?.kind === 'total');
    assert.equal(fill.order, working);
    assert.equal(fill.fee, undefined, 'the fee that the history told was for less');
  });

  it('are none of orders that nothing was filled of', () => {
    const none = [past('0', { orderId: 'none', status: 'canceled' })];
    assert.deepEqual(knownFills(new FillRecord(undefined), none, [makeOrder()]), []);
  });
});
