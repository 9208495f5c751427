import assert from 'node:assert/strict';
import { toExecution } from '../../../../src/venues/ascendex/historyReads.ts';
import { html } from '../../../support/faults.ts';
import { json } from '../../../support/faultyHost.ts';
import { wireOrder } from '../../../support/orders.ts';
import { errorOf, VenueRig } from '../../../support/venueRig.ts';
import { makeOrder } from '../../orders/makeOrder.ts';

const PAYMENT =
  '{"timestamp":1642780800000,"symbol":"BTC-PERP", "paymentInUSDT":"-0.000142423000","fundingRate":"0.00003666","odd":12345678901234567890}';
const BARE = '{"symbol":"ETH-PERP","timestamp":1642752000000,"paymentInUSDT":"1.0"}';

describe('reading the history', () => {
  const rig = new VenueRig();
  afterEach(() => rig.end());

  async function connect(answer: unknown) {
    const host = await rig.host({ answer: json(answer) });
    const { history } = rig.venue(host.origin).venue;
    return { host, history };
  }

  it('asks for orders by number, symbol, and whether anything was executed', async () => {
    const { host, history } = await connect({ code: 0, data: [] });
    await history.orders({ limit: 50 });
    await history.orders({ limit: 1_000, symbol: 'BTC-PERP', executedOnly: true });
    const path = '/6/api/pro/v2/futures/order/hist/current';
    assert.deepEqual(
      host.requests.map((request) => request.path),
      [`${path}?n=50`, `${path}?symbol=BTC-PERP&n=1000&executedOnly=true`],
    );
  });

  it('tells what an order cost and how it ended, and keeps its own text', async () => {
    const filled = JSON.stringify(
      wireOrder({
        ...{ status: 'Filled', cumFilledQty: '0.10', avgFilledPx: '9501.50', cumFee: '0.4750' },
        ...{ lastPx: '9502', lastQty: '0.04' },
      }),
    );
    const rejected =
      '{"orderId":"b","symbol":"A","side":"Sell","status":"Rejected","orderQty":"1","cumFilledQty":"0","time":1,"errorCode":"NO_MARGIN","cumFee":"0"}';
    const { history } = await connect(`{"code":0,"data":[${filled} ,\n${rejected},]}`);
    const [one, other] = (await history.orders({ limit: 2 })).value;
    assert.deepEqual(
      [one?.fee, one?.feeAsset, one?.lastPrice, one?.lastQuantity, one?.order.averagePrice],
      ['0.4750', 'USDT', '9502', '0.04', '9501.50'],
    );
    assert.equal(one?.order.raw, filled);
    assert.deepEqual(
      [other?.fee, other?.feeAsset, other?.lastPrice, other?.errorCode, other?.order.raw],
      [undefined, undefined, undefined, 'NO_MARGIN', rejected],
    );
  });

  it('asks for funding by page, and reads each payment digit for digit', async () => {
    const data = `{"page":2,"pageSize":3,"hasNext":true,"data":[${PAYMENT},\n${BARE}]}`;
    const { host, history } = await connect(`{"code":0,"data":${data}}`);
    const { value } = await history.funding({ page: 2, pageSize: 3, symbol: 'BTC-PERP' });
    assert.match(
      host.requests[0]?.path ?? '',
      /funding-payments\?symbol=BTC-PERP&page=2&pageSize=3$/,
    );
    assert.deepEqual(value, {
      hasNext: true,
      payments: [
        {
          ...{ symbol: 'BTC-PERP', time: 1642780800000, amount: '-0.000142423000' },
          ...{ asset: 'USDT', rate: '0.00003666', raw: PAYMENT },
        },
        {
          ...{ symbol: 'ETH-PERP', time: 1642752000000, amount: '1.0' },
          ...{ asset: 'USDT', rate: undefined, raw: BARE },
        },
      ],
    });
  });

  for (const [pageSize, more] of [
    [2, true],
    [3, false],
  ] as const)
    it(`takes a page of ${pageSize} that does not say so to ${more ? 'have' : 'be without'} a next one`, async () => {
      const { history } = await connect(`{"code":0,"data":[${PAYMENT},${BARE}]}`);
      const { value } = await history.funding({ page: 1, pageSize });
      assert.deepEqual([value.payments.length, value.hasNext], [2, more]);
    });

  for (const [name, broken] of [
    ['symbol', { timestamp: 1, paymentInUSDT: '1' }],
    ['timestamp', { symbol: 'A', paymentInUSDT: '1' }],
    ['paymentInUSDT', { symbol: 'A', timestamp: 1, paymentInUSDT: 'much' }],
  ] as const)
    it(`finds a page unreadable of which a payment has no ${name}`, async () => {
      const { history } = await connect({ code: 0, data: { data: [broken], hasNext: false } });
      const error = await errorOf(history.funding({ page: 1, pageSize: 10 }));
      assert.deepEqual([error.kind, error.reason], ['unreadable', 'other']);
      assert.match(error.message, new RegExp(name));
      assert.ok(error.transcript);
    });

  it('has the errors of any other read', async () => {
    const { host, history } = await connect({
      code: 100008,
      reason: 'UNKNOWN',
      message: 'no such',
    });
    const refused = await errorOf(history.orders({ limit: 1, symbol: 'XXX' }));
    assert.deepEqual([refused.kind, refused.code], ['rejected', '100008']);
    host.answer = html(502);
    const gateway = await errorOf(history.funding({ page: 1, pageSize: 1 }));
    assert.equal(gateway.reason, 'gateway');
    host.answer = json({ code: 0, data: { hasNext: false } });
    const listless = await errorOf(history.funding({ page: 1, pageSize: 1 }));
    assert.equal(listless.kind, 'unreadable');
  });

  it('sends nothing for a number, page, page size or symbol that could never be right', async () => {
    const { host, history } = await connect({ code: 0, data: [] });
    for (const call of [
      history.orders({ limit: 0 }),
      history.orders({ limit: 1_001 }),
      history.orders({ limit: 1, symbol: 'B C' }),
      history.funding({ page: 0, pageSize: 1 }),
      history.funding({ page: 1, pageSize: 101 }),
      history.funding({ page: 1.5, pageSize: 1 }),
    ])
      assert.equal((await errorOf(call)).reason, 'badInput');
    assert.equal(host.requests.length, 0);
  });
});

describe('an execution report', () => {
  const report = { lp: '9501', lq: '0.2', f: '0.1', fa: 'USDT' };
  const filling = makeOrder({ status: 'partiallyFilled', filledQuantity: '0.2', updatedAt: 7 });

  it('tells of one execution: price, quantity, fee, time', () => {
    const { order: told, ...execution } = toExecution(report, filling) ?? {};
    assert.equal(told, filling);
    assert.deepEqual(execution, {
      ...{ price: '9501', quantity: '0.2', fee: '0.1', feeAsset: 'USDT', time: 7 },
    });
  });

  it('is none where the order is canceled after a fill, though the last fill stands in it', () => {
    const canceled = makeOrder({ status: 'canceled', filledQuantity: '0.2' });
    assert.equal(toExecution(report, canceled), undefined);
    assert.equal(toExecution(report, makeOrder()), undefined);
  });

  it('is none without a price and a quantity', () => {
    for (const changes of [{ lp: '0' }, { lq: '0' }, { lp: undefined }, { lq: 'x' }])
      assert.equal(toExecution({ ...report, ...changes }, filling), undefined);
    const { fee, feeAsset } = toExecution({ lp: '1', lq: '1' }, filling) ?? assert.fail();
    assert.deepEqual([fee, feeAsset], [undefined, undefined]);
  });
});
