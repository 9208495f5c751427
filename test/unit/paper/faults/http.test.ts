import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import type { WireOrder } from '../../../../src/venues/ascendex/wire.ts';
import { RawRequest, type RawAnswer } from '../rawHttp.ts';
import { useExchange } from '../support.ts';

describe('a fault over HTTP', () => {
  const desk = useExchange();
  let order: WireOrder;
  beforeEach(async () => {
    order = await desk().placed();
  });
  const inject = (kind: string, more: object = {}) =>
    desk().control('POST faults', { kind, action: 'cancel-order', ...more });
  const cancelBody = () => ({
    ...{ orderId: order.orderId, symbol: order.symbol, time: desk().clock.time },
  });
  const cancel = (): Promise<RawAnswer> =>
    new RawRequest(desk(), 'DELETE order', cancelBody()).answer();
  const status = async () => (await desk().status(order.orderId)).status;

  it('happens once by default, and then no more', async () => {
    await inject('server-error');
    assert.match((await cancel()).head, /^HTTP\/1.1 500 /);
    assert.match((await cancel()).head, /^HTTP\/1.1 200 /);
    const { rules, counts } = (await desk().control('GET faults')).data;
    assert.deepEqual([rules, counts], [[], { 'server-error': 1 }]);
  });

  for (const [kind, end, after] of [
    ['drop-before', 'closed', 'New'],
    ['drop-after', 'closed', 'Canceled'],
    ['reset-before', 'reset', 'New'],
    ['reset-after', 'reset', 'Canceled'],
  ] as const) {
    it(`${kind}: ${end} without a byte, and the order is ${after}`, async () => {
      await inject(kind);
      const answer = await cancel();
      assert.deepEqual([answer.bytes.length, answer.end], [0, end]);
      assert.equal(await status(), after);
    });
  }

  it('cut: so many bytes and no more, the cancel applied, at any byte', async () => {
    for (const arg of [0, 1, 17, 200, 300]) {
      order = await desk().placed();
      await inject('cut', { arg });
      const answer = await cancel();
      assert.deepEqual([answer.bytes.length, answer.end], [arg, 'closed']);
      assert.equal(await status(), 'Canceled');
    }
    order = await desk().placed();
    await inject('cut', { arg: 1_000_000 });
    const answer = await cancel();
    assert.equal(JSON.parse(answer.body.toString()).code, 0);
  });

  it('silence: no answer, no effect, the connection left open', async () => {
    await inject('silence');
    const request = new RawRequest(desk(), 'DELETE order', cancelBody());
    while (!(await desk().control('GET faults')).data.counts.silence) {
      // it is on its way
    }
    assert.deepEqual([request.sofar.bytes.length, request.sofar.end], [0, 'open']);
    assert.equal(await status(), 'New');
    request.socket.destroy();
  });

  it('ban: the documented error, and the connection is closed', async () => {
    await inject('ban');
    const answer = await cancel();
    assert.equal(JSON.parse(answer.body.toString()).code, 100014);
    assert.match(answer.head, /connection: close/i);
    assert.equal(await status(), 'New');
  });

  for (const [kind, arg, line, type, after] of [
    ['rate-limit', 7, /^HTTP\/1.1 429 [^]*retry-after: 7/i, 'html', 'New'],
    ['server-error', 503, /^HTTP\/1.1 503 /, 'json', 'New'],
    ['server-error-after', 500, /^HTTP\/1.1 500 /, 'json', 'Canceled'],
    ['html', 524, /^HTTP\/1.1 524 /, 'html', 'New'],
    ['html-after', 502, /^HTTP\/1.1 502 /, 'html', 'Canceled'],
    ['redirect', 9, /^HTTP\/1.1 307 [^]*location: http:\/\/127.0.0.1:9\/\d\/api/i, 'html', 'New'],
  ] as const) {
    it(`${kind}=${arg}: ${type}, and the order is ${after}`, async () => {
      await inject(kind, { arg });
      const { head, body } = await cancel();
      assert.match(head, line);
      assert.match(head, new RegExp(`content-type: \\w+/${type}`, 'i'));
      assert.equal(body.toString().startsWith('<html>'), type === 'html');
      assert.equal(await status(), after);
    });
  }

  it('length-short: more bytes come than were told', async () => {
    await inject('length-short', { arg: 5 });
    const request = new RawRequest(desk(), 'DELETE order', cancelBody());
    const { head, body } = await request.answer();
    const told = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    assert.equal(body.length - told, 5);
  });

  it('length-long: the connection ends before what was told has come', async () => {
    await inject('length-long', { arg: 5 });
    const { head, body, end } = await cancel();
    const told = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    assert.deepEqual([told - body.length, end], [5, 'closed']);
    assert.equal(JSON.parse(body.toString()).code, 0);
  });

  it('gzip: though nobody asked for it', async () => {
    await inject('gzip');
    const { head, body } = await cancel();
    assert.match(head, /content-encoding: gzip/i);
    assert.equal(JSON.parse(gunzipSync(body).toString()).code, 0);
  });

  it('garbage: bytes that are no text', async () => {
    await inject('garbage');
    const { body } = await cancel();
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(body));
  });

  it('huge: as many bytes as asked for', async () => {
    await inject('huge', { arg: 3_000_000 });
    const { body } = await cancel();
    assert.equal(body.length, 3_000_000);
    assert.equal(JSON.parse(body.toString()).code, 0);
  });

  it('latency, latency-after, slow-body: late, and whole', async () => {
    for (const [kind, applied] of [
      ['latency', 'New'],
      ['latency-after', 'Canceled'],
      ['slow-body', 'Canceled'],
    ] as const) {
      order = await desk().placed();
      await inject(kind, { arg: 300 });
      const begun = performance.now();
      const answer = cancel();
      while (!(await desk().control('GET faults')).data.counts[kind]) {
        // it is on its way
      }
      assert.equal(await status(), applied);
      assert.equal(JSON.parse((await answer).body.toString()).code, 0);
      assert.ok(performance.now() - begun >= 295, kind);
    }
  });

  it('skew: the exchange finds the time of the request wrong', async () => {
    await inject('skew', { arg: 31_000 });
    assert.equal(JSON.parse((await cancel()).body.toString()).code, 100011);
    await inject('skew', { arg: -29_000 });
    assert.equal(JSON.parse((await cancel()).body.toString()).code, 0);
  });
});

