import assert from 'node:assert/strict';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { declaredByCcxt } from './support/calls.ts';
import { startCcxt } from './support/ccxt.ts';
import { ledger } from './support/ledger.ts';
import { fidelityPage, RENEW } from './support/page.ts';

const page = new URL('../../docs/fidelity.md', import.meta.url);

/** Runs after all others in this folder, as its name comes last: it tells what they found. */
describe('the page on fidelity', function () {
  this.timeout(20_000);

  async function found(): Promise<string> {
    const host = 'http://127.0.0.1:1'; // nothing is sent
    const { client, close } = await startCcxt({ url: host, wsUrl: host, apiKey: '', secret: '' });
    const text = await fidelityPage(ledger, { ccxt: declaredByCcxt(client) });
    await close();
    return text;
  }

  it('is made of all the tests that report to it, none of which failed', () => {
    assert.deepEqual(ledger.failures, [], 'what these say is not so: the page is not made');
    const here = fileURLToPath(new URL('.', import.meta.url));
    const suites = globSync('*/*.test.ts', { cwd: here });
    const names = suites.map((file) => file.replaceAll('\\', '/').replace('.test.ts', ''));
    assert.deepEqual(
      [...ledger.ended].sort(),
      names.sort(),
      'some have not run: the page can be made by npm run test:unit only',
    );
  });

  it('says what was found just now', async () => {
    const text = await found();
    if (process.env[RENEW] && ledger.failures.length === 0) writeFileSync(page, text);
    const how = `docs/fidelity.md is not what the tests found: ${RENEW}=1 npm run test:unit`;
    assert.equal(readFileSync(page, 'utf8'), text, how);
  });

  it('claims nothing of what nobody compared', async () => {
    const text = await found();
    assert.doesNotMatch(text, /\| \*\*asked, not compared\*\*/);
  });
});
