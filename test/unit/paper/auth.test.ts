import assert from 'node:assert/strict';
import { ApiKey } from '../../../src/paper/auth/keys.ts';
import { isSignedBy } from '../../../src/paper/auth/verify.ts';
import type { Account } from '../../../src/paper/engine/account.ts';
import { secret, timestamp, vectors } from '../../support/signatureVectors.ts';
import { useExchange, type Credentials } from './support.ts';

describe('verification of signatures', () => {
  const everything = { view: true, trade: true, transfer: true };
  const key = new ApiKey('key', secret, {} as Account, everything, -1);

  for (const [prehash, ...signatures] of vectors) {
    it(`accepts both keys' signatures of ${prehash} and no altered one`, () => {
      for (const signature of signatures.filter((each) => each !== undefined)) {
        assert.ok(isSignedBy(key, `${timestamp}+${prehash}`, signature));
        assert.ok(!isSignedBy(key, `${timestamp}+${prehash}/`, signature));
        assert.ok(!isSignedBy(key, `${timestamp + 1}+${prehash}`, signature));
        assert.ok(!isSignedBy(key, `${timestamp}+${prehash}`, signature.slice(0, -1)));
        assert.ok(!isSignedBy(key, `${timestamp}+${prehash}`, `${signature}\n`));
      }
    });
  }

  it('accepts no empty or cut signature', () => {
    for (const signature of ['', 'AAAA', '=', 'x'.repeat(10_000)]) {
      assert.ok(!isSignedBy(key, 'anything', signature));
    }
  });
});

describe('authentication', () => {
  const desk = useExchange({ orders: 1 });
  const info = ['GET', '/api/pro/v2/account/info', 'v2/account/info'] as const;
  const refusal = async (response: Promise<Response>) => {
    const body = (await (await response).json()) as { code: number; reason: string };
    return [body.code, body.reason];
  };
  const newKey = async (fields: object): Promise<Credentials> =>
    (await desk().control('POST keys', fields)).data as Credentials;

  it('lets in a key that signs with the characters of its secret, or with its base64', async () => {
    for (const encoding of ['utf8', 'base64'] as const) {
      const response = await desk().raw(...info, { encoding });
      assert.equal(((await response.json()) as { code: number }).code, 0);
    }
  });

  it('answers account info under the old path, whose prehash has no version', async () => {
    const response = await desk().raw('GET', '/api/pro/v1/info', 'info');
    assert.equal(((await response.json()) as { code: number }).code, 0);
  });

  it('signs fees over a prehash without version and folder', async () => {
    const { accountGroup } = desk().exchange.ready;
    for (const prehash of ['fee', 'fee/info']) {
      const path = `/${accountGroup}/api/pro/v1/futures/${prehash}`;
      const response = await desk().raw('GET', path, prehash);
      assert.equal(((await response.json()) as { code: number }).code, 0);
      assert.deepEqual(await refusal(desk().raw('GET', path, `v1/futures/${prehash}`)), [
        ...[100007, 'ENCRYPTION_ERROR'],
      ]);
    }
  });

  it('refuses a request without its headers', async () => {
    const response = fetch(desk().url + info[1]);
    assert.deepEqual(await refusal(response), [100009, 'AUTHORIZATION_NEEDED']);
  });

  it('refuses an unknown key', async () => {
    const credentials = { ...desk().exchange.ready, apiKey: 'paperUnknown' };
    const response = desk().raw(...info, { credentials });
    assert.deepEqual(await refusal(response), [200001, 'AUTHENTICATION_FAILED']);
  });

  it('refuses a time more than 30 s off either way, and takes one within', async () => {
    for (const skew of [-30_001, 30_001, -60_000]) {
      assert.deepEqual(await refusal(desk().raw(...info, { skew })), [
        ...[100011, 'INVALID_TIMESTAMP'],
      ]);
    }
    for (const skew of [-30_000, 30_000]) {
      assert.equal((await refusal(desk().raw(...info, { skew })))[0], 0);
    }
  });

  it('refuses a time that is no number', async () => {
    const headers = { 'x-auth-timestamp': '12:30' };
    assert.equal((await refusal(desk().raw(...info, { headers })))[0], 100011);
  });

  it('looks a minute off to clients when its clock is set so', async () => {
    await desk().control('POST clock', { offset: 60_000 });
    assert.equal((await refusal(desk().raw(...info)))[0], 100011);
    const { data } = await desk().get(`/api/pro/v1/exchange-info?requestTime=${desk().clock.time}`);
    assert.equal(data.latency, 60_000);
  });

  it('refuses a wrong secret', async () => {
    const credentials = { ...desk().exchange.ready, secret: secret };
    const response = desk().raw(...info, { credentials });
    assert.deepEqual(await refusal(response), [100007, 'ENCRYPTION_ERROR']);
  });

  it('locks a key after ten bad signatures in a row, for a minute', async () => {
    const credentials = { ...desk().exchange.ready, secret: secret };
    for (let i = 0; i < 10; i++) await desk().raw(...info, { credentials });
    assert.deepEqual(await refusal(desk().raw(...info)), [200002, 'TOO_MANY_ATTEMPTS']);
    desk().clock.time += 60_001;
    assert.equal((await refusal(desk().raw(...info)))[0], 0);
  });

  it('forgets bad signatures after a good one', async () => {
    const credentials = { ...desk().exchange.ready, secret: secret };
    for (let i = 0; i < 18; i++) {
      await desk().raw(...info, { credentials });
      if (i === 8) await desk().raw(...info);
    }
    assert.equal((await refusal(desk().raw(...info)))[0], 0);
  });

  it('refuses an expired key, and says when a key will expire', async () => {
    const expireTime = desk().clock.time + 1000;
    const credentials = await newKey({ expireTime });
    const alive = await desk().raw(...info, { credentials });
    assert.equal(
      ((await alive.json()) as { data: { expireTime: number } }).data.expireTime,
      expireTime,
    );
    desk().clock.time = expireTime;
    const response = desk().raw(...info, { credentials });
    assert.deepEqual(await refusal(response), [200008, 'CODE_EXPIRED']);
  });

  it('refuses what a key has no permission for', async () => {
    const readOnly = await newKey({ trade: false });
    assert.equal((await desk().call('GET order/open', { credentials: readOnly })).code, 0);
    const answer = await desk().place({}, { credentials: readOnly });
    assert.deepEqual([answer.code, answer.reason], [200015, 'PERMISSION_DENIED']);
    const blind = await newKey({ view: false });
    assert.equal((await desk().call('GET order/open', { credentials: blind })).code, 200015);
    assert.equal((await desk().place({}, { credentials: blind })).code, 0);
  });

  it("refuses a group that is not the key's", async () => {
    const other = await newKey({ accountGroup: 42 });
    const answer = await desk().call('GET order/open', { group: other.accountGroup });
    assert.deepEqual([answer.code, answer.reason], [200003, 'ACCOUNT_NOT_FOUND']);
    const own = await desk().call('GET order/open', { credentials: other });
    assert.deepEqual([own.code, own.data], [0, []]);
  });
});
