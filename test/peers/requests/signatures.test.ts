import assert from 'node:assert/strict';
import { isSignedBy } from '../../../src/paper/auth/verify.ts';
import { ApiKey } from '../../../src/paper/auth/keys.ts';
import { PaperCore } from '../../../src/paper/core.ts';
import { sign } from '../../../src/venues/ascendex/signing.ts';
import { secret, timestamp, vectors } from '../../support/signatureVectors.ts';
import { startCcxt } from '../support/ccxt.ts';
import { ledger, reports } from '../support/ledger.ts';

/** Where ccxt has what is signed so: path, place in its table, and method. */
const inCcxt: Readonly<Record<string, readonly [string, readonly string[], string]>> = {
  info: ['info', ['v1', 'private'], 'GET'],
  'v2/account/info': ['account/info', ['v2', 'private'], 'GET'],
  'v2/futures/order': ['futures/order', ['v2', 'private', 'accountGroup'], 'DELETE'],
  'v2/futures/order/batch': ['futures/order/batch', ['v2', 'private', 'accountGroup'], 'DELETE'],
  'v2/futures/order/all': ['futures/order/all', ['v2', 'private', 'accountGroup'], 'DELETE'],
};

describe('the known signatures', () => {
  const { account } = new PaperCore({ seed: 7 });
  const key = new ApiKey('any', secret, account, { view: true, trade: true, transfer: true }, -1);
  reports('requests/signatures');

  for (const [prehash, utf8, base64] of vectors) {
    it(`of ${prehash} are what Order Desk makes and what the paper exchange asks for`, () => {
      for (const [reading, known] of [
        ['utf8', utf8],
        ['base64', base64],
      ] as const) {
        if (known === undefined) continue;
        assert.equal(sign(secret, reading, timestamp, prehash), known);
        assert.ok(isSignedBy(key, `${timestamp}+${prehash}`, known));
        assert.ok(!isSignedBy(key, `${timestamp + 1}+${prehash}`, known));
        ledger.signed(prehash, reading, ['Order Desk', 'the paper exchange']);
      }
    });
  }

  it('are what ccxt makes, of requests', async () => {
    const host = 'http://127.0.0.1:1'; // nothing is sent
    const { client, close } = await startCcxt({ url: host, wsUrl: host, apiKey: 'any', secret });
    client.milliseconds = () => timestamp;
    for (const [prehash, utf8] of vectors) {
      const [path, place, method] = inCcxt[prehash] ?? [];
      if (path === undefined) continue;
      const { headers } = client.sign(path, place, method, { 'account-group': '6' }) as {
        headers: Record<string, string>;
      };
      assert.equal(headers['x-auth-signature'], utf8);
      ledger.signed(prehash, 'utf8', ['ccxt']);
    }
    await close();
  });
});
