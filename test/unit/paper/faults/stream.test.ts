import assert from 'node:assert/strict';
import { useExchange } from '../support.ts';
import { StreamClient } from '../streamClient.ts';

describe('a fault on a stream', () => {
  const desk = useExchange();
  let client: StreamClient;
  const inject = (kind: string, more: object = {}) =>
    desk().control('POST faults', { kind, ...more });
  const orders = () => client.of('futures-order').map(({ orderId, st }) => `${orderId} ${st}`);
  beforeEach(async () => {
    client = await StreamClient.signedIn(desk());
    await client.subscribe('futures-order');
  });
  afterEach(() => client.close());
  const args = () => ({ time: desk().clock.time, symbol: 'BTC-PERP' });

  it('stream-duplicate, stream-loss: twice, and never', async () => {
    await inject('stream-duplicate');
    await inject('stream-loss', { skip: 1 });
    const a = await desk().placed();
    await desk().placed();
    const c = await desk().placed();
    await client.settled();
    const [twice, once] = [`${a.orderId} New`, `${c.orderId} New`];
    assert.deepEqual(orders(), [twice, twice, once]);
  });

  it('stream-reorder: after the next, or after its time where there is none', async () => {
    await inject('stream-reorder', { arg: 60_000 });
    const a = await desk().placed();
    const b = await desk().placed();
    await client.settled();
    assert.deepEqual(orders(), [`${b.orderId} New`, `${a.orderId} New`]);
    await inject('stream-reorder', { arg: 20 });
    const c = await desk().placed();
    await client.next('futures-order', ({ orderId }) => orderId === c.orderId);
  });

  it('stream-negative-sn: a sequence number that says nothing', async () => {
    await inject('stream-negative-sn');
    await desk().placed();
    assert.equal((await client.next('futures-order')).sn, -1);
  });

  for (const [kind, action, seen] of [
    ['stream-cut-before', 'connected', []],
    ['stream-cut', 'connected', ['connected']],
    ['stream-cut', 'sub', ['connected', 'sub']],
    ['stream-cut-before', 'futures-order', ['connected', 'sub']],
    ['stream-cut', 'futures-order', ['connected', 'sub', 'futures-order']],
  ] as const) {
    it(`${kind}@${action}: broken off there`, async () => {
      await inject(kind, { action });
      const other = await StreamClient.signedIn(desk());
      const code = new Promise<number>((resolve) => other.socket.once('close', resolve));
      other.send({ op: 'sub', id: '1', ch: 'futures-order' });
      if (action === 'futures-order') {
        client.close(); // so that it is not this one's message that is hit
        await other.next('sub');
        while (desk().exchange.services.streams.size > 1) await desk().control('GET stats');
        await desk().placed();
      }
      assert.equal(await code, 1006);
      assert.deepEqual(
        other.messages.map(({ m }) => m),
        seen,
      );
    });
  }

  it('stream-cut@auth: broken off when just signed in', async () => {
    await inject('stream-cut', { action: 'auth' });
    const other = await StreamClient.open(desk());
    other.send({ op: 'auth', id: 'x', t: 1, key: 'k', sig: 's' });
    await other.ended();
    assert.deepEqual(
      other.messages.map(({ m }) => m),
      ['connected', 'auth'],
    );
  });

  it('silence, ban: a request is ignored, or ends the stream', async () => {
    const order = await desk().placed();
    await inject('silence', { action: 'cancel-order' });
    const cancel = { op: 'req', id: 'c', action: 'cancel-order' };
    client.send({ ...cancel, args: { ...args(), orderId: order.orderId } });
    await client.settled();
    assert.equal(client.of('order').length, 0);
    assert.equal((await desk().status(order.orderId)).status, 'New');
    await inject('ban', { action: 'cancel-order' });
    client.send({ ...cancel, args: { ...args(), orderId: order.orderId } });
    assert.equal((await client.next('disconnected')).code, 100014);
    await client.ended();
    assert.equal((await desk().status(order.orderId)).status, 'New');
  });

  for (const [kind, after] of [
    ['drop-before', 'New'],
    ['drop-after', 'Canceled'],
    ['fill-before-cancel', 'Filled'],
    ['fill-after-ack', 'Filled'],
  ] as const) {
    it(`${kind}: befalls a cancel on a stream too`, async () => {
      const order = await desk().placed();
      await inject(kind, { action: 'cancel-order' });
      const request = { ...args(), orderId: order.orderId };
      client.send({ op: 'req', id: 'c', action: 'cancel-order', args: request });
      if (kind.startsWith('drop')) await client.ended();
      else assert.equal((await client.next('order')).code, kind === 'fill-after-ack' ? 0 : 300006);
      assert.equal((await desk().status(order.orderId)).status, after);
    });
  }

  it('lag-events: befalls the open orders of a stream too', async () => {
    await inject('lag-events', { arg: 1 });
    await desk().placed();
    const request = { op: 'req', id: 'o', action: 'futures-open-orders', args: {} };
    assert.equal((await client.ask(request, 'futures-open-orders')).data.length, 0);
    assert.equal((await client.ask(request, 'futures-open-orders')).data.length, 1);
  });

  for (const [kind, status] of [
    ['html', 524],
    ['rate-limit', 429],
    ['server-error', 500],
    ['redirect', 307],
  ] as const) {
    it(`${kind}: befalls an upgrade`, async () => {
      await inject(kind, { action: 'stream' });
      const { wsUrl, accountGroup } = desk().exchange.ready;
      await assert.rejects(
        StreamClient.open(desk(), { path: `/${accountGroup}/api/pro/v2/stream` }),
        { message: `Unexpected server response: ${status}` },
        wsUrl,
      );
      assert.equal(desk().exchange.services.streams.size, 1);
    });
  }

  for (const kind of ['drop-before', 'drop-after', 'reset-before', 'cut']) {
    it(`${kind}: an upgrade that is never answered, and no stream`, async () => {
      await inject(kind, { action: 'stream' });
      await assert.rejects(StreamClient.open(desk()));
      assert.equal(desk().exchange.services.streams.size, 1);
    });
  }
});
