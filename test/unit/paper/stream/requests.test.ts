import assert from 'node:assert/strict';
import { useExchange } from '../support.ts';
import { StreamClient } from '../streamClient.ts';

describe('requests on a stream', () => {
  const desk = useExchange({ orders: 6 });
  let client: StreamClient;
  beforeEach(async () => {
    client = await StreamClient.signedIn(desk());
    await client.subscribe('futures-order', 'futures-account-update');
  });
  afterEach(() => client.close());

  const place = (more: object = {}) => ({
    ...{ op: 'req', id: 'p1', action: 'place-order', ac: 'FUTURES' },
    args: {
      ...{ time: desk().clock.time, symbol: 'BTC-PERP', side: 'Buy', orderType: 'Limit' },
      ...{ orderQty: '0.01', price: '60000', id: 'clientOrder1', ...more },
    },
  });

  it('places an order, whose id begins with s, and tells it on its channel', async () => {
    const answer = await client.ask(place(), 'order');
    const { accountId } = desk().exchange.services.accounts.find(
      desk().exchange.ready.accountGroup,
    )!.identity;
    const orderId = answer.info.orderId ?? '';
    assert.deepEqual(answer, {
      ...{ m: 'order', id: 'p1', code: 0, ac: 'FUTURES', accountId, action: 'place-order' },
      info: {
        ...{ id: 'clientOrder1', orderId, orderType: 'Limit', symbol: 'BTC-PERP', status: 'Ack' },
        timestamp: desk().clock.time,
      },
    });
    assert.match(orderId, /^s[0-9a-f]+U\d{10}entOrder1$/);
    await client.settled();
    const [told] = client.of('futures-order');
    const rest = await desk().status(orderId);
    assert.deepEqual([told?.orderId, told?.sn, told?.st], [orderId, rest.seqNum, 'New']);
  });

  it('cancels an order, and all orders', async () => {
    const { info } = await client.ask(place(), 'order');
    const args = { orderId: info.orderId, symbol: 'BTC-PERP', time: desk().clock.time };
    const cancel = { op: 'req', id: 'c1', action: 'cancel-order', args };
    const answer = await client.ask(cancel, 'order');
    assert.deepEqual(
      [answer.code, answer.action, answer.info.orderId],
      [0, 'cancel-order', info.orderId],
    );
    assert.equal((await desk().status(info.orderId ?? '')).status, 'Canceled');
    const again = await client.ask(cancel, 'order');
    const { accountId } = answer;
    assert.deepEqual(again, {
      ...{ m: 'order', id: 'c1', action: 'cancel-order', ac: 'FUTURES', accountId, code: 300019 },
      info: {
        ...{ id: '', symbol: 'BTC-PERP', orderId: info.orderId, reason: 'ORDER_NOT_OPEN' },
        errorMsg: 'NoOpenForCancel: order is canceled already',
      },
    });
    const all = { op: 'req', id: 'x', action: 'cancel-all', args: {} };
    assert.equal((await client.ask(all, 'order')).code, 0);
    assert.equal((await desk().call('GET order/open')).data.length, 0);
  });

  it('lists open orders as REST does, all and of one symbol', async () => {
    for (const symbol of [undefined, 'ETH-PERP']) {
      const args = symbol === undefined ? {} : { symbol };
      const request = { op: 'req', id: 'o', action: 'futures-open-orders', args };
      const { data } = await client.ask(request, 'futures-open-orders');
      const query = symbol === undefined ? '' : `?symbol=${symbol}`;
      assert.deepEqual(data, (await desk().call(`GET order/open${query}`)).data);
      assert.ok(data.length > 0);
    }
  });

  it('tells the account whole on request, and its changes as they happen', async () => {
    await client.ask(place({ orderType: 'Market', orderQty: '0.02' }), 'order');
    await client.settled();
    const update = client.of('futures-account-update').at(-1);
    const request = { op: 'req', id: 'a', action: 'futures-account-snapshot' };
    const snapshot = await client.ask(request, 'futures-account-snapshot');
    assert.deepEqual(update?.col, snapshot.col);
    assert.equal(update?.e, 'ExecutionReport');
    assert.match(update?.id ?? '', /^s/);
    const position = snapshot.pos.find(({ s }) => s === 'BTC-PERP');
    assert.deepEqual(update?.pos, [position]);
    assert.deepEqual([position?.sd, position?.pos], ['LONG', '0.02']);
    const rest = (await desk().call('GET position')).data;
    assert.equal(snapshot.col[0]?.b, rest.collaterals[0].balance);
    await desk().call('POST leverage', { body: { symbol: 'BTC-PERP', leverage: 20 } });
    await client.settled();
    const changed = client.of('futures-account-update').at(-1);
    assert.equal(changed?.e, 'AccountUpdate');
    assert.equal(changed?.pos.find(({ s }) => s === 'BTC-PERP')?.lev, '20');
  });

  for (const [what, message, code] of [
    ['no JSON', '{', 150001],
    ['no object', '[]', 150001],
    ['an unknown op', { op: 'dance' }, 100005],
    ['no op', {}, 100005],
    ['an unknown action', { op: 'req', action: 'dance', args: {} }, 100005],
    ['open orders without args', { op: 'req', action: 'futures-open-orders' }, 100005],
    ['an unknown channel', { op: 'sub', ch: 'gossip' }, 100005],
    ['a channel without its symbol', { op: 'sub', ch: 'depth' }, 100005],
    ['a bar of no such length', { op: 'sub', ch: 'bar:7:BTC-PERP' }, 100005],
    ['an unknown symbol', { op: 'sub', ch: 'depth:NO-PERP' }, 100008],
    ['a channel that is no text', { op: 'unsub', ch: 5 }, 100005],
  ] as const) {
    it(`refuses ${what} as an error, and carries on`, async () => {
      const answer = await client.ask(message as object, 'error');
      assert.equal(answer.code, code);
      assert.ok(answer.reason.length > 0 && answer.info.length > 0);
      await client.settled();
    });
  }
});