describe('orders in the way of a cancel', () => {
  const desk = useExchange();
  const inject = (body: object) => desk().control('POST faults', body);

  it('fill-before-cancel: it is filled, and the cancel comes too late', async () => {
    const order = await desk().placed();
    await inject({ kind: 'fill-before-cancel' });
    const answer = await desk().cancel(order);
    assert.deepEqual([answer.code, answer.message], [300006, 'TooLateToCancel: order is filled']);
    const { status, cumFilledQty } = await desk().status(order.orderId);
    assert.deepEqual([status, cumFilledQty], ['Filled', '0.01']);
  });

  it('fill-before-cancel: in part, and the rest is canceled', async () => {
    const order = await desk().placed();
    await inject({ kind: 'fill-before-cancel', arg: 40 });
    assert.equal((await desk().cancel(order)).code, 0);
    const { status, cumFilledQty } = await desk().status(order.orderId);
    assert.deepEqual([status, cumFilledQty], ['Canceled', '0.004']);
  });

  for (const respInst of ['ACK', 'DONE']) {
    it(`fill-after-ack: the fill wins over a cancel that asked for ${respInst}`, async () => {
      const order = await desk().placed();
      await inject({ kind: 'fill-after-ack' });
      const answer = await desk().cancel(order, { respInst });
      if (respInst === 'ACK') assert.equal(answer.data.order.status, 'New');
      else assert.equal(answer.code, 300006);
      assert.equal((await desk().status(order.orderId)).status, 'Filled');
      await desk().placed();
    });
  }

  it('fills orders of a batch and of a cancel of all', async () => {
    const [a, b, c] = [await desk().placed(), await desk().placed(), await desk().placed()];
    await inject({ kind: 'fill-after-ack', action: 'batch-cancel-order' });
    const time = desk().clock.time;
    const orders = [a, b].map(({ orderId, symbol }) => ({ orderId, symbol, time, id: '' }));
    assert.equal((await desk().call('DELETE order/batch', { body: { orders } })).code, 0);
    await inject({ kind: 'fill-before-cancel', action: 'cancel-all' });
    assert.equal((await desk().call('DELETE order/all', { rawBody: '{}' })).code, 0);
    for (const { orderId } of [a, b, c]) {
      assert.equal((await desk().status(orderId)).status, 'Filled');
    }
  });

  it('lag and lag-events: open orders as they were', async () => {
    const list = async () =>
      ((await desk().call('GET order/open')).data as WireOrder[]).map(({ orderId }) => orderId);
    const first = await desk().placed();
    const rule = (await inject({ kind: 'lag', arg: 1_000, count: -1 })).data.id as number;
    desk().clock.time += 600;
    const second = await desk().placed();
    await desk().cancel(first);
    desk().clock.time += 600;
    assert.deepEqual(await list(), [first.orderId], 'as 1 s ago');
    desk().clock.time += 600;
    assert.deepEqual(await list(), [second.orderId]);
    assert.equal((await desk().control(`DELETE faults?id=${rule}`)).code, 0);
    await inject({ kind: 'lag-events', arg: 1 });
    assert.deepEqual((await list()).sort(), [first.orderId, second.orderId].sort());
    assert.deepEqual(await list(), [second.orderId]);
    assert.equal((await desk().status(first.orderId)).status, 'Canceled', 'the status never lags');
  });
});
