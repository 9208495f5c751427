import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Transcript } from '../../../../src/net/transcript.ts';
import { curlScript } from '../../../../src/venues/ascendex/curl.ts';
import type { KeyEncoding } from '../../../../src/venues/kind.ts';
import { PaperPositions } from '../../../support/paperPositions.ts';

/** In place of curl, which not every machine has: prints what it was given. */
const CURL = `curl() { for each in "$@"; do printf '%s\\0' "$each"; done; }\n`;

describe('a request as a script for curl', function () {
  this.timeout(20_000);
  const rig = new PaperPositions();
  afterEach(() => rig.end());

  for (const keyEncoding of ['utf8', 'base64'] as const satisfies KeyEncoding[]) {
    it(`signs and sends it afresh, once key and secret are filled in (${keyEncoding})`, async () => {
      await rig.begin({ keyEncoding });
      await rig.rest('buy');
      const { venue } = rig.trader;
      const [order] = (await venue.openOrders()).value;
      assert.ok(order);
      assert.equal((await again(kept('open-orders'), keyEncoding)).code, 0);
      assert.equal((await again(kept('account-info'), keyEncoding)).code, 0);
      await venue.placing.fees();
      assert.equal((await again(kept('fees'), keyEncoding)).code, 0);
      rig.fault('drop-before', { action: 'cancel-order' });
      await assert.rejects(venue.cancelOrder(order));
      assert.equal((await again(kept('cancel-order'), keyEncoding)).code, 0);
      assert.deepEqual((await venue.openOrders()).value, []);
    });
  }

  it('has no key and no secret in it, and says where it changes something', async () => {
    await rig.begin();
    await rig.rest('buy');
    const { apiKey, secret } = rig.exchange.ready;
    for (const transcript of rig.transcripts) {
      const script = curlScript(transcript, 'utf8') ?? '';
      assert.ok(!script.includes(apiKey) && !script.includes(secret));
      assert.equal(script.includes('CHANGES something'), transcript.request.method !== 'GET');
    }
  });

  it('leaves no quote of a body open', async () => {
    const body = `{"id":"it's $HOME \`date\`","time":5}`;
    const url = 'http://127.0.0.1/6/api/pro/v2/futures/order';
    const request = { method: 'POST', url, headers: [['a', "b'c"]], body } as const;
    const all = await given({ ...kept(undefined), request }, 'utf8', ['', '']);
    assert.ok(all.includes("a: b'c"));
    assert.ok(all.some((each) => each.startsWith(`{"id":"it's $HOME \`date\`","time":`)));
  });

  it('is none of the upgrade to a stream', () => {
    const { request, ...rest } = kept(undefined);
    const headers = [['Upgrade', 'websocket']] as const;
    assert.equal(curlScript({ ...rest, request: { ...request, headers } }, 'utf8'), undefined);
  });

  /** The latest request of that name, or one that was never sent. */
  function kept(action: string | undefined): Transcript {
    const found = rig.transcripts.findLast((each) => each.action === action);
    if (found) return found;
    assert.equal(action, undefined);
    return {
      ...{ id: '1', action: 'none', startedAt: 0, response: undefined, failure: undefined },
      request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], body: undefined },
      timings: { sent: undefined, headers: undefined, total: 0 },
    };
  }

  /** What curl is given by a script whose key and secret are these. */
  async function given(
    transcript: Transcript,
    keyEncoding: KeyEncoding,
    [apiKey, secret]: readonly [string, string],
  ): Promise<string[]> {
    const script = (curlScript(transcript, keyEncoding) ?? '')
      .replace('your API key', apiKey)
      .replace('your secret', secret);
    const { stdout } = await promisify(execFile)('sh', ['-c', CURL + script]);
    return stdout.split('\0').slice(0, -1);
  }

  /** Runs the script and sends what it hands to curl. */
  async function again(
    transcript: Transcript,
    keyEncoding: KeyEncoding,
  ): Promise<{ readonly code: number }> {
    const { apiKey, secret } = rig.exchange.ready;
    const args = await given(transcript, keyEncoding, [apiKey, secret]);
    const [request, method = '', url = '', ...options] = args;
    assert.equal(request, '--request');
    const headers = new Headers();
    let body: string | undefined;
    for (let at = 0; at < options.length; at += 2) {
      const [name, value = ''] = options.slice(at, at + 2);
      const [, header = '', rest = ''] = /^([^:]+): (.*)$/s.exec(value) ?? [];
      if (name === '--header') headers.append(header, rest);
      else body = value;
    }
    const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
    return (await answer.json()) as { readonly code: number };
  }
});
