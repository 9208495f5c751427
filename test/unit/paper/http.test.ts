import assert from 'node:assert/strict';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { useExchange, type Body } from './support.ts';

describe('the exchange over HTTP', () => {
  const desk = useExchange({ orders: 3 });
  const order = () => `/${desk().exchange.ready.accountGroup}/api/pro/v2/futures/order`;
  const signed = (method: string, rawBody: string, headers: Record<string, string> = {}) =>
    desk().raw(method, order(), 'v2/futures/order', { rawBody, headers });
  const code = async (response: Response) => ((await response.json()) as Body).code as number;

  it('refuses a body that is not declared as JSON, on POST and on DELETE', async () => {
    for (const method of ['POST', 'DELETE']) {
      for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/jsonp']) {
        const response = await signed(method, '{}', { 'content-type': type });
        const body = (await response.json()) as Body;
        assert.deepEqual([body.code, body.reason], [100001, 'INVALID_HTTP_INPUT']);
      }
    }
  });

  it('takes JSON declared with a charset', async () => {
    const response = await signed('DELETE', '{}', {
      'content-type': 'application/json; charset=utf-8',
    });
    assert.equal(await code(response), 100011);
  });

  it('refuses what is no JSON object', async () => {
    for (const text of ['{"a":1,}', '[]', '"text"', 'null', '{', '\u0000']) {
      const response = await signed('DELETE', text);
      const body = (await response.json()) as Body;
      assert.deepEqual([body.code, body.reason], [150001, 'INVALID_JSON_FORMAT'], text);
    }
  });

  it('is not confused by special names in JSON', async () => {
    const text = '{"__proto__":{"orderId":"x","symbol":"BTC-PERP"},"constructor":1}';
    assert.equal(await code(await signed('DELETE', text)), 100011);
    assert.equal(await code(await signed('POST', text)), 100011);
  });

  it('refuses a body beyond its bounds', async () => {
    const response = await signed('DELETE', `{"id":"${'x'.repeat(300_000)}"}`);
    assert.equal(response.status, 413);
    assert.equal(await code(response), 100001);
  });

  it('answers an unknown path and a wrong method in the shape of the dialect', async () => {
    for (const path of ['/', '/api/pro/v2/nothing', '//', '/%zz', '/x/api/pro/v9/futures/order']) {
      const response = await fetch(desk().url + path);
      assert.equal(response.status, 404, path);
      assert.equal(await code(response), 100001);
    }
    const response = await fetch(`${desk().url}/api/pro/v2/account/info`, { method: 'POST' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET');
    assert.equal(await code(response), 100001);
  });

  it('settles who asks before it reads what they send', async () => {
    const response = await fetch(desk().url + order(), { method: 'POST', body: '{' });
    assert.equal(await code(response), 100009);
  });

  it('tells the length of every answer, keeps connections and counts them', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { url } = desk();
    const before = (await desk().control('GET stats')).data.connectionsOpened as number;
    for (let i = 0; i < 50; i++) {
      const call = request(`${url}/api/pro/v2/futures/pricing-data`, { agent });
      call.end();
      const [response] = (await once(call, 'response')) as [IncomingMessage];
      assert.ok(Number(response.headers['content-length']) > 0);
      response.resume();
      await once(response, 'end');
    }
    agent.destroy();
    const { data } = await desk().control('GET stats');
    assert.ok(data.connectionsOpened - before <= 2);
    assert.equal(data.requests['GET /api/pro/v2/futures/pricing-data'], 50);
    assert.equal(data.openOrders, 3);
  });

  it('survives a client that breaks off in the middle of a request', async () => {
    const { hostname, port } = new URL(desk().url);
    const socket = connect(Number(port), hostname);
    const path = '/paper/v1/clock';
    const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-paper-control: 1\r\n`;
    socket.write(`${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"off`);
    while (!(await desk().control('GET stats')).data.requests[`POST ${path}`]) {
      // the head is on its way
    }
    socket.destroy();
    assert.equal((await desk().call('GET order/open')).code, 0);
  });

  it('writes a long list whole, as it was when it was asked for', async () => {
    for (let i = 0; i < 1_500; i++) await desk().placed({ orderQty: '0.0002', respInst: 'ACK' });
    const [answer] = await Promise.all([
      desk().call('GET order/open'),
      desk().call('DELETE order/all', { rawBody: '{}' }),
    ]);
    assert.ok([0, 1_503].includes(answer.data.length as number));
    assert.ok((answer.data as Body[]).every(({ status }) => status !== 'Canceled'));
  });
});

describe('the control API', () => {
  const desk = useExchange();
  const control = (headers: Record<string, string>, body = '{"offset":5}') =>
    fetch(`${desk().url}/paper/v1/clock`, { method: 'POST', headers, body });
  const json = { 'content-type': 'application/json' };

  it('refuses whoever a web page could be', async () => {
    const allowed = { ...json, 'x-paper-control': '1' };
    for (const headers of [
      json,
      { ...allowed, 'x-paper-control': '0' },
      { ...allowed, origin: 'https://example.com' },
    ] as Record<string, string>[]) {
      const response = await control(headers);
      assert.equal(response.status, 403);
      assert.equal(((await response.json()) as Body).code, 200015);
    }
    const plain = await control({ 'x-paper-control': '1', 'content-type': 'text/plain' });
    assert.equal(((await plain.json()) as Body).code, 100001);
    assert.equal((await control(allowed)).status, 200);
    assert.equal(desk().exchange.services.clock.offset, 5);
  });

  it('answers to loopback hosts only', async () => {
    const { port } = new URL(desk().url);
    for (const [host, status] of [
      ['evil.example', 403],
      ['127.0.0.1.evil.example', 403],
      [`localhost:${port}`, 200],
      [`[::1]:${port}`, 200],
    ] as const) {
      const headers = { host, 'x-paper-control': '1' };
      const call = request(`${desk().url}/paper/v1/stats`, { headers });
      call.end();
      const [response] = (await once(call, 'response')) as [IncomingMessage];
      response.resume();
      assert.equal(response.statusCode, status, host);
    }
  });

  it('lets somebody else trade with a resting order, in part', async () => {
    const order = await desk().placed({ orderPrice: '61249.9', orderQty: '0.01' });
    const { side, price } = { side: 'Sell', price: '61249.9' };
    const trade = { symbol: 'BTC-PERP', side, price, qty: '0.004' };
    assert.deepEqual((await desk().control('POST market/trade', trade)).data, {
      filledQty: '0.004',
    });
    const { status, cumFilledQty } = await desk().status(order.orderId);
    assert.deepEqual([status, cumFilledQty], ['PartiallyFilled', '0.004']);
  });

  it('moves a price through orders, but not through those at the price itself', async () => {
    const through = await desk().placed({ orderPrice: '59000.1' });
    const at = await desk().placed({ orderPrice: '59000' });
    await desk().control('POST market/move', { symbol: 'BTC-PERP', price: '59000' });
    assert.equal((await desk().status(through.orderId)).status, 'Filled');
    assert.equal((await desk().status(at.orderId)).status, 'New');
  });

  it('triggers stops by a move, and fills them at the new quotes', async () => {
    const stop = await desk().placed({
      ...{ side: 'Sell', orderType: 'StopMarket', stopPrice: '59500' },
    });
    await desk().control('POST market/move', { symbol: 'BTC-PERP', price: '59000' });
    const { status, avgFilledPx } = await desk().status(stop.orderId);
    assert.equal(status, 'Filled');
    assert.ok(Number(avgFilledPx) < 59_000 && Number(avgFilledPx) > 58_900);
  });

  it('makes a key for an account that exists, or for a new one', async () => {
    const own = (await desk().control('POST keys', {})).data;
    assert.equal(own.accountGroup, desk().exchange.ready.accountGroup);
    assert.match(own.apiKey as string, /^paper/);
    assert.equal(Buffer.from(own.secret as string, 'base64').toString('base64'), own.secret);
    const other = (await desk().control('POST keys', { accountGroup: 0 })).data;
    assert.equal((await desk().call('GET position', { credentials: other })).code, 0);
  });

  it('says what is wrong with a request it does not understand', async () => {
    for (const [call, body] of [
      ['POST keys', { trade: 'yes' }],
      ['POST keys', { expireTime: '1' }],
      ['POST market/step', { steps: 0 }],
      ['POST market/move', { symbol: 'BTC-PERP', price: '1.05' }],
      ['POST market/trade', { symbol: 'BTC-PERP', side: 'up', price: '1', qty: '1' }],
      ['POST clock', { offset: 'minute' }],
      ['POST engine', { delay: -1 }],
    ] as const) {
      assert.equal((await desk().control(call, body)).code, 100006, call);
    }
    const move = { symbol: 'NO-PERP', price: '1' };
    assert.equal((await desk().control('POST market/move', move)).code, 100008);
  });
});
