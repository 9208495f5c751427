import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toOrder } from '../../../../src/venues/ascendex/order.ts';
import {
  SchemaError,
  toAccount,
  toContract,
  toPricing,
} from '../../../../src/venues/ascendex/schema.ts';
import type { WireOrder } from '../../../../src/venues/ascendex/wire.ts';
import { wireOrder } from '../../../support/orders.ts';

type Changes = Partial<Record<keyof WireOrder, unknown>>;

function order(changes: Changes = {}) {
  return toOrder(wireOrder(changes), 'its text');
}

describe('toOrder', () => {
  it('reads a working limit order', () => {
    assert.deepEqual(order(), {
      orderId: 'a175d9d90643U68469127074abcd1234',
      symbol: 'BTC-PERP',
      side: 'buy',
      type: 'limit',
      status: 'open',
      venueStatus: 'New',
      price: '9500',
      stopPrice: undefined,
      quantity: '0.1',
      filledQuantity: '0',
      averagePrice: undefined,
      createdAt: 1605677683714,
      updatedAt: 1605677684479,
      sequence: 14,
      raw: 'its text',
    });
  });

  it('knows every documented status and calls any other one other', () => {
    const known = {
      New: 'open',
      PartiallyFilled: 'partiallyFilled',
      Filled: 'filled',
      Canceled: 'canceled',
      Rejected: 'rejected',
      PendingNew: 'pending',
      Replaced: 'other',
      constructor: 'other',
      __proto__: 'other',
    };
    for (const [wire, status] of [...Object.entries(known), ['toString', 'other']]) {
      assert.deepEqual(
        [order({ status: wire }).status, order({ status: wire }).venueStatus],
        [status, wire],
      );
    }
  });

  it('takes no time that is no date, and no amount too long to reckon with', () => {
    const beyond = 8_640_000_000_000_001;
    assert.throws(() => order({ time: beyond }), SchemaError);
    assert.equal(order({ lastExecTime: beyond }).updatedAt, order().createdAt);
    assert.throws(() => order({ orderQty: '9'.repeat(101) }), SchemaError);
    assert.equal(order({ orderQty: '9'.repeat(100) }).quantity.length, 100);
  });

  it('reads stops, and leaves out a price where the type has none', () => {
    const stop = order({ orderType: 'StopMarket', price: '0', stopPrice: '9000', stopBy: 'mark' });
    assert.deepEqual([stop.type, stop.price, stop.stopPrice], ['stopMarket', undefined, '9000']);
    assert.equal(order({ orderType: 'Market', price: '1' }).price, undefined);
    assert.equal(order({ orderType: 'StopLimit' }).type, 'stopLimit');
    assert.equal(order({ orderType: 'Iceberg' }).type, 'other');
  });

  it('has an average price once something is filled', () => {
    assert.equal(order({ cumFilledQty: '0.05', avgFilledPx: '9499.5' }).averagePrice, '9499.5');
    assert.equal(order({ cumFilledQty: '0.000', avgFilledPx: '9499.5' }).averagePrice, undefined);
  });

  it('keeps every digit of a decimal string, and takes a number where its digits are certain', () => {
    const long = '0.100000000000000000000000000000000001';
    assert.equal(order({ orderQty: long }).quantity, long);
    assert.equal(order({ orderQty: 0.1, price: 9500 }).quantity, '0.1');
    assert.throws(() => order({ orderQty: 2 ** 70 }), SchemaError);
    assert.throws(() => order({ orderQty: 1e-7 }), SchemaError);
  });

  it('does without what is optional', () => {
    const { orderId, symbol, side, status, orderQty, cumFilledQty, time } =
      wireOrder() as WireOrder;
    const bare = toOrder({ orderId, symbol, side, status, orderQty, cumFilledQty, time }, '');
    assert.deepEqual(
      [bare.type, bare.price, bare.updatedAt, bare.sequence],
      ['other', undefined, time, -1],
    );
  });

  it('does without what is optional and not as it should be', () => {
    const odd = order({
      price: '',
      stopPrice: null,
      seqNum: 'x',
      lastExecTime: null,
      orderType: 7,
    });
    assert.deepEqual(
      [odd.price, odd.stopPrice, odd.sequence, odd.updatedAt, odd.type],
      [undefined, undefined, -1, 1605677683714, 'other'],
    );
  });

  it('names the field where something essential is missing or wrong', () => {
    const wrong: Changes[] = [
      { orderId: '' },
      { orderId: 2 ** 70 },
      { symbol: undefined },
      { side: 'Both' },
      { status: null },
      { orderQty: 'a lot' },
      { cumFilledQty: undefined },
      { time: '2020' },
    ];
    for (const changes of wrong) {
      const [field = ''] = Object.keys(changes);
      assert.throws(() => order(changes), { name: 'SchemaError', message: new RegExp(field) });
    }
    for (const value of [null, undefined, 7, 'x', []]) {
      assert.throws(() => toOrder(value, ''), SchemaError);
    }
  });

  it('takes order ids whatever they begin with', () => {
    for (const orderId of ['r1', 'broker-x-1', 's177c2a8cfe1U0123456789equestId2']) {
      assert.equal(order({ orderId }).orderId, orderId);
    }
  });

  it('reads any value at all or throws a SchemaError, and leaves prototypes alone', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
        try {
          toOrder({ ...wireOrder(), ...(value as object) }, '');
          toOrder(value, '');
        } catch (error) {
          assert.ok(error instanceof SchemaError);
        }
        assert.deepEqual(Object.keys(Object.prototype), []);
      }),
    );
  });
});

describe('the other answers', () => {
  const account = {
    accountGroup: 6,
    userUID: 'U0123456789',
    expireTime: -1,
    futuresAccount: ['fut1'],
    viewPermission: true,
    tradePermission: false,
  };

  it('read an account', () => {
    assert.deepEqual(toAccount(account), {
      group: '6',
      userId: 'U0123456789',
      accountIds: ['fut1'],
      canTrade: false,
      canView: true,
      expiresAt: undefined,
    });
    assert.equal(toAccount({ ...account, expireTime: 1700000000000 }).expiresAt, 1700000000000);
    assert.equal(toAccount({ ...account, accountGroup: '0' }).group, '0');
  });

  it('need an account to have a group and permissions', () => {
    for (const wrong of [
      { accountGroup: '6/..' },
      { accountGroup: -1 },
      { tradePermission: 'yes' },
    ]) {
      assert.throws(() => toAccount({ ...account, ...wrong }), SchemaError);
    }
  });

  it('read contracts and prices', () => {
    const contract = toContract({
      symbol: 'BTC-PERP',
      status: 'Normal',
      settlementAsset: 'USDT',
      priceFilter: { minPrice: '1', maxPrice: '1000000', tickSize: '1' },
      lotSizeFilter: { minQty: '0.0001', maxQty: '1000', lotSize: '0.0001' },
    });
    assert.equal(contract.tickSize, '1');
    assert.equal(contract.minQuantity, '0.0001');
    assert.equal(contract.trading, true);
    const price = { symbol: 'BTC-PERP', markPrice: '9500.1', indexPrice: '9500', time: 1 };
    assert.deepEqual(toPricing({ ...price, fundingRate: '0' }), price);
    assert.throws(() => toPricing({ ...price, markPrice: '' }), SchemaError);
    assert.throws(() => toContract({ symbol: 'X' }), SchemaError);
  });
});
