import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isDirect } from '../../../src/net/dispatcher.ts';
import type { ConnectOptions } from '../../../src/net/dispatcher.ts';
import { failureReason } from '../../../src/net/failures.ts';
import { startConnectProxy, type ConnectProxy } from '../../support/connectProxy.ts';
import { json, refusingOrigin } from '../../support/faultyHost.ts';
import { Rig } from '../../support/rig.ts';
import { testCertificate } from '../../support/testCertificate.ts';

describe('connecting', () => {
  const rig = new Rig();
  afterEach(() => rig.end());

  const read = { action: 'open-orders', method: 'GET', path: '/open' } as const;
  const trust = { ca: [testCertificate] };

  async function startProxy(target: number): Promise<ConnectProxy> {
    const proxy = await startConnectProxy(() => target);
    rig.endLater(() => proxy.close());
    return proxy;
  }

  it('goes through a proxy and checks the certificate of the host behind it', async () => {
    const host = await rig.host({ tls: true, answer: json({ code: 0 }) });
    const proxy = await startProxy(host.port);
    const connect = { ...trust, proxy: `http://me:word@${proxy.host}` };
    const through = rig.client('https://localhost.:444', { connect: { ...connect } });
    const away = rig.client('https://exchange.example', { connect });
    const refused = await away.send(read);
    assert.equal(refused.failure?.stage, 'connect');
    assert.match(refused.failure.code, /ALTNAME/);
    assert.equal(proxy.asked[0], 'exchange.example:443');
    assert.match(proxy.heads[0] ?? '', /proxy-authorization: Basic bWU6d29yZA==/i);
    assert.equal(host.requests.length, 0);
    assert.equal((await through.send(read)).failure?.stage, 'connect', 'localhost goes direct');
    assert.equal(proxy.asked.length, 1);
  });

  it('sends through a proxy where the certificate is right', async () => {
    const host = await rig.host({ tls: true, answer: json({ code: 0 }) });
    const proxy = await startProxy(host.port);
    const connect = { rejectUnauthorized: false, proxy: `http://${proxy.host}` };
    const http = rig.client('https://exchange.example', { connect });
    for (let i = 0; i < 5; i++) {
      const transcript = await http.send(read);
      assert.equal(transcript.failure, undefined);
      assert.deepEqual(transcript.request.headers, host.requests[i]?.headers);
    }
    assert.ok(proxy.asked.length <= 2, 'the tunnel is kept');
    assert.doesNotMatch(JSON.stringify(host.requests), /proxy-auth/i);
  });

  it('gives the sign-in that is set to the proxy alone, in place of that in its address', async () => {
    const host = await rig.host({ tls: true, answer: json({ code: 0 }) });
    const proxy = await startProxy(host.port);
    proxy.wants = 'Bearer canary';
    const connect = {
      ...{ proxy: `http://me:word@${proxy.host}`, proxyAuthorization: 'Bearer canary' },
      rejectUnauthorized: false,
    };
    const transcript = await rig.client('https://exchange.example', { connect }).send(read);
    assert.equal(transcript.failure, undefined);
    assert.doesNotMatch(JSON.stringify([transcript, host.requests]), /canary|proxy-auth/i);
  });

  /** What a request comes to that finds no way through its proxy. */
  async function fails(connect: ConnectOptions): Promise<string> {
    const http = rig.client('https://exchange.example', {
      connect,
      limits: { connectTimeout: 500 },
    });
    const { failure, response } = await http.send(read);
    assert.ok(failure);
    assert.deepEqual([failure.stage, response], ['connect', undefined]);
    assert.doesNotMatch(JSON.stringify(failure), /word|bWU6d29yZA/);
    return `${failureReason(failure)} ${failure.message}`;
  }

  it('knows that nothing was sent when the proxy refuses, says nothing, or is not there', async () => {
    const host = await rig.host();
    const proxy = await startProxy(host.port);
    const connect = { proxy: `http://me:word@${proxy.host}` };
    for (const [status, reason] of [
      [407, 'proxySignIn'],
      [403, 'proxyRefused'],
      [502, 'proxyRefused'],
    ] as const) {
      proxy.status = status;
      assert.equal(await fails(connect), `${reason} ${proxy.host}: HTTP ${status}`);
    }
    proxy.status = undefined;
    assert.equal(await fails(connect), `proxyDown ${proxy.host}: Headers Timeout Error`);
    assert.equal(proxy.asked.length, 4, 'each request asks once');
    const { host: nobody } = new URL(await refusingOrigin());
    const down = await fails({ proxy: `http://me:word@${nobody}` });
    assert.equal(down, `proxyDown ${nobody}: connect ECONNREFUSED ${nobody}`);
    assert.equal(host.requests.length, 0);
  });

  it('goes past no proxy that it cannot use, and names no password then', async () => {
    for (const proxy of [
      ...['nonsense', 'proxy.example:3128', '127.0.0.1:3128', 'socks5://me:word@127.0.0.1:1'],
      ...[
        'socks4a://127.0.0.1:1',
        'pac+https://127.0.0.1:1/proxy.pac',
        'http://me:50%word@127.0.0.1:1',
      ],
    ])
      assert.match(await fails({ proxy }), /^proxyKind No http:\/\/ or https:\/\/ address/, proxy);
  });

  it('reaches this machine directly, and what noProxy names', () => {
    const direct = (origin: string, ...noProxy: string[]): boolean =>
      isDirect(new URL(origin), noProxy);
    for (const own of [
      'http://127.0.0.1:8',
      'http://localhost',
      'http://[::1]:8',
      'http://127.9.9.9',
    ]) {
      assert.ok(direct(own), own);
    }
    assert.ok(!direct('https://a.example'));
    assert.ok(!direct('https://127.0.0.1.example'));
    for (const entry of [
      'a.example',
      'example',
      '.example',
      '*.example',
      ' A.Example ',
      '*',
      'a.example:443',
    ]) {
      assert.ok(direct('https://a.example', 'other', entry), entry);
    }
    for (const entry of ['b.example', 'xa.example', 'ample', 'a.example:80', '', ':443']) {
      assert.ok(!direct('https://a.example', entry), entry);
    }
    for (const entry of ['[2001:db8::1]', '2001:db8::1', '[2001:db8::1]:443'])
      assert.ok(direct('https://[2001:db8::1]', entry), entry);
    for (const entry of ['2001:db8::', '[2001:db8::1]:80', '10.0.0.1'])
      assert.ok(!direct('https://[2001:db8::1]', entry), entry);
    assert.ok(direct('https://10.0.0.1', '10.0.0.1') && !direct('https://10.0.0.1', '10.0.0.2'));
  });

  it('sets no process-wide dispatcher, and loads undici only when something is sent', async () => {
    const script = `
      const { HttpClient } = await import(${JSON.stringify(new URL('../../../src/net/http.ts', import.meta.url).href)});
      const { createRequire } = await import('node:module');
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).filter((p) => p.includes('/undici/')).length;
      const before = loaded();
      const http = new HttpClient({ origin: 'http://127.0.0.1:1', connect: {} });
      await http.send({ action: 'x', method: 'GET', path: '/' });
      const far = new HttpClient({ origin: 'https://exchange.example', connect: { proxy: 'http://127.0.0.1:1' } });
      await far.send({ action: 'x', method: 'GET', path: '/' });
      await Promise.all([http.close(), far.close()]);
      const global = [1, 2].map((n) => typeof globalThis[Symbol.for('undici.globalDispatcher.' + n)]);
      console.log(JSON.stringify({ before, after: loaded() > 0, global }));
    `;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
    assert.deepEqual(JSON.parse(stdout), {
      before: 0,
      after: true,
      global: ['undefined', 'undefined'],
    });
  });
});
