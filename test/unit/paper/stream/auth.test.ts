import assert from 'node:assert/strict';
import { useExchange } from '../support.ts';
import { authHeaders, signature, StreamClient } from '../streamClient.ts';

describe('signing in to a stream', () => {
  const desk = useExchange();
  const ready = () => desk().exchange.ready;
  const auth = (changes: object = {}) => {
    const t = desk().clock.time;
    return { op: 'auth', id: 'a1', t, key: ready().apiKey, sig: signature(ready(), t), ...changes };
  };
  const open = (path?: string) => StreamClient.open(desk(), path === undefined ? {} : { path });

  it('by the headers of the upgrade', async () => {
    const client = await StreamClient.signedIn(desk());
    assert.deepEqual(await client.next('connected'), { m: 'connected', type: 'auth' });
    await client.subscribe('futures-order');
    client.close();
  });

  it('by op auth, with the time as a number or as text, and the key in either reading', async () => {
    const t = desk().clock.time;
    for (const changes of [{}, { t: String(t) }, { sig: signature(ready(), t, 'base64') }]) {
      const client = await open();
      assert.deepEqual(await client.next('connected'), { m: 'connected', type: 'unauth' });
      assert.deepEqual(await client.ask(auth(changes), 'auth'), { m: 'auth', id: 'a1', code: 0 });
      await client.subscribe('futures-order');
      client.close();
    }
  });

  it('on the public path, where no group is named', async () => {
    const client = await open('/api/pro/v2/stream');
    assert.equal((await client.ask(auth(), 'auth')).code, 0);
    client.close();
  });

  for (const [what, changes, code] of [
    ['an unknown key', { key: 'unknown' }, 200001],
    ['a wrong signature', { sig: signature({ secret: 'x' } as never, 1) }, 100007],
    ['a missing signature', { sig: undefined }, 100009],
    ['a stale time', { t: 1_600_000_000_000 }, 100011],
  ] as const) {
    it(`refuses ${what} by op auth, and leaves the stream open`, async () => {
      const client = await open();
      const answer = await client.ask(auth(changes), 'auth');
      assert.equal(answer.code, code);
      assert.ok((answer.err ?? '').length > 0);
      assert.equal((await client.ask(auth(), 'auth')).code, 0);
      client.close();
    });
  }

  it('refuses a key on another group by either way', async () => {
    const other = (await desk().control('POST keys', { accountGroup: 77 })).data;
    const headers = authHeaders(other, desk().clock.time);
    const { status, body } = await StreamClient.refused(desk(), headers);
    assert.deepEqual([status, body.code, body.reason], [401, 200003, 'ACCOUNT_NOT_FOUND']);
    const client = await open('/77/api/pro/v2/stream');
    assert.equal((await client.ask(auth(), 'auth')).code, 200003);
    client.close();
  });

  for (const [what, headers, code] of [
    ['an unknown key', { 'x-auth-key': 'unknown' }, 200001],
    ['a wrong signature', { 'x-auth-signature': 'AAAA' }, 100007],
    ['an empty signature', { 'x-auth-signature': '' }, 100009],
    ['a stale time', { 'x-auth-timestamp': '1600000000000' }, 100011],
  ] as const) {
    it(`refuses ${what} at the upgrade`, async () => {
      const given = { ...authHeaders(ready(), desk().clock.time), ...headers };
      const { status, body } = await StreamClient.refused(desk(), given);
      assert.deepEqual([status, body.code], [401, code]);
      assert.deepEqual(Object.keys(body as object), ['code', 'reason', 'message']);
    });
  }

  it('refuses streams elsewhere', async () => {
    const { status, body } = await StreamClient.refused(desk(), {}, '/api/pro/v1/stream');
    assert.deepEqual([status, body.code], [404, 100001]);
  });

  it('keeps private channels and requests from whoever has not, or may not', async () => {
    const client = await open();
    for (const message of [
      { op: 'sub', id: 's', ch: 'futures-order' },
      { op: 'sub', id: 's', ch: 'futures-account-update' },
      { op: 'req', id: 's', action: 'futures-open-orders', args: {} },
    ]) {
      const { code, id, reason } = await client.ask(message, 'error');
      assert.deepEqual([code, id, reason], [100009, 's', 'AUTHORIZATION_NEEDED']);
    }
    client.close();
    const viewer = (await desk().control('POST keys', { trade: false })).data;
    const reader = await StreamClient.signedIn(desk(), viewer);
    const args = { orderId: 'x', symbol: 'BTC-PERP', time: desk().clock.time };
    const answer = await reader.ask({ op: 'req', id: 'c', action: 'cancel-order', args }, 'order');
    assert.deepEqual(
      [answer.code, 'reason' in answer.info && answer.info.reason],
      [200015, 'PERMISSION_DENIED'],
    );
    reader.close();
  });
});
