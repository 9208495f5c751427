import assert from 'node:assert/strict';
import { useExchange } from './support.ts';

describe('canceling an order', () => {
  const desk = useExchange();

  it('acknowledges by default: the order as it stood, with sequence -1', async () => {
    const order = await desk().placed();
    const { code, data } = await desk().cancel(order, { id: 'abcd1234abcd1234' });
    assert.equal(code, 0);
    assert.deepEqual(data.meta, {
      action: 'cancel-order',
      id: 'abcd1234abcd1234',
      respInst: 'ACK',
    });
    assert.deepEqual(data.order, { ...order, seqNum: -1 });
    assert.equal((await desk().status(order.orderId)).status, 'Canceled');
  });

  it('shows the canceled order when asked to wait for it', async () => {
    for (const respInst of ['ACCEPT', 'DONE']) {
      const order = await desk().placed();
      const { data } = await desk().cancel(order, { respInst });
      assert.deepEqual([data.meta.respInst, data.order.status], [respInst, 'Canceled']);
      assert.ok(data.order.seqNum > order.seqNum);
    }
  });

  it('takes the POST of the first draft for a cancel', async () => {
    const { orderId, symbol } = await desk().placed();
    const body = { orderId, symbol, time: desk().clock.time, respInst: 'DONE' };
    const { data } = await desk().call('POST order', { body });
    assert.deepEqual([data.meta.action, data.order.status], ['cancel-order', 'Canceled']);
  });

  it('cancels a stop that waits', async () => {
    const stop = await desk().placed({ orderType: 'StopMarket', stopPrice: '62000' });
    assert.equal(stop.status, 'PendingNew');
    const { data } = await desk().cancel(stop, { respInst: 'DONE' });
    assert.equal(data.order.status, 'Canceled');
  });

  it('refuses an unknown or malformed id with 300006', async () => {
    const symbol = 'BTC-PERP';
    for (const orderId of ['', 'a b', 'x'.repeat(33), 'a177c2a8cfe1U0123456789equestId2']) {
      const answer = await desk().cancel({ orderId, symbol });
      assert.deepEqual([answer.code, answer.reason], [300006, 'INVALID_ORDER_ID'], orderId);
      assert.equal(answer.action, 'cancel-order');
    }
  });

  it("does not see other accounts' orders", async () => {
    const { data: credentials } = await desk().control('POST keys', { accountGroup: 42 });
    const order = await desk().placed({}, { credentials });
    assert.equal((await desk().cancel(order)).code, 300006);
  });

  it('refuses a filled order with 300006 and a canceled one with 300019', async () => {
    const filled = await desk().placed({ orderType: 'Market' });
    const tooLate = await desk().cancel(filled);
    assert.equal(tooLate.code, 300006);
    assert.match(tooLate.message, /TooLateToCancel/);
    const canceled = await desk().placed();
    await desk().cancel(canceled);
    const again = await desk().cancel(canceled);
    assert.equal(again.code, 300019);
    assert.match(again.message, /NoOpenForCancel/);
  });

  it('refuses a second cancel while the first is under way', async () => {
    const order = await desk().placed();
    await desk().control('POST engine', { hold: true });
    assert.equal((await desk().cancel(order)).code, 0);
    const second = await desk().cancel(order);
    assert.equal(second.code, 300019);
    assert.match(second.message, /DupCancelCoid/);
    await desk().control('POST engine', { hold: false });
    assert.equal((await desk().status(order.orderId)).status, 'Canceled');
  });

  it('lets a fill win over a cancel that was only acknowledged', async () => {
    const order = await desk().placed();
    await desk().control('POST engine', { hold: true });
    assert.equal((await desk().cancel(order)).data.meta.respInst, 'ACK');
    await desk().control('POST market/move', { symbol: 'BTC-PERP', price: '59000' });
    await desk().control('POST engine', { hold: false });
    const after = await desk().status(order.orderId);
    assert.deepEqual([after.status, after.cumFilledQty], ['Filled', '0.01']);
  });

  it('refuses a wrong symbol and a stale or missing time', async () => {
    const order = await desk().placed();
    const time = desk().clock.time;
    assert.equal((await desk().cancel({ ...order, symbol: 'ETH-PERP' })).code, 300012);
    assert.equal((await desk().cancel({ ...order, symbol: 'NO-PERP' })).code, 300012);
    assert.equal((await desk().cancel(order, { time: time - 31_000 })).code, 100011);
    assert.equal((await desk().cancel(order, { time: undefined })).code, 100011);
    assert.equal((await desk().status(order.orderId)).status, 'New');
  });
});

describe('canceling all orders', () => {
  const desk = useExchange({ orders: 24 });
  const open = async () => (await desk().call('GET order/open')).data as { symbol: string }[];

  it('cancels those of one symbol', async () => {
    const before = await open();
    const answer = await desk().call('DELETE order/all', { body: { symbol: 'ETH-PERP' } });
    assert.deepEqual([answer.code, answer.data.info], [0, { symbol: 'ETH-PERP' }]);
    const left = before.filter(({ symbol }) => symbol !== 'ETH-PERP');
    assert.ok(left.length < before.length);
    assert.deepEqual(await open(), left);
  });

  for (const [words, options] of [
    ['an empty object', { rawBody: '{}' }],
    ['a null symbol', { body: { symbol: null } }],
    ['a time', { body: { time: 1_700_000_000_000 } }],
    ['no body at all', {}],
  ] as const) {
    it(`cancels everything for ${words}`, async () => {
      assert.equal((await desk().call('DELETE order/all', options)).code, 0);
      assert.deepEqual(await open(), []);
    });
  }

  it('refuses an unknown symbol and cancels nothing', async () => {
    const answer = await desk().call('DELETE order/all', { body: { symbol: 'NO-PERP' } });
    assert.deepEqual([answer.code, answer.reason], [300012, 'INVALID_PRODUCT']);
    assert.equal((await open()).length, 24);
  });
});
