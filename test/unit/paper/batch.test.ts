import assert from 'node:assert/strict';
import { useExchange, type Body } from './support.ts';

describe('batches', () => {
  const desk = useExchange();
  const item = (more: object = {}) => ({
    ...{ time: desk().clock.time, symbol: 'BTC-PERP', side: 'buy', orderType: 'limit' },
    ...{ orderQty: '0.01', price: '60000', respInst: 'ACK' },
    ...more,
  });
  const place = (orders: unknown) => desk().call('POST order/batch', { body: { orders } });
  const cancel = (orders: unknown) => desk().call('DELETE order/batch', { body: { orders } });
  const codes = (answer: Body) => (answer.info as { code: number }[]).map(({ code }) => code);
  const open = async () =>
    (await desk().call('GET order/open')).data as { orderId: string; symbol: string }[];

  it('places ten orders and acknowledges each under its own id', async () => {
    const answer = await place(
      Array.from({ length: 10 }, (_, i) => item({ id: `request000${i}` })),
    );
    assert.deepEqual(answer.data.meta, { action: 'batch-place-order', respInst: 'ACK' });
    const { id, orderId, orderType, symbol, timestamp } = answer.data.orders[3];
    assert.deepEqual([id, orderType, symbol], ['request0003', 'Limit', 'BTC-PERP']);
    assert.equal(timestamp, desk().clock.time);
    assert.match(orderId, /quest0003$/);
    assert.equal((await open()).length, 10);
  });

  it('places none when one is bad, and says which', async () => {
    const answer = await place([
      item({ id: 'goodgood1' }),
      item({ price: '1.05', id: 'badbadbad' }),
    ]);
    assert.deepEqual([answer.code, answer.action], [300013, 'batch-place-order']);
    assert.deepEqual(
      [codes(answer), answer.info[0].id, answer.info[1].id],
      [[300013, 300014], 'goodgood1', 'badbadbad'],
    );
    assert.deepEqual(await open(), []);
  });

  it('counts the orders of a batch together against the margin', async () => {
    assert.equal((await place([item({ orderQty: '9' })])).code, 0);
    const answer = await place([item({ orderQty: '4' }), item({ orderQty: '4' })]);
    assert.deepEqual(codes(answer), [300013, 310001]);
  });

  it('refuses a market order that does not ask for ACK', async () => {
    const market = { orderType: 'market', price: undefined };
    assert.equal((await place([item({ ...market, respInst: undefined })])).info[0].code, 100004);
    assert.equal((await place([item(market)])).code, 0);
  });

  it('refuses the same client id twice in one batch', async () => {
    const answer = await place([item({ id: 'request0001' }), item({ id: 'request0001' })]);
    assert.equal(answer.info[1].code, 100003);
  });

  it('refuses none, more than ten, and what is no list of objects', async () => {
    const many = Array.from({ length: 11 }, () => item());
    for (const orders of [[], many, undefined, {}, ['x'], [null]]) {
      const answer = await place(orders);
      assert.deepEqual([answer.code, answer.reason], [300013, 'INVALID_BATCH_ORDER']);
      assert.equal((await cancel(orders)).code, 300013);
    }
  });

  it('cancels several orders, and none when one is bad', async () => {
    await place([item(), item(), item()]);
    const orders = (await open()).map(({ orderId, symbol }, i) => {
      return { orderId, symbol, id: `cancel000${i}`, time: desk().clock.time };
    });
    const unknown = { ...orders[0], orderId: 'a177c2a8cfe1U0123456789equestId2' };
    const bad = await cancel([...orders, unknown]);
    assert.deepEqual(codes(bad), [300013, 300013, 300013, 300006]);
    const twice = await cancel([orders[0], orders[0]]);
    assert.equal(twice.info[1].code, 300019);
    assert.equal((await open()).length, 3);
    const good = await cancel(orders);
    assert.deepEqual(good.data.orders[2], {
      ...{ id: 'cancel0002', orderId: orders[2]?.orderId, orderType: '', symbol: 'BTC-PERP' },
      timestamp: desk().clock.time,
    });
    assert.deepEqual(await open(), []);
  });
});
